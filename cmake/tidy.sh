#!/bin/sh
# clang-tidy over every source of build/tidy, or over those that are named: cmake/tidy.sh [FILE...]. Prints a line a file, and what
# was found. Headers are examined through the sources that include them. Everything is examined as it is compiled, some files together
# (cmake/Unity.cmake), which takes a third of the time.
set -eu
cd "$(dirname "$0")/.."
# A file written since the last configuration is taken up.
together=ON
[ $# -eq 0 ] || together=OFF
cmake --preset tidy -DGU_UNITY=$together >/dev/null
root=$(sed -n 's/^CMAKE_HOME_DIRECTORY:INTERNAL=//p' build/tidy/CMakeCache.txt)
sources=$(sed -n 's/^ *"file": "\(.*\)",\{0,1\}$/\1/p' build/tidy/compile_commands.json | sort -u |
  while read -r source; do
    case $source in
      "$root"/build/*/Unity/*) echo "${source#"$root/"}" ;;
      "$root"/build/*) ;;  # generated
      *) echo "${source#"$root/"}" ;;
    esac
  done)
for file in "$@"; do
  if ! echo "$sources" | grep -qxF "$file"; then
    echo "tidy: build/tidy compiles no $file. Expected a source (.cpp), from the root of the course; for a header, one that includes it." >&2
    exit 2
  fi
done
[ $# -eq 0 ] || sources=$(printf '%s\n' "$@")

# What a body that is not written yet is bound to look like.
skeleton_checks=-misc-unused-parameters,-performance-unnecessary-value-param,-clang-analyzer-deadcode.DeadStores
export skeleton_checks

# The output of a file is printed at once, since several are examined side by side.
# shellcheck disable=SC2016  # expanded by the inner shell
echo "$sources" | xargs -P "$(nproc)" -I{} sh -c '
  case $1 in
    modules/*/src/*) checks=--checks=$skeleton_checks ;;
    build/*) checks=--checks=-bugprone-suspicious-include ;;  # that is how files are put together
    *) checks=--checks= ;;
  esac
  if found=$(clang-tidy -p build/tidy -quiet "$checks" "$1" 2>&1); then
    echo "clean  $1"
  else
    printf "%s\n%s\n" "FOUND  $1" "$found" | grep -v "warnings generated\.$"
    exit 1
  fi' tidy {} || { echo "tidy: see FOUND above" >&2; exit 1; }
