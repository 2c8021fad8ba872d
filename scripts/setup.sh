#!/bin/sh
# Holds what 'tarn setup' prints to cfn-lint, the AWS CLI and Terraform: see conformance/setup/check.py. cfn-lint and the AWS CLI are
# fetched by pip, into the cache of scripts/trino.sh.
set -eu

cd "$(dirname "$0")/.."
cache=${XDG_CACHE_HOME:-$HOME/.cache}/tarn-tools/setup
command -v python3 >/dev/null 2>&1 || { echo "setup.sh: python3 is needed: apt-get install python3-venv" >&2; exit 1; }
[ -x "$cache/bin/python" ] || { mkdir -p "$cache" && python3 -m venv "$cache"; }
"$cache/bin/python" -c 'import cfnlint, awscli' 2>/dev/null || "$cache/bin/python" -m pip install -q cfn-lint awscli
exec "$cache/bin/python" conformance/setup/check.py internal/setup/testdata
