"""Reads the tables of raw_to_columnar as others do, and compares what they read.

    columnar.py TARN DATA COPIES AVRO DDL

COPIES has a copy of each table as folders of Parquet files, AVRO the files of its UNLOAD with format = 'AVRO', DDL what SHOW CREATE TABLE says
of each. Spark makes a table of the copy with those columns, and finds its partitions by MSCK REPAIR TABLE; PyArrow and DuckDB read the folders,
fastavro the files of Avro. All have to give the same rows. Then the copy is declared as on Athena, to the
program TARN with the data directory DATA, and has to have the table's rows.
"""

import collections
import datetime
import glob
import os
import re
import subprocess
import sys

import duckdb
import fastavro
import pyarrow.dataset
from pyspark.sql import SparkSession


def plain(value):
    if isinstance(value, datetime.datetime):
        # Hive's and Avro's times have milliseconds, and are rounded to them.
        value = value.replace(tzinfo=None) + datetime.timedelta(microseconds=500)
        return value.replace(microsecond=value.microsecond // 1000 * 1000).isoformat()
    if hasattr(value, "asDict"):
        value = value.asDict()
    if isinstance(value, dict):
        return tuple((k, plain(v)) for k, v in value.items())
    if isinstance(value, (list, tuple)):
        return tuple(plain(v) for v in value)
    return value


def rows(all_, columns):
    return collections.Counter(tuple(plain(r[c]) for c in columns) for r in all_)


def asks(tarn, data, *statements):
    for s in statements:
        out = subprocess.run([tarn, "--data", data, "query", s, "-o", "csv"], stdout=subprocess.PIPE, check=True, text=True).stdout
    return out.splitlines()[1:]


def main(tarn, data, copies, avro, ddl):
    spark = (SparkSession.builder.master("local[2]").config("spark.sql.session.timeZone", "UTC").config("spark.ui.enabled", "false")
             .config("spark.driver.memory", "2g").config("spark.sql.warehouse.dir", os.path.join(copies, "..", "warehouse")).getOrCreate())
    spark.sparkContext.setLogLevel("ERROR")
    failed = False
    for name in sorted(os.listdir(copies)):
        copy = os.path.join(copies, name)
        with open(os.path.join(ddl, name)) as f:
            text = f.read()
        with open(os.path.join(ddl, name + ".columns")) as f:
            chosen = f.read()
        declared, keys = re.search(r"\(\n(.*)\)\s*PARTITIONED BY \((.*?)\)", text, re.S).groups()
        keys = re.findall(r"`(\w+)`", keys)
        spark.sql("CREATE TABLE %s (%s) USING PARQUET PARTITIONED BY (%s) LOCATION '%s'" % (name, declared, ", ".join(keys), copy))
        spark.sql("MSCK REPAIR TABLE " + name)
        table = spark.table(name)
        columns = table.columns
        want = rows(table.collect(), columns)
        text = pyarrow.dataset.partitioning(pyarrow.schema([(k, pyarrow.string()) for k in keys]), flavor="hive")
        arrow = pyarrow.dataset.dataset(copy, format="parquet", partitioning=text, exclude_invalid_files=False).to_table()
        found = {"PyArrow": rows(arrow.to_pylist(), columns)}
        duck = duckdb.sql("SELECT * FROM read_parquet('%s/**/*.parquet', hive_partitioning = true, hive_types_autocast = false)" % copy)
        found["DuckDB"] = rows((dict(zip(duck.columns, r)) for r in duck.fetchall()), columns)
        records = []
        for path in glob.glob(os.path.join(avro, name, "**", "*.avro"), recursive=True):
            with open(path, "rb") as f:
                records += list(fastavro.reader(f))
        found["fastavro"] = rows(records, columns)
        others = ",\n".join(line for line in re.split(r",\s*\n", declared) if line.split("`")[1] not in keys)
        lost = asks(tarn, data, "CREATE DATABASE IF NOT EXISTS declared",
                    "CREATE EXTERNAL TABLE declared.%s (%s) PARTITIONED BY (%s) STORED AS PARQUET LOCATION '%s/'" % (name, others, ", ".join("`%s` string" % k for k in keys), copy),
                    "MSCK REPAIR TABLE declared." + name,
                    "SELECT (SELECT count(*) FROM declared.{0}) - {1}, (SELECT count(*) FROM (SELECT {2} FROM declared.{0} EXCEPT SELECT {2} FROM aws_service_logs.{0}))".format(name, want.total(), chosen))
        off = [who for who, got in found.items() if got != want]
        for who in off:
            print("%s: %s reads %d rows that Spark does not, as %s, and not %d, as %s" % (
                name, who, (found[who] - want).total(), list(found[who] - want)[:1], (want - found[who]).total(), list(want - found[who])[:1]))
        if lost != ["0,0"]:
            off.append("Tarn")
            print("%s: rows more and rows other by the statement of Athena: %s" % (name, lost))
        print("%s: %d rows, %d columns by Spark, %s, and by the DDL of Athena: %s" % (name, want.total(), len(columns), ", ".join(found), "DIFFERENT" if off or not want else "equal"))
        failed = failed or bool(off) or not want
    return 1 if failed else 0


sys.exit(main(*sys.argv[1:]))
