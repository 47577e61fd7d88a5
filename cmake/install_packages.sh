#!/bin/sh
# Installs those packages of a list, by default cmake/packages.txt, that are missing. Says what it does, and what to do where it cannot.
set -eu
list=${1:-$(dirname "$0")/packages.txt}
wanted=$(grep -v '^#' "$list")
if ! command -v dpkg-query >/dev/null 2>&1; then
  echo "setup: no dpkg here, so nothing was installed. The course needs, under the names of your system:"
  echo "$wanted" | sed 's/^/  /'
  exit 0
fi
missing=""
for package in $wanted; do
  status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
echo "setup: installing$missing"
as_root=""
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null 2>&1; then
    echo "setup: needs root and there is no sudo. As root, run:" >&2
    echo "  apt-get install$missing" >&2
    exit 3
  fi
  as_root="sudo"
fi
$as_root apt-get update -qq
# shellcheck disable=SC2086  # a list of words
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
