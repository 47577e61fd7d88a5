#!/bin/sh
# The reference beside OpenBLAS and the processor's peak. OpenBLAS 0.3.21 does not know newer processors and falls back to an old
# kernel at half the speed, so a kernel is named for those with AVX-512.
set -eu
cd "$(dirname "$0")/.."
ninja -C build/release bench/against_openblas >/dev/null
if grep -qm1 avx512dq /proc/cpuinfo && [ -z "${OPENBLAS_CORETYPE:-}" ]; then
  export OPENBLAS_CORETYPE=SkylakeX
fi
# Providers find each other through the loader's path, as under the grader.
LD_LIBRARY_PATH=$(printf '%s:' build/release/provider/*/reference)
export LD_LIBRARY_PATH
OPENBLAS_NUM_THREADS=1 build/release/bench/against_openblas
