"""Writes recorded.txt: when AWS's cron expressions come, as pyawscron (PyPI) tells. One line each: the expression's fields, a time to begin
after, and the next times, with | between them, in UTC. pip install pyawscron==1.0.7; record.py >recorded.txt"""

import datetime
import itertools
import random

from pyawscron import AWSCron

random.seed(5)
utc = datetime.timezone.utc
starts = [datetime.datetime(2024, 2, 27, 23, 58, tzinfo=utc), datetime.datetime(2025, 12, 30, 11, 30, tzinfo=utc), datetime.datetime(2026, 8, 1, 0, 0, tzinfo=utc)]
minutes = ["0", "30", "5/15", "0-10/5", "1,59", "*"]
hours = ["0", "15", "8-17", "0/6", "*", "22,2"]
days = ["1", "31", "15,20", "*", "L", "1-7", "1W", "15W", "31W", "3/10"]
months = ["*", "2", "JAN,JUL", "4-6", "1/3", "DEC"]
weekdays = ["1", "7", "MON-FRI", "2-6", "SUN,SAT", "L", "6L", "3#2", "TUE#5", "2#1"]
years = ["*", "2026", "2024-2027", "2025/2"]

seen = set()
for n in range(400):
    text = [random.choice(minutes), random.choice(hours)]
    if n % 2:
        text += [random.choice(days), random.choice(months), "?"]
    else:
        text += ["?", random.choice(months), random.choice(weekdays)]
    text = " ".join(text + [random.choice(years)])
    if text in seen:
        continue
    seen.add(text)
    start = starts[n % len(starts)]
    try:
        cron = AWSCron(text)
        at, times = start, []
        for _ in range(4):
            at = cron.occurrence(at).next()
            if at is None:
                break
            times.append(at.strftime("%Y-%m-%d %H:%M"))
    except Exception:
        continue  # it gives up on some that AWS takes
    print(text, start.strftime("%Y-%m-%d %H:%M"), *times, sep=" | ")
