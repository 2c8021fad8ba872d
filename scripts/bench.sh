#!/bin/sh
# Measures import, start, queries and the lookup of duplicates. Usage: bench.sh [SECTION…] [flags]; bench.sh --help lists them.
# What it writes, and how to read it: docs/benchmarks.md.
set -eu

cd "$(dirname "$0")/.."
export PATH="$PATH:/usr/local/go/bin" CGO_ENABLED=1
[ -n "${MAKELEVEL:-}" ] || export GOFLAGS="${GOFLAGS:-} -trimpath -buildvcs=false"

make --no-print-directory build >&2
exec go run ./bench "$@"
