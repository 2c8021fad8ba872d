from look import ENDPOINT, KEY, SECRET, TOKEN, URI, looks

import os

from pyspark.sql import SparkSession

conf = SparkSession.builder.master("local[1]").appName("tarn")
for key, value in {
    "spark.jars": os.environ["SPARK_JARS"],
    "spark.driver.memory": "1g",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.extensions": "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions",
    "spark.sql.catalog.lake": "org.apache.iceberg.spark.SparkCatalog",
    "spark.sql.catalog.lake.type": "rest",
    "spark.sql.catalog.lake.uri": URI,
    "spark.sql.catalog.lake.token": TOKEN,
    "spark.sql.catalog.lake.cache-enabled": "false",
    "spark.sql.catalog.lake.io-impl": "org.apache.iceberg.aws.s3.S3FileIO",
    "spark.sql.catalog.lake.s3.endpoint": ENDPOINT,
    "spark.sql.catalog.lake.s3.path-style-access": "true",
    "spark.sql.catalog.lake.s3.access-key-id": KEY,
    "spark.sql.catalog.lake.s3.secret-access-key": SECRET,
    "spark.sql.catalog.lake.client.region": "us-east-1",
}.items():
    conf = conf.config(key, value)
spark = conf.getOrCreate()
spark.sparkContext.setLogLevel("ERROR")


def count():
    row = spark.sql("SELECT count(*), count(DISTINCT eventID) FROM lake.tarn.cloudtrail").collect()[0]
    return row[0], row[1]


looks(count)
