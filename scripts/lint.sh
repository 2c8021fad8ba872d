#!/bin/sh
# Usage: lint.sh VERSION. Runs golangci-lint if that version of it is installed; the tests hold the walls either way.
set -eu

cd "$(dirname "$0")/.."
version=$1

unformatted=$(gofmt -l ./*.go bench cmd conformance docs internal)
if [ -n "$unformatted" ]; then
	printf 'gofmt would change these files:\n%s\n' "$unformatted" >&2
	exit 1
fi
go vet ./...
go test -count=1 .
./scripts/platforms.sh
if ! command -v golangci-lint >/dev/null 2>&1; then
	echo "golangci-lint is not installed; go test . has held the walls instead."
elif golangci-lint version | grep -q "${version#v}"; then
	golangci-lint run
else
	echo "golangci-lint $version is meant to run here, and another version is installed: $(golangci-lint version | head -n 1)" >&2
	exit 1
fi
