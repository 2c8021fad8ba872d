#!/bin/sh
# Writes the wire structs of the AWS APIs anew, from the service models in botocore (Apache-2.0), which is fetched with pip.
set -eu
cd "$(dirname "$0")/.."
version=1.44.8
cache=${XDG_CACHE_HOME:-$HOME/.cache}/tarn-tools/botocore-$version
if [ ! -d "$cache/botocore/data" ]; then
    python3 -m pip install --quiet --no-deps --target "$cache" "botocore==$version"
fi
go run ./internal/awsapi/wire/gen "$cache/botocore/data"
