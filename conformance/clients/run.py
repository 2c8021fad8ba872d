"""Runs the clients of this folder against 'tarn up' over a demonstration, and writes docs/clients.

A client is a script that prints lines of JSON: its version, and how each of its flows went. Its lines between "setup" and "end"
are what docs/clients shows, so that they stay true.
"""
import argparse
import contextlib
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import textwrap
import time
import urllib.request

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
DOCS = ROOT / "docs" / "clients"

NO_PAGE = ("aws-cli-system", "parsers")  # nobody points these at a server
LONGEST = int(os.environ.get("TARN_LONGEST", "600"))  # seconds that a client may take

# name: the title, the script, the language of its setup
CLIENTS = {
    "boto3": ("boto3", "boto3_client.py", "python"),
    "aws-cli": ("aws-cli, the newest of PyPI", "awscli_client.py", "sh"),
    "aws-cli-system": ("aws-cli, Debian's", "awscli_client.py", "sh"),
    "pyathena": ("PyAthena", "pyathena_client.py", "python"),
    "sqlalchemy": ("SQLAlchemy, through PyAthena", "sqlalchemy_client.py", "python"),
    "awswrangler": ("awswrangler (AWS SDK for pandas)", "awswrangler_client.py", "python"),
    "dbt": ("dbt-athena", "dbt_client.py", "yaml"),
    "parsers": ("botocore's response parsers, made strict", "parsers_client.py", "python"),
    "js": ("aws-sdk-js v3", "js_client.mjs", "js"),
    "go": ("aws-sdk-go-v2", "gosdk_test.go", "go"),
    "grafana": ("Grafana's Athena data source", "grafana_test.go", "yaml"),
}


def command(name, cache):
    """What runs a client, None where it cannot be had."""
    python = cache / "python" / "bin" / "python"
    script = HERE / CLIENTS[name][1]
    more = {}
    if name == "aws-cli":
        more["TARN_AWS_CLI"] = str(cache / "awscli" / "bin" / "aws")
    elif name == "aws-cli-system":
        more["TARN_AWS_CLI"] = "/usr/bin/aws"
    elif name == "dbt":
        more["TARN_DBT"] = str(cache / "dbt" / "bin" / "dbt")
    elif name == "js":
        more["TARN_NODE_MODULES"] = str(cache / "js")
        return (["node", str(script)], more) if (cache / "js" / "ready").exists() else None
    elif name in ("go", "grafana"):
        return ["go", "test", "./conformance/clients", "-run", {"go": "TestGoSDK", "grafana": "TestGrafana"}[name], "-count", "1", "-v"], more
    for tool in more.values():
        if not pathlib.Path(tool).exists():
            return None
    return [str(python), str(script)], more


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    """A demonstration, or nothing yet, and the server over it, until the with block ends."""

    def __init__(self, tarn, demonstration=True):
        self.demonstration, self.tarn, self.folder = demonstration, str(pathlib.Path(tarn).resolve()), pathlib.Path(tempfile.mkdtemp(prefix="tarn-clients-"))

    def run(self, *arguments, **environment):
        return subprocess.run([self.tarn, "--data", self.folder / "lake", *arguments], capture_output=True, text=True, env=dict(os.environ, **environment))

    def __enter__(self):
        if self.demonstration:
            subprocess.run([self.tarn, "demo", self.folder / "logs", "--events", "5000", "--days", "10"], check=True, capture_output=True)
            self.run("import", str(self.folder / "logs"))  # a forged record is quarantined: status 3
        self.endpoint = "http://127.0.0.1:%d" % free_port()
        key = json.loads(self.run("key", "create", "clients", "--role", "admin", "-o", "json").stdout)
        self.log = open(self.folder / "up.log", "w")
        self.process = subprocess.Popen(
            [self.tarn, "--data", self.folder / "lake", "up", "--listen", self.endpoint[len("http://") :], "--console", "127.0.0.1:%d" % free_port()], stdout=self.log, stderr=self.log)
        for _ in range(300):
            try:
                urllib.request.urlopen(self.endpoint)
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.1)
        self.environment = {
            "TARN_ENDPOINT": self.endpoint, "TARN_RESULTS": "s3://client-results/athena/", "AWS_ACCESS_KEY_ID": key["id"], "AWS_SECRET_ACCESS_KEY": key["secret"],
            "AWS_REGION": "us-east-1", "AWS_DEFAULT_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true",
        }
        return self

    def prepare(self, python):
        """Federates the store and makes the bucket, with boto3."""
        code = """
            import boto3, os
            e = dict(endpoint_url=os.environ["TARN_ENDPOINT"])
            c = boto3.client("cloudtrail", **e)
            arn = c.list_event_data_stores()["EventDataStores"][0]["EventDataStoreArn"]
            print(arn.split("/")[-1])
            boto3.client("s3", **e).create_bucket(Bucket="client-results")
            c.enable_federation(EventDataStore=arn, FederationRoleArn="arn:aws:iam::123456789012:role/federation")
        """
        out = subprocess.run([python, "-c", textwrap.dedent(code)], capture_output=True, text=True, env=dict(os.environ, **self.environment))
        if out.returncode:
            print("preparing: " + out.stderr.strip().split("\n")[-1], file=sys.stderr)
        self.environment["TARN_STORE"] = out.stdout.strip()

    def follow(self, python):
        """Follows a trail, whose bucket is the server's own: a demonstration is not mixed with logs of others."""
        environment = dict(os.environ, **self.environment)
        code = 'import boto3, os; boto3.client("s3", endpoint_url=os.environ["TARN_ENDPOINT"]).create_bucket(Bucket="client-trail")'
        subprocess.run([python, "-c", code], check=True, env=environment)
        added = self.run("source", "add", "s3://client-trail/AWSLogs/", "--endpoint-url", self.endpoint, **self.environment)
        if added.returncode:
            print("preparing: " + added.stderr.strip(), file=sys.stderr)
        names = {"TARN_ENDPOINT": "TARN_TRAIL_ENDPOINT", "AWS_ACCESS_KEY_ID": "TARN_TRAIL_KEY", "AWS_SECRET_ACCESS_KEY": "TARN_TRAIL_SECRET"}
        return {to: self.environment[name] for name, to in names.items()}

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(20)
        shutil.rmtree(self.folder)


