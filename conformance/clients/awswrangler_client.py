"""awswrangler"""
from flow import ENDPOINT, RESULTS, equal, flow, version

# setup
import awswrangler as wr

wr.config.athena_endpoint_url = wr.config.glue_endpoint_url = wr.config.s3_endpoint_url = wr.config.sts_endpoint_url = ENDPOINT
# end

import warnings

import boto3
import pandas as pd

warnings.filterwarnings("ignore")
version(wr.__version__)
session = boto3.Session(region_name="us-east-1")
SQL = "SELECT n, 'a' AS t FROM UNNEST(sequence(1, 100)) t(n)"


def check(frame):
    equal((len(frame), int(frame["n"].sum()), frame["t"].iloc[0]), (100, 5050, "a"))


@flow("read_sql_query, plain", "GetWorkGroup, StartQueryExecution, GetQueryExecution, GetQueryResults, S3 HeadObject, GetObject")
def _():
    check(wr.athena.read_sql_query(SQL, database="default", s3_output=RESULTS, ctas_approach=False, boto3_session=session))


@flow("read_sql_query, CTAS", "StartQueryExecution (CTAS), S3 of the manifest and of Parquet, Glue GetTable, DeleteTable")
def _():
    check(wr.athena.read_sql_query(SQL, database="default", s3_output=RESULTS, ctas_approach=True, boto3_session=session))


@flow("read_sql_query, UNLOAD", "StartQueryExecution (UNLOAD), S3 of the manifest and of Parquet")
def _():
    check(wr.athena.read_sql_query(SQL, database="default", s3_output=RESULTS + "unload-wr/", ctas_approach=False, unload_approach=True, boto3_session=session))


@flow("to_parquet, and the table read", "S3 PutObject, DeleteObjects, Glue GetTable, CreateTable")
def _():
    frame = pd.DataFrame({"n": [1, 2, 3], "t": ["a", "b", None]})
    wr.s3.to_parquet(frame, path=RESULTS + "wr-table/", dataset=True, database="default", table="wr_table", mode="overwrite", boto3_session=session)
    got = wr.athena.read_sql_query("SELECT sum(n) AS s, count(t) AS c FROM wr_table", database="default", s3_output=RESULTS, ctas_approach=False, boto3_session=session)
    equal((int(got["s"][0]), int(got["c"][0])), (6, 2))
