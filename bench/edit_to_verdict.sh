#!/usr/bin/env bash
# How long does a student wait? Medians of ten, `grader check` beside a plain loop (cmake --build, ctest) over the same module with the
# same sources and tests, in one run:
#   nothing   check with nothing to do
#   edit      after rewriting a comment line of one task's file
# Usage: bench/edit_to_verdict.sh [MODULE_FOLDER] [TASK]; default 12_attention scaled_dot_product.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
folder=${1:-12_attention}
task=${2:-scaled_dot_product}
runs=10
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A course of its own, so that nobody's files are touched: this commit, with the module solved.
git -C "$root" ls-files -z | xargs -0 -I{} cp --parents {} "$work" 2>/dev/null
cp "$work/solutions/$folder/src/"*.cpp "$work/modules/$folder/src/"
cd "$work"
cmake --preset check >/dev/null
ninja -C build/check grader >/dev/null
bin/grader check "${folder%%_*}" >/dev/null

# The plain loop: one CMake project, one executable of all sources and tests, GoogleTest, Ninja, ctest.
mkdir plain
"$root/bench/plain_project.sh" "$folder" "$work" >plain/CMakeLists.txt
cmake -S plain -B plain/build -G Ninja >/dev/null
cmake --build plain/build >/dev/null
(cd plain/build && ctest >/dev/null)

file=modules/$folder/src/$task.cpp
echo "// edited 0" >>"$file"
now() { date +%s%N; }
median() { sort -n | awk '{v[NR] = $1} END {printf "%.0f", (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2}'; }
timed() { local start; start=$(now); "$@" >/dev/null 2>&1 || { echo "failed: $*" >&2; exit 1; }; echo $((($(now) - start) / 1000000)); }
edit() { sed -i "\$ s|.*|// edited $1|" "$file"; }
grader_check() { bin/grader check "${folder%%_*}"; }
plain_check() { cmake --build plain/build && (cd plain/build && ctest); }

grader_check >/dev/null; plain_check >/dev/null
for ((i = 1; i <= runs; i++)); do
  timed grader_check >>grader_nothing
  timed plain_check >>plain_nothing
  # One edit for both: whoever is second finds the file in the cache, so they take turns at being first.
  edit "$i"
  if ((i % 2)); then
    timed grader_check >>grader_edit
    timed plain_check >>plain_edit
  else
    timed plain_check >>plain_edit
    timed grader_check >>grader_edit
  fi
done
printf '%-32s %10s %10s %8s\n' "$folder, medians of $runs, in ms" grader plain ratio
for what in nothing edit; do
  g=$(median <grader_$what); p=$(median <plain_$what)
  printf '%-32s %10s %10s %8s\n' "$what" "$g" "$p" "$(awk "BEGIN {printf \"%.2f\", $g / $p}")"
done
