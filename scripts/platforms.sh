#!/bin/sh
# Compiles, for the platforms that this machine is not, every package that does without DuckDB. The others, cmd/tarn and what
# runs statements, would need that platform's C compiler.
set -eu

cd "$(dirname "$0")/.."
here=$(go env GOOS)/$(go env GOARCH)
for platform in linux/amd64 linux/arm64 darwin/arm64; do
	[ "$platform" != "$here" ] || continue
	export GOOS="${platform%/*}" GOARCH="${platform#*/}" CGO_ENABLED=0
	packages=$(go list -e -f '{{.ImportPath}} {{join .Deps " "}}' ./cmd/... ./internal/... ./docs/... | grep -v 'github.com/duckdb/' | cut -d ' ' -f 1)
	# shellcheck disable=SC2086 # a list
	go build $packages
	echo "$platform: $(echo "$packages" | wc -l | tr -d ' ') packages compile"
done
