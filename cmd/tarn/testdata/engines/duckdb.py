from look import ENDPOINT, KEY, SECRET, TOKEN, URI, looks

import glob
import os
import sys

sys.path.pop(0)  # this file has the library's name
sys.modules.pop("duckdb", None)
import duckdb

db = duckdb.connect(config={"allow_unsigned_extensions": "true"})
packages = os.path.dirname(os.path.dirname(duckdb.__file__))
for name in ("avro", "httpfs", "iceberg"):
    for path in glob.glob(f"{packages}/duckdb_extension_{name}/extensions/**/{name}.duckdb_extension*", recursive=True)[:1]:
        db.execute(f"LOAD '{path}'")
db.execute(f"CREATE SECRET s3 (TYPE s3, KEY_ID '{KEY}', SECRET '{SECRET}', REGION 'us-east-1', ENDPOINT '{ENDPOINT.removeprefix('http://')}', URL_STYLE path, USE_SSL false)")
db.execute(f"CREATE SECRET lake (TYPE iceberg, TOKEN '{TOKEN}')")


def count():
    db.execute(f"ATTACH 'tarn' AS lake (TYPE iceberg, ENDPOINT '{URI}', SECRET lake, ACCESS_DELEGATION_MODE 'none')")
    try:
        return db.execute("SELECT count(*), count(DISTINCT eventID) FROM lake.tarn.cloudtrail").fetchone()
    finally:
        db.execute("DETACH lake")


looks(count)
