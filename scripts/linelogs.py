#!/usr/bin/env python3
"""Records what AWS's own table statements make of the line formats' sample files.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install aws-log-parser==3.0.2
    /tmp/venv/bin/python scripts/linelogs.py ../shared/data > internal/decode/testdata/statements.txt
    /tmp/venv/bin/python scripts/linelogs.py ../shared/data --show FILE     # what is hashed, line by line

Each line of a file becomes the first eight hexadecimal digits of the SHA-256 of its values, or ! where the statement's regular
expression does not match it, which in Athena is a row of NULLs. `-`, which those tables keep, is NULL here, as is the empty text
that the expressions give for a target or a part of a request that is not there. Where the Python package aws-log-parser reads
a line, too, the two have to agree.
"""
import fnmatch, gzip, hashlib, os, re, struct, sys

S, I, D = "string", "int", "double"

ALB = re.compile(r'([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*):([0-9]*) ([^ ]*)[:-]([0-9]*) ([-.0-9]*) ([-.0-9]*) ([-.0-9]*) (|[-0-9]*) (-|[-0-9]*) ([-0-9]*) ([-0-9]*) "([^ ]*) (.*) (- |[^ ]*)" "([^"]*)" ([A-Z0-9-_]+) ([A-Za-z0-9.-]*) ([^ ]*) "([^"]*)" "([^"]*)" "([^"]*)" ([-.0-9]*) ([^ ]*) "([^"]*)" "([^"]*)" "([^ ]*)" "([^\s]+?)" "([^\s]+)" "([^ ]*)" "([^ ]*)" ?([^ ]*)? ?( .*)?')
# The same up to where lines of former years ended, which the pages of those years gave.
ALB25 = re.compile(r'([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*):([0-9]*) ([^ ]*)[:-]([0-9]*) ([-.0-9]*) ([-.0-9]*) ([-.0-9]*) (|[-0-9]*) (-|[-0-9]*) ([-0-9]*) ([-0-9]*) "([^ ]*) (.*) (- |[^ ]*)" "([^"]*)" ([A-Z0-9-_]+) ([A-Za-z0-9.-]*) ([^ ]*) "([^"]*)" "([^"]*)" "([^"]*)" ([-.0-9]*) ([^ ]*) "([^"]*)"(?: "([^"]*)"(?: "([^ ]*)")?)?')
ALB_TYPES = [S, S, S, S, I, S, I, D, D, D, I, S, I, I] + [S] * 20
CONN = re.compile(r'([^ ]*) ([^ ]*) ([0-9]*) ([0-9]*) ([A-Za-z0-9.-]*) ([^ ]*) ([-.0-9]*) "([^"]*)" ([^ ]*) ([^ ]*) ([^ ]*) ?([^ ]*)?( .*)?')
NLB = re.compile(r'([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*):([0-9]*) ([^ ]*):([0-9]*) ([-.0-9]*) ([-.0-9]*) ([-0-9]*) ([-0-9]*) ([-0-9]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ?([^ ]*)?( .*)?')
ELB = re.compile(r'([^ ]*) ([^ ]*) ([^ ]*):([0-9]*) ([^ ]*)[:-]([0-9]*) ([-.0-9]*) ([-.0-9]*) ([-.0-9]*) (|[-0-9]*) (-|[-0-9]*) ([-0-9]*) ([-0-9]*) "([^ ]*) ([^ ]*) (- |[^ ]*)" ("[^"]*") ([A-Z0-9-]+) ([A-Za-z0-9.-]*)$')
S3 = re.compile(r'([^ ]*) ([^ ]*) \[(.*?)\] ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ("[^"]*"|-) (-|[0-9]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ("[^"]*"|-) ([^ ]*)(?: ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*))?.*$')

