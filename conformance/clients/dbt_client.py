"""dbt-athena"""
import os
import pathlib
import shutil
import subprocess
import tempfile

from flow import ENDPOINT, RESULTS, equal, flow, version

SETUP = """
# setup
# profiles.yml; the endpoint of the other services comes from the environment: AWS_ENDPOINT_URL=http://127.0.0.1:8900
tarn:
  target: tarn
  outputs:
    tarn:
      type: athena
      region_name: us-east-1
      s3_staging_dir: %(results)s
      s3_data_dir: %(results)sdbt/
      database: awsdatacatalog
      schema: default
      endpoint_url: %(endpoint)s
      threads: 1
# end
"""

# dbt imports every module whose name begins with dbt_ as a plugin: it must not find this one on PYTHONPATH.
DBT = os.environ["TARN_DBT"]
folder = pathlib.Path(tempfile.mkdtemp())
shutil.copytree(pathlib.Path(__file__).parent / "dbt", folder / "project")
(folder / "profiles.yml").write_text("\n".join(SETUP.split("\n")[3:-2]) % {"results": RESULTS, "endpoint": ENDPOINT} + "\n")


def dbt(*arguments):
    out = subprocess.run([DBT, "--no-use-colors", *arguments, "--project-dir", folder / "project", "--profiles-dir", folder], capture_output=True, text=True,
                         env=dict(os.environ, PYTHONPATH="", AWS_ENDPOINT_URL=ENDPOINT, DBT_SEND_ANONYMOUS_USAGE_STATS="false"))
    if out.returncode:
        lines = [line for line in out.stdout.split("\n") if "rror" in line]
        raise RuntimeError(" / ".join(lines[-6:]) or out.stderr[-300:])
    return out.stdout


for line in subprocess.run([DBT, "--version"], capture_output=True, text=True, env=dict(os.environ, PYTHONPATH="")).stdout.split("\n"):
    if "athena" in line:
        version(line.split()[2].rstrip(":") if line.split()[0] == "-" else line.strip())


@flow("debug", "GetWorkGroup, StartQueryExecution, GetQueryExecution, GetQueryResults")
def _():
    dbt("debug")


@flow("run: a table and a view", "StartQueryExecution (CTAS, views), Glue GetDatabase, GetTable(s), DeleteTable, S3 DeleteObjects, STS")
def _():
    dbt("run")


@flow("run again", "the same, over what is there")
def _():
    dbt("run")


shutil.rmtree(folder)
