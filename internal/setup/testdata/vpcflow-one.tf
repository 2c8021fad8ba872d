terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0" # which has a region in each resource
    }
  }
}

# The account that owns the bucket.
provider "aws" {
  region              = "cn-north-1"
  allowed_account_ids = ["111122223333"]
}

resource "aws_s3_bucket" "logs" {
  region              = "cn-north-1"
  bucket              = "my-flows"
  object_lock_enabled = true

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_public_access_block" "logs" {
  region                  = "cn-north-1"
  bucket                  = aws_s3_bucket.logs.id
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "logs" {
  region = "cn-north-1"
  bucket = aws_s3_bucket.logs.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_policy" "logs" {
  region = "cn-north-1"
  bucket = aws_s3_bucket.logs.id
  policy = jsonencode({
    "Version" : "2012-10-17",
    "Statement" : [
      {
        "Sid" : "AWSLogDeliveryWrite",
        "Effect" : "Allow",
        "Principal" : {
          "Service" : "delivery.logs.amazonaws.com"
        },
        "Action" : "s3:PutObject",
        "Resource" : "arn:aws-cn:s3:::my-flows/flows/a/AWSLogs/111122223333/*",
        "Condition" : {
          "ArnLike" : {
            "aws:SourceArn" : "arn:aws-cn:logs:cn-north-1:111122223333:*"
          },
          "StringEquals" : {
            "aws:SourceAccount" : "111122223333",
            "s3:x-amz-acl" : "bucket-owner-full-control"
          }
        }
      },
      {
        "Sid" : "AWSLogDeliveryAclCheck",
        "Effect" : "Allow",
        "Principal" : {
          "Service" : "delivery.logs.amazonaws.com"
        },
        "Action" : "s3:GetBucketAcl",
        "Resource" : "arn:aws-cn:s3:::my-flows",
        "Condition" : {
          "ArnLike" : {
            "aws:SourceArn" : "arn:aws-cn:logs:cn-north-1:111122223333:*"
          },
          "StringEquals" : {
            "aws:SourceAccount" : "111122223333"
          }
        }
      }
    ]
  })
}

resource "aws_flow_log" "account_111122223333_cn_north_1" {
  for_each                 = toset(["vpc-0123456789abcdef0", "vpc-0fedcba9876543210"])
  region                   = "cn-north-1"
  vpc_id                   = each.value
  traffic_type             = "REJECT"
  max_aggregation_interval = 600
  log_destination_type     = "s3"
  log_destination          = "${aws_s3_bucket.logs.arn}/flows/a/"
  log_format               = "$${version} $${account-id} $${interface-id} $${srcaddr} $${dstaddr} $${srcport} $${dstport} $${protocol} $${packets} $${bytes} $${start} $${end} $${action} $${log-status}"

  destination_options {
    file_format                = "plain-text"
    hive_compatible_partitions = false
    per_hour_partition         = false
  }

  depends_on = [aws_s3_bucket_policy.logs]
}
