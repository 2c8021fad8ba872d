#!/bin/sh
# Measures import, start, queries and the lookup of duplicates. Usage: bench.sh [SECTION…] [flags]; bench.sh --help lists them.
# bench.sh formats measures the decoders of the log formats.
# What it writes, and how to read it: docs/benchmarks.md.
set -eu

cd "$(dirname "$0")/.."
export PATH="$PATH:/usr/local/go/bin" CGO_ENABLED=1
[ -n "${MAKELEVEL:-}" ] || export GOFLAGS="${GOFLAGS:-} -trimpath -buildvcs=false"

if [ "${1:-}" = formats ]; then
	# From text to rows, a log format each, in megabytes a second of one processor.
	exec go test ./internal/decode -run '^$' -bench 'Lines|JSONFormats' -cpu 1
fi
make --no-print-directory build >&2
exec go run ./bench "$@"
