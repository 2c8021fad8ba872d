"""SQLAlchemy"""
from flow import ENDPOINT, RESULTS, STORE, equal, flow, version

# setup
from urllib.parse import quote_plus

from sqlalchemy import create_engine

engine = create_engine(
    "awsathena+rest://@athena.us-east-1.amazonaws.com:443/default?s3_staging_dir=%s&endpoint_url=%s" % (quote_plus(RESULTS), quote_plus(ENDPOINT))
)
# end

import sqlalchemy
from sqlalchemy import inspect, text

version(sqlalchemy.__version__)


@flow("A statement", "StartQueryExecution, GetQueryExecution, GetQueryResults")
def _():
    with engine.connect() as connection:
        equal(connection.execute(text("SELECT 1 AS n, 'a' AS t")).fetchall(), [(1, "a")])


@flow("Schemas and tables", "ListDatabases, ListTableMetadata, GetTableMetadata")
def _():
    inspector = inspect(engine)
    assert "default" in inspector.get_schema_names()
    assert STORE in inspector.get_table_names(schema="aws:cloudtrail")
    assert "eventname" in [c["name"] for c in inspector.get_columns(STORE, schema="aws:cloudtrail")]
