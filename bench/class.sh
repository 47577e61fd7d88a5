#!/usr/bin/env bash
# A generated class (bench/make_class.sh), graded on this machine: submissions a minute, the share of time in compilers, the same
# gradebook after a kill -9 in the middle and from the cache, and how the time grows with the class.
# Usage: bench/class.sh [COUNT] [SMALLER_COUNT]; default 200 50.
set -euo pipefail
cd "$(dirname "$0")/.."
count=${1:-200}
smaller=${2:-50}
work=$(mktemp -d "$PWD/build/class.XXXXXX")
trap 'rm -rf "$work"' EXIT

bench/make_class.sh "$work/class" "$count"
bench/make_class.sh "$work/smaller" "$smaller"
mkdir "$work/one" && cp -r "$work/class/s000-correct" "$work/one/"
bin/grader grade "$work/one" --into "$work/warm" 2>/dev/null # builds what is missing

figure() { grep -o "\"$2\": [0-9.]*" "$work/$1.json" | cut -d' ' -f2; }
marks() { bin/grader gradebook export csv --into "$work/$1" --to "$work/$1.csv" >/dev/null; }
grade() { bin/grader grade "$work/$1" --into "$work/$2" --json >"$work/$2.json" 2>>"$work/log" || true; }

grade class whole
marks whole
cp "$work/whole.json" "$work/first.json"
bin/grader grade "$work/class" --into "$work/whole" --json >"$work/cached.json" 2>>"$work/log" || true

# The same seed, so that the same gradebook must come out; killed when half of the class is graded.
mkdir "$work/killed" && cp "$work/whole/grading.json" "$work/killed/"
bin/grader grade "$work/class" --into "$work/killed" >/dev/null 2>>"$work/log" &
victim=$!
while (($(ls "$work/killed/outcomes" 2>/dev/null | wc -l) < count / 2)); do sleep 0.2; done
kill -9 "$victim"
wait "$victim" 2>/dev/null || true
at_kill=$(ls "$work/killed/results" | wc -l)
grade class killed
marks killed
same=differs
cmp -s "$work/whole.csv" "$work/killed.csv" && same=identical

grade smaller smaller_result
awk -v seconds="$(figure first seconds)" -v count="$count" -v work="$(figure first work_seconds)" \
  -v compile="$(figure first compile_seconds)" -v cached="$(figure cached seconds)" -v less="$(figure smaller_result seconds)" \
  -v smaller="$smaller" -v same="$same" -v at_kill="$at_kill" 'BEGIN {
  printf "%d submissions graded in %.0f s: %.0f a minute\n", count, seconds, 60 * count / seconds
  printf "share of the workers'"'"' time in compilers and linkers: %.0f %%\n", 100 * compile / work
  printf "killed with %d results, then resumed: gradebook %s\n", at_kill, same
  printf "again, from the cache: %.1f s\n", cached
  printf "from %d to %d submissions: %.2f times the work, %.2f times the time\n", smaller, count, count / smaller, seconds / less }'
