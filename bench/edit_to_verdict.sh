#!/usr/bin/env bash
# How long does a student wait? Medians of ten, `grader check` beside a plain loop (cmake --build, ctest) over the same module with the
# same sources and tests, in one run:
#   nothing   check with nothing to do
#   edit      after rewriting a comment line of one task's file
# Usage: bench/edit_to_verdict.sh [MODULE_FOLDER/TASK ...]; default: the slowest to compile, the largest file, the largest of attention, a small one.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
(($#)) || set -- 05_autograd/backward 01_tensor/views 12_attention/scaled_dot_product 02_activations/softmax
runs=10
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A course of its own, so that nobody's files are touched: this commit, with the modules solved.
git -C "$root" ls-files -z | xargs -0 -I{} cp --parents {} "$work" 2>/dev/null
for each in "$@"; do cp "$work/solutions/${each%/*}/src/"*.cpp "$work/modules/${each%/*}/src/"; done
cd "$work"
cmake --preset check >/dev/null
ninja -C build/check grader >/dev/null

now() { date +%s%N; }
median() { sort -n | awk '{v[NR] = $1} END {printf "%.0f", (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2}'; }
timed() { local start; start=$(now); "$@" >/dev/null 2>&1 || { echo "failed: $*" >&2; exit 1; }; echo $((($(now) - start) / 1000000)); }
edit() { sed -i "\$ s|.*|// edited $1|" "$file"; }
grader_check() { bin/grader check "${folder%%_*}"; }
plain_check() { cmake --build "plain/$folder/build" && (cd "plain/$folder/build" && ctest); }

measure() {
  folder=${1%/*}
  file=modules/$folder/src/${1#*/}.cpp
  figures=plain/${1//\//_}
  # The plain loop: one CMake project, one executable of all sources and tests, GoogleTest, Ninja, ctest.
  mkdir -p "plain/$folder"
  "$root/bench/plain_project.sh" "$folder" "$work" >"plain/$folder/CMakeLists.txt"
  cmake -S "plain/$folder" -B "plain/$folder/build" -G Ninja >/dev/null
  echo "// edited 0" >>"$file"
  grader_check >/dev/null
  plain_check >/dev/null
  for ((i = 1; i <= runs; i++)); do
    timed grader_check >>"$figures.grader_nothing"
    timed plain_check >>"$figures.plain_nothing"
    # One edit for both: whoever is second finds the file in the cache, so they take turns at being first.
    edit "$i"
    if ((i % 2)); then
      timed grader_check >>"$figures.grader_edit"
      timed plain_check >>"$figures.plain_edit"
    else
      timed plain_check >>"$figures.plain_edit"
      timed grader_check >>"$figures.grader_edit"
    fi
  done
  for what in nothing edit; do
    g=$(median <"$figures.grader_$what"); p=$(median <"$figures.plain_$what")
    printf '%-32s %-8s %10s %10s %8s\n' "$1" "$what" "$g" "$p" "$(awk "BEGIN {printf \"%.2f\", $g / $p}")"
  done
}

printf '%-32s %-8s %10s %10s %8s\n' "medians of $runs, in ms" "" grader plain ratio
for each in "$@"; do measure "$each"; done
