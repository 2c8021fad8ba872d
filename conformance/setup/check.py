"""Holds what 'tarn setup' prints (internal/setup/testdata) to what others know of AWS: templates to cfn-lint, commands to the AWS CLI and
botocore's service models, in whose place of a server something answers that keeps what was asked; configurations to Terraform's own
formatter, where it is installed. Usage: check.py FOLDER. Nothing leaves the machine."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

# A command of the scripts: what the server is asked, as the CLI made it of the arguments.
CALLS = os.environ.get("SETUP_CALLS")


def command(args):
    """Runs one command of the AWS CLI. Its parameters are validated as ever; the request is not sent."""
    import awscli.clidriver
    from botocore.awsrequest import AWSResponse

    class Body:
        def __init__(self, data):
            self.data = data

        def stream(self, **_):
            yield self.data

        def read(self, *_):
            data, self.data = self.data, b""
            return data

    answers = {
        "DescribeVpcs": b"<DescribeVpcsResponse><vpcSet><item><vpcId>vpc-0123456789abcdef0</vpcId></item><item><vpcId>vpc-0fedcba9876543210</vpcId></item></vpcSet></DescribeVpcsResponse>",
        "DescribeLoadBalancers": b"<DescribeLoadBalancersResponse><DescribeLoadBalancersResult><LoadBalancers>"
        b"<member><LoadBalancerArn>arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/50dc6c495c0c9188</LoadBalancerArn><Type>application</Type></member>"
        b"<member><LoadBalancerArn>arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/tcp/50dc6c495c0c9189</LoadBalancerArn><Type>network</Type></member>"
        b"</LoadBalancers></DescribeLoadBalancersResult></DescribeLoadBalancersResponse>",
    }
    asked = {}

    def before_parameters(params, model, **_):
        asked.update(operation=model.name, service=model.service_model.service_name, params=params)

    def before_send(request, **_):
        with open(CALLS, "a") as out:
            out.write(json.dumps(asked | {"url": request.url}) + "\n")
        body = answers.get(asked["operation"])
        if body is None:
            name = asked["operation"]
            body = {"cloudtrail": "{}", "s3": ""}.get(asked["service"], f"<{name}Response><{name}Result/></{name}Response>").encode()
        return AWSResponse(request.url, 200, {"content-type": "application/xml"}, Body(body))

    driver = awscli.clidriver.create_clidriver()
    driver.session.register("provide-client-params", before_parameters)
    driver.session.register("before-send", before_send)
    return driver.main(args)


def scripts(folder, work):
    """Runs the scripts with an aws that keeps what it is asked, and looks at it."""
    bin = work / "bin"
    bin.mkdir()
    (bin / "aws").write_text(f"#!/bin/sh\nexec {sys.executable} {pathlib.Path(__file__).resolve()} --command \"$@\"\n")
    (bin / "aws").chmod(0o755)
    for path in sorted(folder.glob("*.sh")):
        calls = work / (path.stem + ".jsonl")
        calls.touch()
        environ = {"PATH": f"{bin}:/usr/bin:/bin", "HOME": str(work), "SETUP_CALLS": str(calls), "AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none"}
        run = subprocess.run(["sh", "-eu", str(path)], env=environ, capture_output=True, text=True)
        assert run.returncode == 0, f"{path.name}: {run.stderr}"
        made = [json.loads(line) for line in calls.read_text().splitlines()]
        by = {}
        for c in made:
            by.setdefault(c["operation"], []).append(c["params"])
        buckets = [c["Bucket"] for c in by["CreateBucket"]]
        assert all(c["ObjectLockEnabledForBucket"] for c in by["CreateBucket"]), path
        assert [c["Bucket"] for c in by["PutBucketVersioning"]] == buckets
        assert all(all(c["PublicAccessBlockConfiguration"].values()) and len(c["PublicAccessBlockConfiguration"]) == 4 for c in by["PutPublicAccessBlock"]), path
        for c in by["PutBucketPolicy"]:
            json.loads(c["Policy"])
        filled = [n for n in ("CreateTrail", "CreateFlowLogs", "ModifyLoadBalancerAttributes") if n in by]
        assert len(filled) == 1, f"{path.name}: {sorted(by)}"
        if filled == ["CreateTrail"]:
            assert [c["Name"] for c in by["StartLogging"]] == [c["Name"] for c in by["CreateTrail"]]
            assert all(c["S3BucketName"] in buckets and c["IsMultiRegionTrail"] and c["EnableLogFileValidation"] for c in by["CreateTrail"]), path
        if filled == ["CreateFlowLogs"]:
            assert all(c["LogDestination"].split(":::")[1].split("/")[0] in buckets and c["MaxAggregationInterval"] in (60, 600) for c in by["CreateFlowLogs"]), path
            assert all(re.fullmatch(r"\$\{version\}( \$\{[a-z0-9-]+\})+", c["LogFormat"]) for c in by["CreateFlowLogs"]), path
        if filled == ["ModifyLoadBalancerAttributes"]:
            for c in by["ModifyLoadBalancerAttributes"]:
                attributes = {a["Key"]: a["Value"] for a in c["Attributes"]}
                assert attributes["access_logs.s3.enabled"] == "true" and attributes["access_logs.s3.bucket"] in buckets, path
                assert "/app/" in c["LoadBalancerArn"], "a network load balancer was told, too"
        print(f"{path.name}: {len(made)} calls, each as the service's model has it")


def templates(folder):
    lint = shutil.which("cfn-lint", path=str(pathlib.Path(sys.executable).parent)) or "cfn-lint"
    for path in sorted(folder.glob("*.yaml")):
        region = "cn-north-1" if "aws-cn" in path.read_text() else "eu-west-1"
        run = subprocess.run([lint, "-r", region, "-i", "W", "--", str(path)], capture_output=True, text=True)
        assert run.returncode == 0, f"{path.name}:\n{run.stdout}{run.stderr}"
        print(f"{path.name}: cfn-lint has nothing to say")


def configurations(folder, work):
    terraform = shutil.which("terraform") or shutil.which("tofu")
    if terraform is None:
        print("Terraform is not installed: its configurations are read by go test only")
        return
    (work / "terraformrc").touch()
    for path in sorted(folder.glob("*.tf")):
        run = subprocess.run([terraform, "fmt", "-check", "-diff", str(path)], env={"TF_CLI_CONFIG_FILE": str(work / "terraformrc"), "PATH": "/usr/bin:/bin"}, capture_output=True, text=True)
        assert run.returncode == 0, f"{path.name}:\n{run.stdout}{run.stderr}"
        print(f"{path.name}: laid out as Terraform has it")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--command"]:
        sys.exit(command(sys.argv[2:]))
    import tempfile

    with tempfile.TemporaryDirectory() as work:
        folder, work = pathlib.Path(sys.argv[1]), pathlib.Path(work)
        templates(folder)
        scripts(folder, work)
        configurations(folder, work)