FORMATS = {
    "vpcflow": (" ", [I, S, S, S, S, I, I, I, I, I, I, I, S, S]),
    "alb": ([ALB, ALB25], ALB_TYPES),
    "alb-connection": ([CONN], [S, S, I, I, S, S, D, S, S, S, S, S]),
    "nlb": ([NLB], [S, S, S, S, S, S, I, S, I, D, D, I, I, I] + [S] * 10),
    "elb": ([ELB], [S, S, S, I, S, I, D, D, D, S, S, I, I] + [S] * 6),
    "s3access": ([S3], [S] * 11 + [I, I] + [S] * 13),
    "cloudfront": ("\t", ["date", S, S, I, S, S, S, S, I, S, S, S, S, S, S, S, S, I, D, S, S, S, S, S, S, I, I, D, S, S, I, I, I]),
}
REQUEST = {"alb": 14, "elb": 13}

FILES = [
    ("vpcflow", "slatesuraj-vpc/sample_vpc_flow_log.txt"),
    ("vpcflow", "aws-centralized-logging/source/constructs/lambda/pipeline/log-processor/test/datafile/vpcflow.log"),
    ("vpcflow", "elastic-otel-components/extension/beatsencodingextension/testdata/aws_vpcflow.txt"),
    ("vpcflow", "grafana-lambda-promtail/testdata/vpcflowlog.log.gz"),
    ("alb", "jsherz-alb/test/123456789012_elasticloadbalancing_eu-west-2_app.jsj-test-lb.cb82e1b11d63594a_20190519T1900Z_3.9.40.91_3p9141h0.log.gz"),
    ("alb", "dpetzold-aws-log-parser/test/data/loadbalancer_*"),
    ("alb", "amazon-cloudfront-log-analysis/lab1-serveless-cloudfront-log-analysis/sample-logs/raw-logs/sample-alb-logs.gz"),
    ("alb", "aws-centralized-logging/source/constructs/lambda/pipeline/log-processor/test/datafile/elb.log*"),
    ("alb", "aws-centralized-logging/source/constructs/lambda/microbatch/test/data/alb.log.gz"),
    ("alb", "grafana-lambda-promtail/testdata/albaccesslog.log.gz"),
    ("alb", "opensearch-catalog/integrations/observability/amazon_elb/data/raw.log"),
    ("alb", "crowdsecurity-hub/.tests/aws-alb*/*.log"),
    ("nlb", "grafana-lambda-promtail/testdata/nlbaccesslog.log.gz"),
    ("elb", "dpetzold-aws-log-parser/test/data/classic_loadbalancer_http_entry.csv"),
    ("elb", "elastic-otel-components/extension/beatsencodingextension/testdata/aws_elb.txt"),
    ("s3access", "aws-centralized-logging/source/constructs/lambda/pipeline/log-processor/test/datafile/s3.log"),
    ("s3access", "grafana-lambda-promtail/testdata/s3accesslog.log"),
    ("s3access", "opensearch-catalog/integrations/observability/amazon_s3/data/raw.log"),
    ("cloudfront", "dpetzold-aws-log-parser/test/data/cloudfront*"),
    ("cloudfront", "amazon-cloudfront-log-analysis/lab1-serveless-cloudfront-log-analysis/sample-logs/raw-logs/sample-cloudfront-access-logs.gz"),
    ("cloudfront", "aws-centralized-logging/source/constructs/lambda/pipeline/log-processor/test/datafile/cloudfront.log"),
    ("cloudfront", "aws-centralized-logging/source/constructs/lambda/microbatch/test/data/cloudfront.log.gz"),
    ("cloudfront", "grafana-lambda-promtail/testdata/cloudfront.log.gz"),
    ("cloudfront", "opensearch-catalog/integrations/observability/amazon_cloudfront/data/raw.log"),
    ("cloudfront", "crowdsecurity-hub/.tests/aws-cloudfront-logs/*.log"),
]


