#!/bin/sh
# Has other engines read a live lake in a bucket, while Tarn imports, compacts and expires: Trino, Spark, PyIceberg and DuckDB,
# each through the Iceberg REST catalog. Everything is fetched by pip and Maven, into the cache of scripts/trino.sh.
set -eu

cd "$(dirname "$0")/.."
cache=${XDG_CACHE_HOME:-$HOME/.cache}/tarn-tools/engines
iceberg=1.9.2 # for Spark
python=$cache/python/bin/python

for tool in python3 mvn java; do
	command -v $tool >/dev/null 2>&1 || { echo "engines.sh: $tool is needed: apt-get install python3-venv maven openjdk-17-jre-headless" >&2; exit 1; }
done
mkdir -p "$cache"
if [ ! -f "$cache/ready-$iceberg" ]; then
	[ -x "$python" ] || python3 -m venv "$cache/python"
	"$python" -m pip install -q 'pyiceberg[pyarrow,s3fs]==0.12.*' 'pyspark==3.5.*' 'duckdb==1.5.5' 'duckdb-extension-avro==1.5.5' 'duckdb-extension-iceberg==1.5.5' 'duckdb-extension-httpfs==1.5.5'
	for jar in iceberg-spark-runtime-3.5_2.12 iceberg-aws-bundle; do
		mvn -q -B dependency:copy -Dartifact="org.apache.iceberg:$jar:$iceberg" -DoutputDirectory="$cache/jars"
	done
	touch "$cache/ready-$iceberg"
fi
TARN_ENGINES=$cache exec go test ./cmd/tarn -run 'TestEngines|Trino' -count 1 -timeout 30m -v "$@"
