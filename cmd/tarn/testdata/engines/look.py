"""What the engines' scripts share: where the lake is, and how often it is looked at.

Each look prints the number of events and of different event IDs, which have to be the same, whatever Tarn does meanwhile.
The last look comes when a line arrives on standard input: then Tarn has imported everything.
"""
import os
import select
import sys

URI, TOKEN = os.environ["LAKE_URI"], os.environ["LAKE_TOKEN"]
ENDPOINT, KEY, SECRET = os.environ["LAKE_ENDPOINT"], os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"]


def looks(count):
    while True:
        last = bool(select.select([sys.stdin], [], [], 0.2)[0])
        events, different = count()
        print(events, different, "last" if last else "", flush=True)
        if last:
            return
