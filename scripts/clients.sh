#!/bin/sh
# Runs the real clients of AWS against 'tarn up' over a demonstration, and writes docs/clients. Clients come by pip and npm into
# the cache of scripts/trino.sh; go.mod has the Go SDK. Names of clients choose some: clients.sh boto3 dbt.
set -eu

cd "$(dirname "$0")/.."
cache=${XDG_CACHE_HOME:-$HOME/.cache}/tarn-tools/clients

command -v python3 >/dev/null 2>&1 || { echo "clients.sh: python3 is needed: apt-get install python3-venv" >&2; exit 1; }
mkdir -p "$cache"

# have NAME PACKAGE…: a venv of its own, since clients disagree about botocore.
have() {
	name=$1
	shift
	[ -f "$cache/$name/ready" ] && return
	python3 -m venv "$cache/$name"
	if "$cache/$name/bin/python" -m pip install -q --upgrade "$@"; then
		touch "$cache/$name/ready"
	else
		echo "clients.sh: $name cannot be had; its flows are left out" >&2
	fi
}
have python boto3 'pyathena[pandas,arrow,sqlalchemy]' awswrangler
have awscli awscli
have dbt 'dbt-core==1.10.*' 'dbt-athena==1.9.*'
if command -v npm >/dev/null 2>&1 && [ ! -f "$cache/js/ready" ]; then
	mkdir -p "$cache/js"
	(cd "$cache/js" && npm install --silent --no-audit --no-fund --prefix . @aws-sdk/client-athena @aws-sdk/client-cloudtrail @aws-sdk/client-s3 && touch ready) ||
		echo "clients.sh: the JavaScript SDK cannot be had; its flows are left out" >&2
fi
[ -x /usr/bin/aws ] || echo "clients.sh: Debian's aws-cli is not there, and its flows are left out: apt-get install awscli" >&2
[ -n "${TARN_BIN:-}" ] || { make --no-print-directory build >&2; TARN_BIN=bin/tarn; }
# Scripts that people published, as they stand there; where they are not beside the checkout, the test says so.
if [ $# -eq 0 ]; then
	PATH=$cache/python/bin:$cache/awscli/bin:$PATH go test ./cmd/tarn -run '^TestSeed$' -count 1 -v
fi
TARN_BIN=$TARN_BIN exec "$cache/python/bin/python" conformance/clients/run.py --cache "$cache" "$@"
