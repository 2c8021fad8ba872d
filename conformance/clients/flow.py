"""What the clients' scripts share: a flow is a function, its result a line of JSON."""
import json
import os
import sys
import time
import traceback

ENDPOINT = os.environ["TARN_ENDPOINT"]
RESULTS = os.environ["TARN_RESULTS"]  # s3://bucket/prefix/
STORE = os.environ.get("TARN_STORE", "")  # the ID of a federated event data store
TABLE = '"aws:cloudtrail"."%s"' % STORE


def version(text):
    print(json.dumps({"version": text}), flush=True)


def flow(name, operations):
    """Runs the function at once and says how it went."""

    def run(function):
        began, note = time.time(), ""
        try:
            note = function() or ""
            ok = True
        except Exception as error:  # whatever a client throws is the result
            ok, note = False, "%s: %s" % (type(error).__name__, " ".join(str(error).split())[:300])
            traceback.print_exc(file=sys.stderr)
        print(json.dumps({"flow": name, "operations": operations, "ok": ok, "note": note, "seconds": round(time.time() - began, 2)}), flush=True)

    return run


def equal(got, want):
    if got != want:
        raise AssertionError("got %r, want %r" % (got, want))
