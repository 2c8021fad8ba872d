"""aws-cli"""
import hashlib
import json
import os
import subprocess
import tempfile
import time

from flow import ENDPOINT, RESULTS, STORE, TABLE, equal, flow, version

AWS = os.environ["TARN_AWS_CLI"]

SETUP = """
# setup
aws configure set aws_access_key_id TARN… --profile tarn
aws configure set aws_secret_access_key … --profile tarn
aws configure set region us-east-1 --profile tarn
aws configure set endpoint_url http://127.0.0.1:8900 --profile tarn   # aws-cli 2.13 and newer; before: --endpoint-url with each command
aws athena start-query-execution --query-string 'SELECT 1' --profile tarn
# end
"""


def aws(*arguments):
    out = subprocess.run([AWS, "--endpoint-url", ENDPOINT, "--region", "us-east-1", "--output", "json", "--no-cli-pager" if V2 else "--no-paginate", *arguments], capture_output=True, text=True)
    if out.returncode:
        raise RuntimeError(out.stderr.strip())
    return json.loads(out.stdout) if out.stdout.strip() else {}


first = subprocess.run([AWS, "--version"], capture_output=True, text=True)
V2 = "aws-cli/2" in first.stdout + first.stderr
version((first.stdout + first.stderr).split()[0])


@flow("Athena: a query", "StartQueryExecution, GetQueryExecution, GetQueryResults")
def _():
    query = aws("athena", "start-query-execution", "--query-string", "SELECT count(*) AS n FROM %s" % TABLE)["QueryExecutionId"]
    while True:
        state = aws("athena", "get-query-execution", "--query-execution-id", query)["QueryExecution"]["Status"]["State"]
        if state not in ("QUEUED", "RUNNING"):
            break
        time.sleep(0.1)
    equal(state, "SUCCEEDED")
    assert int(aws("athena", "get-query-results", "--query-execution-id", query)["ResultSet"]["Rows"][1]["Data"][0]["VarCharValue"]) > 0


@flow("CloudTrail Lake: a query", "ListEventDataStores, StartQuery, GetQueryResults")
def _():
    store = aws("cloudtrail", "list-event-data-stores")["EventDataStores"][0]["EventDataStoreArn"].split("/")[-1]
    query = aws("cloudtrail", "start-query", "--query-statement", "SELECT count(*) AS n FROM %s" % store)["QueryId"]
    for _ in range(100):
        got = aws("cloudtrail", "get-query-results", "--query-id", query)
        if got["QueryStatus"] not in ("QUEUED", "RUNNING"):
            break
        time.sleep(0.1)
    equal(got["QueryStatus"], "FINISHED")


@flow("CloudTrail: event history", "LookupEvents")
def _():
    assert "Events" in aws("cloudtrail", "lookup-events", "--max-results", "3")


@flow("S3: buckets", "ListBuckets")
def _():
    assert "Buckets" in aws("s3api", "list-buckets")


@flow("CloudTrail Lake: a result delivered to S3", "StartQuery, DescribeQuery, ListPublicKeys, S3 ListObjectsV2, GetObject")
def _():
    query = aws("cloudtrail", "start-query", "--query-statement", "SELECT eventID, eventName FROM %s LIMIT 20" % STORE, "--delivery-s3-uri", RESULTS + "delivered")["QueryId"]
    for _ in range(100):
        got = aws("cloudtrail", "describe-query", "--query-id", query)
        if got.get("DeliveryStatus") not in (None, "PENDING"):
            break
        time.sleep(0.1)
    equal((got["QueryStatus"], got["DeliveryStatus"]), ("FINISHED", "SUCCESS"))
    bucket, _, prefix = RESULTS[len("s3://") :].partition("/")
    listed = aws("s3api", "list-objects-v2", "--bucket", bucket, "--prefix", prefix + "delivered")["Contents"]
    keys = [f["Key"] for f in listed if "/%s/" % query in f["Key"]]
    with tempfile.TemporaryDirectory() as folder:
        for key in keys:
            aws("s3api", "get-object", "--bucket", bucket, "--key", key, os.path.join(folder, os.path.basename(key)))
        with open(os.path.join(folder, "result_sign.json")) as file:
            sign = json.load(file)
        equal(len(sign["files"]), len(keys) - 1)
        for one in sign["files"]:
            with open(os.path.join(folder, one["fileName"]), "rb") as file:
                equal(hashlib.sha256(file.read()).hexdigest(), one["fileHashValue"])
        assert sign["publicKeyFingerprint"] in [k["Fingerprint"] for k in aws("cloudtrail", "list-public-keys")["PublicKeyList"]]
        verify = [AWS, "--endpoint-url", ENDPOINT, "--region", "us-east-1", "cloudtrail", "verify-query-results", "--local-export-path", folder]
        out = subprocess.run(verify, capture_output=True, text=True)
        if "argument operation: Invalid choice" in out.stderr:
            return "this version has no verify-query-results"
        assert "Successfully validated" in out.stdout, out.stdout + out.stderr
