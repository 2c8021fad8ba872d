"""botocore's own response parsers over an answer of every operation: no member that the output shape lacks, none missing that it requires."""
from flow import ENDPOINT, RESULTS, STORE, TABLE, equal, flow, version

import gzip
import io
import json
import os
import pathlib
import re
import time
import uuid

import boto3
import botocore
import botocore.parsers

version(botocore.__version__)
faults = []  # what the parsers found in the answers of the flow that runs
answered = {}  # the operations that answered well, by service


def fault(shape, text):
    faults.append("%s: %s" % (shape.name, text))


def name_of(member, shape):
    return shape.serialization.get("name", member)


def strict_json(original):
    def parse(self, shape, value):
        if isinstance(value, dict) and not shape.is_tagged_union:
            allowed = {name_of(m, s) for m, s in shape.members.items()}
            if shape.metadata.get("exception"):
                allowed |= {"__type", "message", "Message"}
            for extra in set(value) - allowed:
                fault(shape, "%s is unknown" % extra)
            for member in shape.required_members:
                if value.get(name_of(member, shape.members[member])) is None:
                    fault(shape, "%s is missing" % member)
        return original(self, shape, value)

    return parse


def strict_xml(original):
    def parse(self, shape, node):
        for one in node if isinstance(node, list) else [node]:
            allowed = {name_of(m, s) for m, s in shape.members.items()}
            # A list that is flat has its entries' own name.
            allowed |= {s.member.serialization.get("name") for s in shape.members.values() if s.type_name == "list" and s.serialization.get("flattened")}
            if shape.metadata.get("exception"):
                break  # S3 has Code, Resource and others in every error
            there = {self._node_tag(child) for child in one}
            for extra in there - allowed - {"ResponseMetadata", "RequestId"}:
                fault(shape, "%s is unknown" % extra)
            for member in shape.required_members:
                s = shape.members[member]
                if "location" not in s.serialization and name_of(member, s) not in there:
                    fault(shape, "%s is missing" % member)
        return original(self, shape, node)

    return parse


def strict_scalar(kinds):
    def outer(original):
        def parse(self, shape, value):
            if value is None and shape.name == "QueryResultValue":
                return value  # a null cell of CloudTrail Lake
            if isinstance(value, bool) and bool not in kinds or not isinstance(value, kinds):
                fault(shape, "%r is not a %s" % (value, shape.type_name))
            if getattr(shape, "enum", None) and value not in shape.enum:
                fault(shape, "%r is none of its values" % value)
            return original(self, shape, value)

        return parse

    return outer


def patch(cls, method, wrap):
    setattr(cls, method, wrap(getattr(cls, method)))


JSON = botocore.parsers.BaseJSONParser
patch(JSON, "_handle_structure", strict_json)
for kind, kinds in {"string": (str,), "boolean": (bool,), "integer": (int,), "long": (int,), "double": (int, float), "float": (int, float), "timestamp": (int, float)}.items():
    # The base class hands what it does not know on as it is.
    setattr(JSON, "_handle_" + kind, getattr(JSON, "_handle_" + kind, lambda self, shape, value: value))
    patch(JSON, "_handle_" + kind, strict_scalar(kinds))
patch(botocore.parsers.BaseXMLResponseParser, "_handle_structure", strict_xml)


def client(service, **more):
    made = boto3.client(service, region_name="us-east-1", **{"endpoint_url": ENDPOINT, **more})

    def note(http_response, parsed, model, **_):
        if http_response.status_code < 300:
            answered.setdefault(service, set()).add(model.name)

    made.meta.events.register("after-call", note)
    return made


athena, cloudtrail, glue, s3, sts = (client(s) for s in ("athena", "cloudtrail", "glue", "s3", "sts"))
data = client("cloudtrail-data")
coverage = (pathlib.Path(__file__).parent.parent.parent / "docs" / "aws-coverage.md").read_text()


def complete(service, title, refused=()):
    """Raises where a parser found something, or an operation of docs/aws-coverage.md was not called."""
    part = re.search(r"^## %s\n\n[|-](.*?)(?=^## |\Z)" % title, coverage, re.S | re.M).group(0)
    wanted = set(re.findall(r"^\| (\w+) \| yes", part, re.M) or re.findall(r"^- (\w+)", part, re.M)) - set(refused)
    found, faults[:] = sorted(set(faults)), []
    equal(found, [])
    equal(sorted(wanted - answered.get(service, set())), [])
    return ", ".join(["%d operations" % len(answered[service]), *(name + " by its error" for name in refused)])


