"""Compares the table of cloudtrail_daily with what PySpark makes of the log files, row for row.

    jobs.py LOGS COPY KEPT ZONE

LOGS is a folder of CloudTrail's log files, COPY the copy of the table as folders of Parquet files, which Spark, PyArrow and DuckDB read,
KEPT a CSV of the events that the store kept: eventID, the object, and the record's number in it. Spark reads the log files itself, with
the schema of an article's own job, takes the records of KEPT, and flattens them with Spark's functions. A local day reads two UTC days
there; the folders are not asked here, because events lie in neighbours' folders.
"""

import csv
import json
import os
import sys

import duckdb
import pyarrow.dataset
from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as T

TEXT = T.StringType()
MAP = T.MapType(TEXT, TEXT)


def struct(*fields):
    return T.StructType([T.StructField(f, TEXT) if isinstance(f, str) else T.StructField(*f) for f in fields])


FEDERATION = struct("federatedProvider", ("attributes", MAP))
RECORD = struct(
    "additionalEventData", "apiVersion", "awsRegion", "errorCode", "errorMessage", "eventID", "eventName", "eventSource", "eventTime",
    "eventType", "eventVersion", ("readOnly", T.BooleanType()), "recipientAccountId", "requestID", ("requestParameters", MAP),
    ("resources", T.ArrayType(struct("ARN", "accountId", "type"))), ("responseElements", MAP), "sharedEventID", "sourceIPAddress",
    ("serviceEventDetails", MAP), "userAgent",
    ("userIdentity", struct(
        "accessKeyId", "accountId", "arn", "invokedBy", "principalId",
        ("sessionContext", struct(
            ("attributes", struct("creationDate", "mfaAuthenticated")),
            ("sessionIssuer", struct("accountId", "arn", "principalId", "type", "userName")),
            ("webIdFederationData", FEDERATION))),
        "type", "userName")),
    "vpcEndpointId")

# The columns in the order of the article; the text is where a column's value is in a record.
COLUMNS = """proc_ymd additionaleventdata apiversion awsregion errorcode errormessage eventid eventname eventsource eventtime eventtime_kst
eventtype eventversion readonly recipientaccountid requestid requestparameters resources_arn resources_accountid resources_type
responseelements sharedeventid sourceipaddress serviceeventdetails useragent useridentity_accesskeyid useridentity_accountid
useridentity_arn useridentity_invokedby useridentity_principalid useridentity_sessioncontext_attributes_creationdate
useridentity_sessioncontext_attributes_mfaauthenticated useridentity_sessioncontext_sessionissuer_accountid
useridentity_sessioncontext_sessionissuer_arn useridentity_sessioncontext_sessionissuer_principalid
useridentity_sessioncontext_sessionissuer_type useridentity_sessioncontext_sessionissuer_username useridentity_type
useridentity_username useridentity_webidfederationdata_federatedprovider useridentity_webidfederationdata_attributes
vpcendpointid""".split()


def computed(spark, logs, kept, zone):
    # Digest files have no Records.
    files = [os.path.join(d, f) for d, _, names in os.walk(logs) for f in names if "/CloudTrail-Digest/" not in d + "/" and f.endswith((".json.gz", ".json"))]
    raw = spark.read.schema(struct(("Records", T.ArrayType(RECORD)))).option("multiLine", True).json(files)
    events = raw.select(F.regexp_replace(F.input_file_name(), "^file://", "").alias("object"), F.posexplode("Records").alias("number", "r"))
    chosen = spark.createDataFrame(kept, "eventid string, object string, number int")
    events = events.join(chosen, ["object", "number"]).select("r.*")
    at = F.to_timestamp("eventTime")
    local = F.from_utc_timestamp(at, zone)
    made = {"proc_ymd": F.date_format(local, "yyyyMMdd"), "eventtime": at, "eventtime_kst": local,
            "useridentity_sessioncontext_attributes_creationdate": F.to_timestamp("userIdentity.sessionContext.attributes.creationDate"),
            "useridentity_webidfederationdata_federatedprovider": F.col("userIdentity.sessionContext.webIdFederationData.federatedProvider"),
            "useridentity_webidfederationdata_attributes": F.col("userIdentity.sessionContext.webIdFederationData.attributes")}
    return events.select(*[made.get(c, F.col(c.replace("_", "."))).alias(c) for c in COLUMNS])


