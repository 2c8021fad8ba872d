"""PyAthena"""
from flow import ENDPOINT, RESULTS, TABLE, equal, flow, version

# setup
import os

from pyathena import connect

os.environ["AWS_ENDPOINT_URL_S3"] = ENDPOINT  # where PandasCursor reads results
connection = connect(region_name="us-east-1", s3_staging_dir=RESULTS, endpoint_url=ENDPOINT)


# For ArrowCursor only: PyAthena gives pyarrow's own client of S3 no endpoint, and that one asks no environment for it.
import pyarrow.fs


class Files(pyarrow.fs.S3FileSystem):
    def __init__(self, **options):
        super().__init__(endpoint_override=ENDPOINT, **options)


pyarrow.fs.S3FileSystem = Files
# end

import pyathena
from pyathena.arrow.cursor import ArrowCursor
from pyathena.pandas.cursor import PandasCursor

version(pyathena.__version__)


@flow("Cursor", "StartQueryExecution, GetQueryExecution, GetQueryResults")
def _():
    cursor = connection.cursor()
    cursor.execute("SELECT n, CAST(n AS decimal(10, 2)), TIMESTAMP '2022-01-11 00:27:12.000', MAP(ARRAY['a'], ARRAY[n]) FROM UNNEST(sequence(1, 3)) t(n) ORDER BY n")
    got = cursor.fetchall()
    equal((len(got), got[0][0], str(got[0][1]), str(got[0][2])), (3, 1, "1.00", "2022-01-11 00:27:12"))


@flow("Cursor with parameters", "StartQueryExecution")
def _():
    cursor = connection.cursor()
    cursor.execute("SELECT ? AS a, ? AS b", ["'x'", "1"], paramstyle="qmark")
    equal(cursor.fetchone(), ("x", 1))


@flow("PandasCursor", "GetQueryResults, S3 HeadObject, GetObject")
def _():
    frame = connection.cursor(PandasCursor).execute("SELECT n, 'a' AS t FROM UNNEST(sequence(1, 100)) t(n)").as_pandas()
    equal((len(frame), int(frame["n"].sum()), frame["t"][0]), (100, 5050, "a"))


@flow("PandasCursor over events", "GetQueryResults, S3 GetObject")
def _():
    frame = connection.cursor(PandasCursor).execute("SELECT eventtime, eventname, useridentity.arn AS arn FROM %s LIMIT 50" % TABLE).as_pandas()
    equal(len(frame), 50)


@flow("PandasCursor, UNLOAD", "StartQueryExecution (UNLOAD), S3 GetObject of the manifest and of Parquet")
def _():
    frame = connection.cursor(PandasCursor, unload=True).execute("SELECT n FROM UNNEST(sequence(1, 10)) t(n)").as_pandas()
    equal(int(frame["n"].sum()), 55)


@flow("ArrowCursor", "GetQueryResults, S3 HeadObject, GetObject")
def _():
    table = connection.cursor(ArrowCursor).execute("SELECT n, 'a' AS t FROM UNNEST(sequence(1, 100)) t(n)").as_arrow()
    equal((table.num_rows, table.column_names), (100, ["n", "t"]))


@flow("ArrowCursor, UNLOAD", "StartQueryExecution (UNLOAD), S3 ListObjectsV2, GetObject of the manifest and of Parquet")
def _():
    table = connection.cursor(ArrowCursor, unload=True).execute("SELECT n FROM UNNEST(sequence(1, 10)) t(n)").as_arrow()
    equal((table.num_rows, sum(table["n"].to_pylist())), (10, 55))


@flow("Cancel", "StopQueryExecution")
def _():
    from pyathena.async_cursor import AsyncCursor

    cursor = connection.cursor(AsyncCursor)
    query, future = cursor.execute("SELECT count(*) FROM UNNEST(sequence(1, 9000)) a(x), UNNEST(sequence(1, 9000)) b(y), UNNEST(sequence(1, 9000)) c(z) WHERE x + y = z * 3")
    cursor.cancel(query).result()
    equal(future.result().state, "CANCELLED")