def play(name, cache, server):
    """Runs a client, and gives its version and flows; None where it cannot be had."""
    found = command(name, cache)
    if not found:
        return None
    arguments, more = found
    environment = dict(os.environ, **server.environment, **more, PYTHONPATH=str(HERE), PYTHONDONTWRITEBYTECODE="1")
    with tempfile.TemporaryFile("w+") as stdout, tempfile.TemporaryFile("w+") as stderr:
        process = subprocess.Popen(arguments, stdout=stdout, stderr=stderr, env=environment, cwd=ROOT)
        late = ""
        try:
            process.wait(LONGEST)
        except subprocess.TimeoutExpired:
            process.kill()
            late = "it was ended after %d seconds" % LONGEST
        stdout.seek(0), stderr.seek(0)
        said_out, said_err = stdout.read(), stderr.read()
    version, flows = "", []
    for line in said_out.split("\n"):
        if line.startswith("{"):
            said = json.loads(line)
            version = said.get("version", version)
            if "flow" in said:
                flows.append(said)
                print("%-5s %-15s %s %s" % ("ok" if said["ok"] else "FAIL", name, said["flow"], said["note"]), flush=True)
    if not flows or late:
        note = late or said_err.strip().split("\n")[-1][:200]
        print("FAIL  %-15s %s" % (name, note), flush=True)
        flows.append({"flow": "to the end", "operations": "", "ok": False, "note": note})
    return {"version": version, "flows": flows}


def setup(name):
    text = (HERE / CLIENTS[name][1]).read_text()
    found = re.search(r"^[ \t]*(?:#|//) setup\n(.*?)^[ \t]*(?:#|//) end$", text, re.S | re.M)
    return textwrap.dedent(found.group(1).replace("\t", "    ")).strip()


def cell(text):
    return text.replace("|", "\\|").replace("\n", " ")


def write(results):
    DOCS.mkdir(parents=True, exist_ok=True)
    out = ["# Clients", "",
           "What AWS's own clients and those over them do with Tarn. `make conformance-clients` runs each flow against `tarn up` over a",
           "demonstration, with a key whose signatures are checked, and writes this page.", "",
           "Clients need the address, a key (`tarn key create NAME`) and a region; any region is answered. Each client's lines:", ""]
    for name, (title, _, _) in CLIENTS.items():
        if name not in NO_PAGE:
            out.append("- [%s](%s.md)" % (title, name))
    out += ["", "[S3's own clients](s3.md) were tried by hand."]
    out += ["", "| Client | Version | Flow | Operations | Result |", "|---|---|---|---|---|"]
    for name, (title, _, _) in CLIENTS.items():
        result = results.get(name)
        if result is None:
            out.append("| %s | | | | not run: it is not installed |" % title)
            continue
        for f in result["flows"]:
            out.append("| %s | %s | %s | %s | %s |" % (title, result["version"], cell(f["flow"]), cell(f["operations"]), ": ".join(filter(None, ["works" if f["ok"] else "does not work", cell(f["note"])]))))
    (DOCS / "README.md").write_text("\n".join(out) + "\n")
    for name, (title, _, language) in CLIENTS.items():
        if name in NO_PAGE:
            continue
        lines = setup(name) % {"results": "s3://BUCKET/PREFIX/", "endpoint": "http://127.0.0.1:8900"} if name == "dbt" else setup(name)
        (DOCS / (name + ".md")).write_text("# %s\n\nThese lines are the ones that `make conformance-clients` runs. `ENDPOINT` is the server's address, as in\n"
                                           "`http://127.0.0.1:8900`, `RESULTS` an S3 prefix for results.\n\n```%s\n%s\n```\n" % (title, language, lines))


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--cache", type=pathlib.Path, required=True)
    p.add_argument("clients", nargs="*", help="those to run; all without")
    o = p.parse_args()
    results = {}
    python = o.cache / "python" / "bin" / "python"
    with contextlib.ExitStack() as servers:
        server = servers.enter_context(Server(os.environ["TARN_BIN"]))
        server.prepare(python)
        for name in o.clients or CLIENTS:
            if name == "parsers" and python.exists():
                server.environment.update(servers.enter_context(Server(os.environ["TARN_BIN"], demonstration=False)).follow(python))
            results[name] = play(name, o.cache, server)
    # The page has the last run of each client.
    kept = o.cache / "results.json"
    every = dict(json.loads(kept.read_text()) if kept.exists() else {}, **results)
    kept.write_text(json.dumps(every))
    write(every)
    failed = sum(not f["ok"] for r in results.values() if r for f in r["flows"])
    print("%d flows, %d failed" % (sum(len(r["flows"]) for r in results.values() if r), failed))
    sys.exit(failed > 0)


main()