def refuses(code, call, **request):
    """An answer that is an error, whose shape is parsed as well."""
    try:
        call(**request)
    except botocore.exceptions.ClientError as error:
        equal(error.response["Error"]["Code"], code)
        return
    raise AssertionError("%s is not refused" % code)


def until(ask, member, *open):
    while True:
        got = ask()
        if got[member] not in open:
            return got
        time.sleep(0.05)


some = "sweep-" + uuid.uuid4().hex[:8]
ROLE = "arn:aws:iam::123456789012:role/sweep"


@flow("a wrong answer is found", "GetWorkGroup")
def _():
    shape = athena.meta.service_model.operation_model("GetWorkGroup").output_shape
    wrong = {"body": b'{"WorkGroup":{"State":"ASLEEP","Description":1},"More":[]}', "headers": {}, "status_code": 200}
    botocore.parsers.create_parser("json").parse(wrong, shape)
    found, faults[:] = sorted(faults), []
    equal(found, ["GetWorkGroupOutput: More is unknown", "WorkGroup: Name is missing", "WorkGroupDescriptionString: 1 is not a string", "WorkGroupState: 'ASLEEP' is none of its values"])


@flow("every answer of S3 and STS is of its shape", "all that are answered")
def _():
    at = {"Bucket": some}
    s3.create_bucket(**at), s3.head_bucket(**at), s3.list_buckets(), s3.get_bucket_location(**at), s3.get_bucket_versioning(**at)
    s3.put_object(Key="a/b", Body=b"text", ContentType="text/plain", Metadata={"k": "v"}, **at)
    s3.put_object(Key="logs/bad.json.gz", Body=b"not gzip", **at)
    s3.head_object(Key="a/b", **at), s3.get_object(Key="a/b", **at), s3.list_objects(Delimiter="/", **at), s3.list_objects_v2(MaxKeys=1, **at)
    s3.copy_object(Key="copy", CopySource=some + "/a/b", **at)
    upload = {"Key": "parts", "UploadId": s3.create_multipart_upload(Key="parts", **at)["UploadId"], **at}
    one = s3.upload_part(PartNumber=1, Body=b"x" * (5 << 20), **upload)["ETag"]
    two = s3.upload_part_copy(PartNumber=2, CopySource=some + "/a/b", **upload)["CopyPartResult"]["ETag"]
    s3.list_parts(**upload), s3.list_multipart_uploads(**at)
    s3.complete_multipart_upload(MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": one}, {"PartNumber": 2, "ETag": two}]}, **upload)
    s3.abort_multipart_upload(Key="never", UploadId=s3.create_multipart_upload(Key="never", **at)["UploadId"], **at)
    s3.delete_object(Key="copy", **at), s3.delete_objects(Delete={"Objects": [{"Key": "a/b"}, {"Key": "not-there"}]}, **at)
    s3.create_bucket(Bucket=some + "-gone"), s3.delete_bucket(Bucket=some + "-gone")
    refuses("NoSuchKey", s3.get_object, Key="a/b", **at)
    sts.get_caller_identity()
    return complete("s3", "S3")


@flow("every answer of Athena is of its shape", "all that are answered")
def _():
    cat = {"CatalogName": "AwsDataCatalog"}
    athena.create_work_group(Name=some, Description="d", Configuration={"ResultConfiguration": {"OutputLocation": RESULTS}}, Tags=[{"Key": "a", "Value": "1"}])
    athena.get_work_group(WorkGroup=some), athena.list_work_groups(), athena.update_work_group(WorkGroup=some, Description="e"), athena.list_engine_versions()
    arn = "arn:aws:athena:us-east-1:%s:workgroup/%s" % (sts.get_caller_identity()["Account"], some)
    athena.tag_resource(ResourceARN=arn, Tags=[{"Key": "b", "Value": "2"}]), athena.list_tags_for_resource(ResourceARN=arn), athena.untag_resource(ResourceARN=arn, TagKeys=["b"])
    for sql in ("SELECT eventname, eventtime, resources, count(*) OVER () AS n FROM %s LIMIT 3" % TABLE, "SELECT nothing", "CREATE OR REPLACE VIEW sweep AS SELECT 1 AS n", "SHOW TABLES"):
        query = {"QueryExecutionId": athena.start_query_execution(QueryString=sql, WorkGroup=some)["QueryExecutionId"]}
        until(lambda: athena.get_query_execution(**query)["QueryExecution"]["Status"], "State", "QUEUED", "RUNNING")
        athena.batch_get_query_execution(QueryExecutionIds=[query["QueryExecutionId"], str(uuid.uuid4())]), athena.get_query_runtime_statistics(**query)
        if sql != "SELECT nothing":
            athena.get_query_results(**query)
    athena.stop_query_execution(**query), athena.list_query_executions(WorkGroup=some)
    named = athena.create_named_query(Name="q", Database="default", QueryString="SELECT 1", Description="d", WorkGroup=some)["NamedQueryId"]
    athena.get_named_query(NamedQueryId=named), athena.batch_get_named_query(NamedQueryIds=[named, str(uuid.uuid4())]), athena.list_named_queries(WorkGroup=some)
    athena.update_named_query(NamedQueryId=named, Name="r", QueryString="SELECT 2"), athena.delete_named_query(NamedQueryId=named)
    prepared = {"StatementName": "prepared", "WorkGroup": some}
    athena.create_prepared_statement(QueryStatement="SELECT ?", Description="d", **prepared), athena.get_prepared_statement(**prepared), athena.list_prepared_statements(WorkGroup=some)
    athena.batch_get_prepared_statement(PreparedStatementNames=["prepared", "none"], WorkGroup=some), athena.update_prepared_statement(QueryStatement="SELECT 1", **prepared), athena.delete_prepared_statement(**prepared)
    athena.list_data_catalogs(), athena.get_data_catalog(Name="AwsDataCatalog"), athena.list_databases(**cat), athena.get_database(DatabaseName="aws:cloudtrail", **cat)
    athena.list_table_metadata(DatabaseName="default", **cat), athena.get_table_metadata(DatabaseName="aws:cloudtrail", TableName=STORE, **cat)
    refuses("InvalidRequestException", athena.create_data_catalog, Name="other", Type="GLUE")
    refuses("InvalidRequestException", athena.update_data_catalog, Name="AwsDataCatalog", Type="GLUE")
    refuses("InvalidRequestException", athena.delete_data_catalog, Name="AwsDataCatalog")
    athena.delete_work_group(WorkGroup=some, RecursiveDeleteOption=True)
    return complete("athena", "Athena", refused=("CreateDataCatalog", "UpdateDataCatalog", "DeleteDataCatalog"))


@flow("every answer of Glue is of its shape", "all that are answered")
def _():
    database = some.replace("-", "_")
    of, at = {"DatabaseName": database}, {"DatabaseName": database, "TableName": "t"}
    storage = {"Columns": [{"Name": "n", "Type": "int", "Comment": "c"}], "Location": "s3://%s/t/" % some, "SerdeInfo": {"SerializationLibrary": "org.openx.data.jsonserde.JsonSerDe", "Parameters": {"a": "b"}}}
    table = {"Name": "t", "StorageDescriptor": storage, "PartitionKeys": [{"Name": "day", "Type": "string"}], "TableType": "EXTERNAL_TABLE", "Parameters": {"a": "b"}}

    def partition(day):
        return {"Values": [day], "StorageDescriptor": dict(storage, Location="s3://%s/t/%s/" % (some, day)), "Parameters": {"a": "b"}}

    glue.create_database(DatabaseInput={"Name": database, "Description": "d", "Parameters": {"a": "b"}}), glue.update_database(Name=database, DatabaseInput={"Name": database})
    glue.get_database(Name=database), glue.get_databases(), glue.create_table(TableInput=table, **of), glue.get_table(Name="t", **of), glue.get_tables(**of), glue.get_tables(DatabaseName="default")
    glue.get_tables(DatabaseName="aws:cloudtrail")
    for _ in range(3):
        glue.update_table(TableInput=table, **of)
    version_id = glue.get_table_versions(**at)["TableVersions"][-1]["VersionId"]
    glue.get_table_version(VersionId=version_id, **at), glue.delete_table_version(VersionId=version_id, **at), glue.batch_delete_table_version(VersionIds=["1", "77"], **at)
    glue.create_partition(PartitionInput=partition("a"), **at), glue.batch_create_partition(PartitionInputList=[partition("a"), partition("b")], **at)
    glue.get_partition(PartitionValues=["a"], **at), glue.get_partitions(**at), glue.update_partition(PartitionValueList=["a"], PartitionInput=partition("c"), **at)
    glue.batch_get_partition(PartitionsToGet=[{"Values": ["b"]}, {"Values": ["none"]}], **at), glue.delete_partition(PartitionValues=["b"], **at)
    glue.batch_delete_partition(PartitionsToDelete=[{"Values": ["c"]}, {"Values": ["none"]}], **at)
    refuses("EntityNotFoundException", glue.get_table, Name="none", **of)
    glue.create_table(TableInput=dict(table, Name="u"), **of), glue.delete_table(Name="u", **of), glue.batch_delete_table(TablesToDelete=["t", "none"], **of), glue.delete_database(Name=database)
    return complete("glue", "Glue")


def category(name):
    return [{"Name": name, "FieldSelectors": [{"Field": "eventCategory", "Equals": [name]}]}]


@flow("every answer of CloudTrail's stores, channels and dashboards is of its shape", "all that are answered")
def _():
    def make(name, **more):
        return cloudtrail.create_event_data_store(Name=some + name, TerminationProtectionEnabled=False, TagsList=[{"Key": "a", "Value": "1"}], **more)["EventDataStoreArn"]

    store, insights, activity = make(""), make("-insight", AdvancedEventSelectors=category("Insight")), make("-activity", AdvancedEventSelectors=category("ActivityAuditLog"))
    of = {"EventDataStore": store}
    cloudtrail.get_event_data_store(**of), cloudtrail.list_event_data_stores(), cloudtrail.update_event_data_store(RetentionPeriod=90, **of)
    cloudtrail.stop_event_data_store_ingestion(**of), cloudtrail.start_event_data_store_ingestion(**of)
    cloudtrail.add_tags(ResourceId=store, TagsList=[{"Key": "b"}]), cloudtrail.list_tags(ResourceIdList=[store]), cloudtrail.remove_tags(ResourceId=store, TagsList=[{"Key": "b"}])
    cloudtrail.put_event_configuration(MaxEventSize="Large", ContextKeySelectors=[{"Type": "TagContext", "Equals": ["team"]}], **of), cloudtrail.get_event_configuration(**of)
    cloudtrail.put_insight_selectors(InsightSelectors=[{"InsightType": "ApiCallRateInsight"}], InsightsDestination=insights, **of), cloudtrail.get_insight_selectors(**of)
    policy = {"Version": "2012-10-17", "Statement": [{"Sid": "s", "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": ["cloudtrail:StartQuery"], "Resource": store}]}
    cloudtrail.put_resource_policy(ResourceArn=store, ResourcePolicy=json.dumps(policy)), cloudtrail.get_resource_policy(ResourceArn=store), cloudtrail.delete_resource_policy(ResourceArn=store)
    cloudtrail.enable_federation(FederationRoleArn=ROLE, **of), cloudtrail.get_event_data_store(**of), cloudtrail.disable_federation(**of)

    channel = cloudtrail.create_channel(Name=some, Source="Custom", Destinations=[{"Type": "EVENT_DATA_STORE", "Location": activity}], Tags=[{"Key": "a", "Value": "1"}])["ChannelArn"]
    event = {"version": "1.0", "userIdentity": {"type": "person", "principalId": "kim"}, "eventSource": "sweep.example", "eventName": "Sweep", "eventTime": "2024-04-01T00:00:00Z",
             "UID": str(uuid.uuid4()), "recipientAccountId": sts.get_caller_identity()["Account"]}
    put = data.put_audit_events(channelArn=channel, auditEvents=[{"id": "1", "eventData": json.dumps(event)}, {"id": "2", "eventData": "{}"}])
    equal(([e["id"] for e in put["successful"]], [(e["id"], e["errorCode"]) for e in put["failed"]]), (["1"], [("2", "FieldNotFound")]))
    cloudtrail.get_channel(Channel=channel), cloudtrail.list_channels(), cloudtrail.update_channel(Channel=channel, Name=some + "-b"), cloudtrail.delete_channel(Channel=channel)

    widget = {"QueryStatement": "SELECT eventName, count(*) AS n FROM %s WHERE eventTime > ? GROUP BY eventName" % STORE, "QueryParameters": ["$StartTime$"], "ViewProperties": {"View": "Table"}}
    cloudtrail.create_dashboard(Name=some, Widgets=[widget], TagsList=[{"Key": "a", "Value": "1"}], RefreshSchedule={"Frequency": {"Unit": "HOURS", "Value": 6}, "Status": "ENABLED", "TimeOfDay": "00:00"})
    cloudtrail.start_dashboard_refresh(DashboardId=some, QueryParameterValues={"$StartTime$": "2020-01-01T00:00:00Z"}), cloudtrail.get_dashboard(DashboardId=some), cloudtrail.list_dashboards()
    cloudtrail.update_dashboard(DashboardId=some, Widgets=[widget]), cloudtrail.delete_dashboard(DashboardId=some)
    for managed in cloudtrail.list_dashboards(Type="MANAGED")["Dashboards"]:
        cloudtrail.get_dashboard(DashboardId=managed["DashboardArn"])

    source = {"S3": {"S3LocationUri": "s3://%s/logs/" % some, "S3BucketRegion": "us-east-1", "S3BucketAccessRoleArn": ROLE}}
    started = {"ImportId": cloudtrail.start_import(Destinations=[store], ImportSource=source)["ImportId"]}
    until(lambda: cloudtrail.get_import(**started), "ImportStatus", "INITIALIZING", "IN_PROGRESS")
    equal(len(cloudtrail.list_import_failures(**started)["Failures"]), 1)
    cloudtrail.list_imports()
    text = io.BytesIO()
    with gzip.GzipFile(fileobj=text, mode="w") as out:
        out.write(b'{"Records":[]}')
    for n in range(300):  # long enough to be stopped
        s3.put_object(Bucket=some, Key="many/%d.json.gz" % n, Body=text.getvalue())
    source["S3"]["S3LocationUri"] = "s3://%s/many/" % some
    cloudtrail.stop_import(ImportId=cloudtrail.start_import(Destinations=[store], ImportSource=source)["ImportId"])
    cloudtrail.delete_event_data_store(**of), cloudtrail.restore_event_data_store(**of)
    found, faults[:] = sorted(set(faults)), []
    equal(found, [])


@flow("every answer of CloudTrail's queries and trails is of its shape", "all that are answered")
def _():
    for sql in ("SELECT eventID, userIdentity, eventTime, resources FROM %s LIMIT 3" % STORE, "SELECT 1/0 FROM %s" % STORE):
        query = {"QueryId": cloudtrail.start_query(QueryStatement=sql)["QueryId"]}
        until(lambda: cloudtrail.describe_query(**query), "QueryStatus", "QUEUED", "RUNNING")
        cloudtrail.get_query_results(**query)
    cloudtrail.list_queries(EventDataStore=STORE), cloudtrail.search_sample_queries(SearchPhrase="who"), cloudtrail.lookup_events(MaxResults=5)
    long = "SELECT count(*) FROM {0} a CROSS JOIN {0} b CROSS JOIN {0} c WHERE a.eventID || b.eventID < c.eventID || 'x'".format(STORE)
    cloudtrail.cancel_query(QueryId=cloudtrail.start_query(QueryStatement=long)["QueryId"])
    cloudtrail.list_public_keys()
    # Trails are those that are followed, which another server does.
    other = client("cloudtrail", endpoint_url=os.environ["TARN_TRAIL_ENDPOINT"], aws_access_key_id=os.environ["TARN_TRAIL_KEY"], aws_secret_access_key=os.environ["TARN_TRAIL_SECRET"])
    equal(len(other.describe_trails()["trailList"]), 1)
    other.get_trail(Name=other.list_trails()["Trails"][0]["TrailARN"])
    refuses("UnsupportedOperationException", cloudtrail.generate_query, EventDataStores=[STORE], Prompt="what happened")
    return complete("cloudtrail", "CloudTrail", refused=("GenerateQuery",))
