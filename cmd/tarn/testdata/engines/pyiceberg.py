from look import ENDPOINT, KEY, SECRET, TOKEN, URI, looks

import sys

sys.path.pop(0)  # this file has the library's name
sys.modules.pop("pyiceberg", None)
from pyiceberg.catalog import load_catalog

catalog = load_catalog("tarn", **{
    "type": "rest", "uri": URI, "token": TOKEN, "s3.endpoint": ENDPOINT, "s3.region": "us-east-1",
    "s3.access-key-id": KEY, "s3.secret-access-key": SECRET,
})


def count():
    ids = catalog.load_table("tarn.cloudtrail").scan(selected_fields=("eventID",)).to_arrow()["eventID"].to_pylist()
    return len(ids), len(set(ids))


looks(count)