def plain(value):
    """A value as both sides have it: of the members of a map, nested ones are JSON, whose white space and escapes are nobody's promise."""
    if isinstance(value, dict):
        return {k: nested(v) for k, v in value.items()}
    if hasattr(value, "isoformat"):
        return value.replace(tzinfo=None).isoformat()
    if isinstance(value, list) and value and isinstance(value[0], tuple):
        return {k: nested(v) for k, v in value}
    return list(value) if isinstance(value, (list, tuple)) else value


def nested(text):
    if text and text[0] in "[{":
        try:
            return ["json", json.loads(text)]
        except ValueError:
            pass
    if text and (any(c in text for c in ".eE") or "Infinity" in text):  # Spark writes numbers anew: 0.10 as 0.1, 1E400 as "Infinity"
        try:
            return ["number", float(text.strip('"'))]
        except ValueError:
            pass
    return text


def keyed(rows):
    out = {}
    for row in rows:
        row = {c: nested(plain(row[c])) if c == "additionaleventdata" else plain(row[c]) for c in COLUMNS}
        assert row["eventid"] not in out, "twice: " + row["eventid"]
        out[row["eventid"]] = row
    return out


def main(logs, copy, kept, zone):
    with open(kept, newline="") as f:
        kept = [(r[0], r[1], int(r[2])) for r in list(csv.reader(f))[1:]]
    spark = (SparkSession.builder.master("local[2]").config("spark.sql.session.timeZone", "UTC").config("spark.ui.enabled", "false")
             .config("spark.driver.memory", "2g").config("spark.sql.shuffle.partitions", "4").config("spark.sql.sources.partitionColumnTypeInference.enabled", "false").getOrCreate())
    spark.sparkContext.setLogLevel("ERROR")
    os.environ["TZ"] = "UTC"
    want = keyed(r.asDict() for r in computed(spark, logs, kept, zone).collect())
    got = keyed(r.asDict() for r in spark.read.parquet(copy).collect())
    differ = {}
    for i in want.keys() | got.keys():
        w, g = want.get(i), got.get(i)
        for c in COLUMNS if w and g else ["eventid"]:
            if (w or {}).get(c) != (g or {}).get(c):
                differ.setdefault(c, []).append((i, (w or {}).get(c), (g or {}).get(c)))
    for c, list_ in sorted(differ.items()):
        print("%s: %d rows differ, as %s: Spark %r, Tarn %r" % (c, len(list_), *list_[0]))
    days = sorted({r["proc_ymd"] for r in got.values()})
    table = pyarrow.dataset.dataset(copy, format="parquet", partitioning="hive", exclude_invalid_files=False).to_table()
    duck = duckdb.sql("SELECT count(*), count(DISTINCT proc_ymd) FROM read_parquet('%s/*/*.parquet', hive_partitioning = true)" % copy.replace("'", "''")).fetchone()
    others = (table.num_rows, duck) == (len(got), (len(got), len(days)))
    if not others:
        print("the copy has %d rows of %d days; PyArrow reads %d, DuckDB %r" % (len(got), len(days), table.num_rows, duck))
    print("%d rows by Spark, %d by Tarn, %d local days of %s, %d columns: %s" % (len(want), len(got), len(days), zone, len(COLUMNS), "equal" if not differ and others else "DIFFERENT"))
    return 1 if differ or not others or not want else 0


sys.exit(main(*sys.argv[1:]))
