#!/bin/sh
# Runs the job cloudtrail_daily over the demonstration, and over the logs of a real attack where they are at hand, and has PySpark compute
# the same from the log files: scripts/jobs.py compares row for row. Then runs raw_to_columnar, and has Spark, PyArrow, DuckDB and fastavro
# read its tables: scripts/columnar.py. They are fetched by pip, into the cache of scripts/engines.sh.
set -eu

cd "$(dirname "$0")/.."
cache=${XDG_CACHE_HOME:-$HOME/.cache}/tarn-tools/engines
python=$cache/python/bin/python
tarn=${TARN:-bin/tarn}
for tool in python3 java; do
	command -v $tool >/dev/null 2>&1 || { echo "jobs.sh: $tool is needed: apt-get install python3-venv openjdk-17-jre-headless" >&2; exit 1; }
done
[ -x "$python" ] || { mkdir -p "$cache" && python3 -m venv "$cache/python"; }
"$python" -c 'import pyspark, pyarrow, duckdb, fastavro' 2>/dev/null || "$python" -m pip install -q 'pyspark==3.5.*' 'pyarrow' 'duckdb==1.5.5' 'fastavro'
[ -n "${TARN:-}" ] || make -s build

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
"$tarn" demo "$dir/demo" --logs none --events 5000 >/dev/null
compare() { # NAME LOGS FROM TO
	data=$dir/$1-data
	"$tarn" --data "$data" import "$2" --format cloudtrail --workers 1 >/dev/null 2>&1 || [ $? -eq 3 ] # some were set aside
	"$tarn" --data "$data" job backfill cloudtrail_daily --from "$3" --to "$4" >/dev/null
	"$tarn" --data "$data" job export cloudtrail_daily --to "$dir/$1-copy"
	"$tarn" --data "$data" query 'SELECT eventID, "_object", "_record" FROM cloudtrail WHERE eventTime IS NOT NULL' -o csv >"$dir/$1.csv" 2>/dev/null
	echo "$1:"
	"$python" scripts/jobs.py "$2" "$dir/$1-copy" "$dir/$1.csv" Asia/Seoul
}
compare demo "$dir/demo" 2026-10-01 2026-11-02
if [ -d ../shared/data/s3layout-invictus ]; then
	compare invictus "$(cd ../shared/data/s3layout-invictus && pwd -P)" 2023-07-09 2023-07-12
fi

# The tables of raw_to_columnar: a copy of each, its rows as Avro, and its statement as for Athena.
"$tarn" demo "$dir/logs" --logs vpcflow,alb,elb,s3access,cloudfront --events 5000 --days 10 >/dev/null
data=$dir/columnar-data
"$tarn" --data "$data" import "$dir/logs" >/dev/null 2>&1 || [ $? -eq 3 ]
"$tarn" --data "$data" job trigger raw_to_columnar
mkdir "$dir/copies" "$dir/avro" "$dir/ddl"
ask() { "$tarn" --data "$data" query "$1" -o csv | sed '1d; s/^"//; s/"$//; s/""/"/g'; }
for table in cloudtrail vpcflow alb elb s3_access cloudfront; do
	job=raw_to_columnar_$table
	[ $table = vpcflow ] && job=raw_to_columnar_vpc_flow
	"$tarn" --data "$data" job export $job --to "$dir/copies/$table"
	# Tables of Hive's and Avro have times of milliseconds, as on Athena.
	columns=$(ask "SELECT array_join(array_agg(CASE WHEN data_type LIKE 'timestamp%' THEN 'CAST(' || column_name || ' AS timestamp(3)) AS ' || column_name ELSE column_name END ORDER BY ordinal_position), ', ')
		FROM information_schema.columns WHERE table_schema = 'aws_service_logs' AND table_name = '$table'")
	echo "$columns" >"$dir/ddl/$table.columns"
	rm -rf "$data/objects/unloaded"
	"$tarn" --data "$data" query "UNLOAD (SELECT $columns FROM aws_service_logs.$table) TO 's3://unloaded/$table/' WITH (format = 'AVRO')" >/dev/null
	mv "$data/objects/unloaded" "$dir/avro/$table"
	ask "SHOW CREATE TABLE aws_service_logs.$table" >"$dir/ddl/$table"
done
"$python" scripts/columnar.py "$tarn" "$data" "$dir/copies" "$dir/avro" "$dir/ddl"
