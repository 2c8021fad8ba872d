#!/bin/sh
# Runs the job cloudtrail_daily over the demonstration, and over the logs of a real attack where they are at hand, and has PySpark compute
# the same from the log files: scripts/jobs.py compares row for row. PySpark is fetched by pip, into the cache of scripts/engines.sh.
set -eu

cd "$(dirname "$0")/.."
cache=${XDG_CACHE_HOME:-$HOME/.cache}/tarn-tools/engines
python=$cache/python/bin/python
tarn=${TARN:-bin/tarn}
for tool in python3 java; do
	command -v $tool >/dev/null 2>&1 || { echo "jobs.sh: $tool is needed: apt-get install python3-venv openjdk-17-jre-headless" >&2; exit 1; }
done
[ -x "$python" ] || { mkdir -p "$cache" && python3 -m venv "$cache/python"; }
"$python" -c 'import pyspark, pyarrow, duckdb' 2>/dev/null || "$python" -m pip install -q 'pyspark==3.5.*' 'pyarrow' 'duckdb==1.5.5'
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
