"""Runs the scripts of an article on CloudTrail Lake as they are printed, against a running server.

    seed.py ARTICLE

ARTICLE is the article's text: a boto3 monitor of console logins, and a sequence of aws-cli commands. Of both only what a
blog's typesetting did is undone: quotation marks, dashes, numbers of lines. The client's endpoint and credentials are those of
the environment (AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY).
"""

import json
import os
import re
import subprocess
import sys
import time

STRAIGHT = str.maketrans({"‘": "'", "’": "'", "′": "'", "“": '"', "”": '"', "–": "-", "\u00a0": " "})


def monitor(article):
    """The boto3 monitor: the lines between the ellipses, with its prose made a comment and its names imported."""
    source = article[article.index("endtime = "):]
    source = source[:source.index("……")].translate(STRAIGHT)
    lines = [line if line.isascii() or "#" in line else "# " + line for line in source.splitlines()]
    alerts = []
    names = {"Slack_alert": lambda *a: alerts.append(a)}
    exec("import datetime, boto3\nfrom time import sleep\nalert_message = Region = user = e_time = e_name = src_ip = reponse_element = ''\n", names)
    names["print"] = lambda *a: None
    exec("\n".join(lines), names)
    found = names["response2"]
    assert found["QueryStatus"] == "FINISHED", found
    for rows in found["QueryResultRows"]:
        columns = [name for row in rows for name in row]
        assert columns == ["eventTime", "eventName", "arn", "username", "sourceIPAddress", "responseElements", "awsRegion"], columns
    print("monitor: %d logins, %d alerts" % (len(found["QueryResultRows"]), len(alerts)))


def aws(*arguments):
    out = subprocess.run(["aws", "--endpoint-url", os.environ["AWS_ENDPOINT_URL"], "--output", "json", *arguments], capture_output=True, text=True)
    assert out.returncode == 0, out.stderr
    return json.loads(out.stdout)


def commands(article):
    """The aws-cli sequence: each start-query as printed, of the first store of the list, and its results."""
    arn = aws("cloudtrail", "list-event-data-stores")["EventDataStores"][0]["EventDataStoreArn"]
    store = arn.split("/")[1]
    text = article.translate(STRAIGHT)
    statements = re.findall(r"query-statement\s*(?:\\\s*)?(?:\d+ )?(['\"])(SELECT.*?)\1\s*\n\s*\n?\s*•", text, re.S)
    assert len(statements) == 2, statements
    latest = None
    for _, statement in statements:
        statement = re.sub(r"(?m)^\d+ ", "", statement)
        statement = re.sub(r"dd9b02cd-cf28-4ad1-x+-x+", store, statement)
        if latest:  # "the ten minutes before the latest event"
            until = latest.replace(" ", "T") + "Z"
            start = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(time.mktime(time.strptime(latest[:19], "%Y-%m-%d %H:%M:%S")) - time.timezone - 600))
            statement = statement.replace("2022-01-11T00:17:12.000Z", start).replace("2022-01-11T00:27:12.000Z", until)
        query = aws("cloudtrail", "start-query", "--query-statement", statement)["QueryId"]
        while True:
            got = aws("cloudtrail", "get-query-results", "--event-data-store", store, "--query-id", query)
            if got["QueryStatus"] not in ("QUEUED", "RUNNING"):
                break
            time.sleep(0.2)
        assert got["QueryStatus"] == "FINISHED", got
        if latest is None:
            assert got["QueryStatistics"]["ResultsCount"] == 1, got
            latest = got["QueryResultRows"][0][0]["rslt"]
            assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}", latest), latest
        print("command: %d rows" % len(got["QueryResultRows"]))


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as f:
        text = f.read()
    monitor(text)
    commands(text)
