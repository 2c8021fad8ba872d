"""boto3"""
from flow import ENDPOINT, RESULTS, TABLE, equal, flow, version

# setup
import boto3

athena = boto3.client("athena", region_name="us-east-1", endpoint_url=ENDPOINT)
# end

import time
import uuid

version(boto3.__version__)
cloudtrail = boto3.client("cloudtrail", region_name="us-east-1", endpoint_url=ENDPOINT)
s3 = boto3.client("s3", region_name="us-east-1", endpoint_url=ENDPOINT)


def ask(sql, **more):
    query = athena.start_query_execution(QueryString=sql, **more)["QueryExecutionId"]
    while True:
        execution = athena.get_query_execution(QueryExecutionId=query)["QueryExecution"]
        if execution["Status"]["State"] not in ("QUEUED", "RUNNING"):
            return execution
        time.sleep(0.02)


def rows(execution):
    pages = athena.get_paginator("get_query_results").paginate(QueryExecutionId=execution["QueryExecutionId"])
    return [[d.get("VarCharValue") for d in row["Data"]] for page in pages for row in page["ResultSet"]["Rows"]]


@flow("Athena: a query and its pages", "StartQueryExecution, GetQueryExecution, GetQueryResults")
def _():
    execution = ask("SELECT n, CAST(NULL AS varchar) FROM UNNEST(sequence(1, 1500)) t(n) ORDER BY n")
    equal(execution["Status"]["State"], "SUCCEEDED")
    got = rows(execution)
    equal((len(got), got[0][0], got[1500]), (1501, "n", ["1500", None]))


@flow("Athena: events of a federated store", "StartQueryExecution, GetQueryResults")
def _():
    execution = ask("SELECT eventname, count(*) AS n FROM %s GROUP BY 1 ORDER BY 2 DESC LIMIT 3" % TABLE)
    equal(execution["Status"].get("StateChangeReason", ""), "")
    equal(len(rows(execution)), 4)
    assert execution["Statistics"]["DataScannedInBytes"] > 0


@flow("Athena: parameters and prepared statements", "CreatePreparedStatement, GetPreparedStatement, DeletePreparedStatement")
def _():
    equal(rows(ask("SELECT ?", ExecutionParameters=["'x'"]))[1], ["x"])
    athena.create_prepared_statement(StatementName="twice", WorkGroup="primary", QueryStatement="SELECT 2 * ?")
    equal(rows(ask("EXECUTE twice USING 21"))[1], ["42"])
    equal(athena.get_prepared_statement(StatementName="twice", WorkGroup="primary")["PreparedStatement"]["QueryStatement"], "SELECT 2 * ?")
    athena.delete_prepared_statement(StatementName="twice", WorkGroup="primary")


@flow("Athena: a failure has its reason", "GetQueryExecution")
def _():
    execution = ask("SELECT foo")
    equal((execution["Status"]["State"], execution["Status"]["StateChangeReason"]), ("FAILED", "COLUMN_NOT_FOUND: line 1:8: Column 'foo' cannot be resolved"))


@flow("Athena: workgroups, named queries, tags", "CreateWorkGroup, GetWorkGroup, CreateNamedQuery, ListNamedQueries, TagResource, DeleteWorkGroup")
def _():
    name = "team-" + uuid.uuid4().hex[:8]
    athena.create_work_group(Name=name, Configuration={"ResultConfiguration": {"OutputLocation": RESULTS}}, Tags=[{"Key": "a", "Value": "1"}])
    equal(athena.get_work_group(WorkGroup=name)["WorkGroup"]["Configuration"]["EngineVersion"]["EffectiveEngineVersion"], "Athena engine version 3")
    athena.create_named_query(Name="q", Database="default", QueryString="SELECT 1", WorkGroup=name)
    equal(len(athena.list_named_queries(WorkGroup=name)["NamedQueryIds"]), 1)
    equal(rows(ask("SELECT 1", WorkGroup=name))[1], ["1"])
    athena.delete_work_group(WorkGroup=name, RecursiveDeleteOption=True)


@flow("Athena: the catalog's metadata", "ListDataCatalogs, ListDatabases, ListTableMetadata, GetTableMetadata")
def _():
    equal([c["CatalogName"] for c in athena.list_data_catalogs()["DataCatalogsSummary"]], ["AwsDataCatalog"])
    names = [d["Name"] for d in athena.list_databases(CatalogName="AwsDataCatalog")["DatabaseList"]]
    assert "default" in names and "aws:cloudtrail" in names, names
    table = athena.list_table_metadata(CatalogName="AwsDataCatalog", DatabaseName="aws:cloudtrail")["TableMetadataList"][0]
    assert any(c["Name"] == "eventname" and c["Type"] == "string" for c in table["Columns"])


@flow("Athena: the result file in S3", "S3 HeadObject, GetObject, ListObjectsV2")
def _():
    place = ask("SELECT 1 AS n, 'a' AS t")["ResultConfiguration"]["OutputLocation"]
    bucket, key = place[len("s3://") :].split("/", 1)
    equal(s3.get_object(Bucket=bucket, Key=key)["Body"].read(), b'"n","t"\n"1","a"\n')
    assert s3.head_object(Bucket=bucket, Key=key + ".metadata")["ContentLength"] > 0
    equal(len(s3.list_objects_v2(Bucket=bucket, Prefix=key)["Contents"]), 2)


@flow("CloudTrail Lake: a query", "ListEventDataStores, StartQuery, DescribeQuery, GetQueryResults")
def _():
    store = cloudtrail.list_event_data_stores()["EventDataStores"][0]["EventDataStoreArn"].split("/")[-1]
    query = cloudtrail.start_query(QueryStatement="SELECT eventName, count(*) AS n FROM %s GROUP BY eventName ORDER BY n DESC LIMIT 5" % store)["QueryId"]
    while cloudtrail.describe_query(QueryId=query)["QueryStatus"] in ("QUEUED", "RUNNING"):
        time.sleep(0.02)
    got = cloudtrail.get_query_results(QueryId=query)["QueryResultRows"]
    equal((len(got), sorted(name for cell in got[0] for name in cell)), (5, ["eventName", "n"]))


@flow("CloudTrail: event history", "LookupEvents")
def _():
    got = cloudtrail.lookup_events(LookupAttributes=[{"AttributeKey": "EventName", "AttributeValue": "ConsoleLogin"}], MaxResults=5)
    assert "Events" in got


@flow("Glue: databases and tables", "GetDatabases, GetTables")
def _():
    glue = boto3.client("glue", region_name="us-east-1", endpoint_url=ENDPOINT)
    assert "default" in [d["Name"] for d in glue.get_databases()["DatabaseList"]]


@flow("STS: who asks", "GetCallerIdentity")
def _():
    assert "Account" in boto3.client("sts", region_name="us-east-1", endpoint_url=ENDPOINT).get_caller_identity()