def row(format, line):
    how, types = FORMATS[format]
    if isinstance(how, str):
        values = line.split(how)
        values += [None] * (len(types) - len(values))
    else:
        for expression in how:
            m = expression.fullmatch(line)
            if m:
                break
        else:
            return None
        values = list(m.groups())[: len(types)]
        values += [None] * (len(types) - len(values))
    out = []
    for v, t in zip(values, types):
        if v in (None, "-", '"-"'):
            v = None
        elif t == I:
            v = v if re.fullmatch("-?[0-9]+", v) else None
        elif t == D:
            v = struct.pack(">d", float(v)).hex() if v else None
        out.append(v)
    if format in REQUEST:
        i = REQUEST[format]
        if all(not (v or "").strip(" -") for v in out[i : i + 3]):
            out[i : i + 3] = [None] * 3
        out[i : i + 3] = [v or None for v in out[i : i + 3]]
    if format in ("alb", "elb", "nlb"):
        for i, t in enumerate(types[:9]):
            if t == S and out[i] == "":
                out[i] = None
    if format in ("alb", "nlb", "alb-connection") and len(out) and out[-1] == "":
        out[-1] = None
    return out


def lines(path):
    data = open(path, "rb").read()
    if path.endswith(".gz"):
        data = gzip.decompress(data)
    for line in data.decode().split("\n"):
        line = line.rstrip("\r")
        if line and not line.startswith("#") and not line.startswith("version account-id"):
            yield line


def agree(format, line, values):
    """Compares with aws-log-parser, where it reads the line; its models end where lines did in 2019."""
    from aws_log_parser.interface import AwsLogParser
    from aws_log_parser.models import LogType

    kinds = {"alb": LogType.LoadBalancer, "elb": LogType.ClassicLoadBalancer, "cloudfront": LogType.CloudFront}
    if format not in kinds or values is None:
        return 0
    try:
        (entry,) = AwsLogParser(log_type=kinds[format]).parse([line])
    except Exception:
        return 0
    bits = lambda f: None if f is None else struct.pack(">d", f).hex()
    text = lambda v: None if v is None else str(v)
    if format == "cloudfront":
        pairs = [(values[3], text(entry.sent_bytes)), (values[4], entry.client_ip), (values[5], entry.http_method), (values[7], entry.uri_stem),
                 (values[8], text(entry.status_code)), (values[14], entry.edge_request_id), (values[17], text(entry.received_bytes)), (values[18], bits(entry.time_taken))]
    else:
        o = 1 if format == "alb" else 0
        pairs = [(values[o + 2], entry.client and entry.client.ip), (values[o + 3], entry.client and text(entry.client.port)),
                 (values[o + 4], entry.target and entry.target.ip), (values[o + 5], entry.target and text(entry.target.port)),
                 (values[o + 6], bits(entry.request_processing_time)), (values[o + 7], bits(entry.target_processing_time)),
                 (values[o + 9], text(entry.elb_status_code)), (values[o + 11], text(entry.received_bytes)), (values[o + 12], text(entry.sent_bytes)),
                 (values[o + 13], entry.http_request.method), (values[o + 14], entry.http_request.url), (values[o + 15], entry.http_request.protocol)]
    for ours, theirs in pairs:
        if ours != theirs:
            sys.exit(f"{format}: the statement gives {ours!r}, aws-log-parser {theirs!r}, of {line}")
    return 1


def main():
    root, show = sys.argv[1], sys.argv[3] if len(sys.argv) > 3 else None
    both = 0
    found = sorted(os.path.relpath(os.path.join(d, f), root) for d, _, files in os.walk(root) for f in files)
    for format, pattern in FILES:
        for name in fnmatch.filter(found, pattern):
            hashes = []
            for line in lines(os.path.join(root, name)):
                values = row(format, line)
                both += agree(format, line, values)
                canonical = "\x1f".join("\x00" if v is None else v for v in values) if values else None
                if show and show in name:
                    print(values)
                hashes.append(hashlib.sha256(canonical.encode()).hexdigest()[:8] if values else "!")
            if not show:
                print(format, name, *hashes)
    print(f"{both} lines are read alike by aws-log-parser", file=sys.stderr)


main()
