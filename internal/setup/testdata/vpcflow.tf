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
  region              = "eu-west-1"
  allowed_account_ids = ["777788889999"]
}

variable "role" {
  description = "The role that Terraform assumes in the other accounts"
  default     = "OrganizationAccountAccessRole"
}

provider "aws" {
  alias               = "account_111122223333"
  region              = "eu-west-1"
  allowed_account_ids = ["111122223333"]

  assume_role {
    role_arn = "arn:aws:iam::111122223333:role/${var.role}"
  }
}

provider "aws" {
  alias               = "account_444455556666"
  region              = "eu-west-1"
  allowed_account_ids = ["444455556666"]

  assume_role {
    role_arn = "arn:aws:iam::444455556666:role/${var.role}"
  }
}

resource "aws_s3_bucket" "logs" {
  region              = "eu-west-1"
  bucket              = "my-flows"
  object_lock_enabled = true

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_public_access_block" "logs" {
  region                  = "eu-west-1"
  bucket                  = aws_s3_bucket.logs.id
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "logs" {
  region = "eu-west-1"
  bucket = aws_s3_bucket.logs.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_policy" "logs" {
  region = "eu-west-1"
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
        "Resource" : [
          "arn:aws:s3:::my-flows/AWSLogs/aws-account-id=111122223333/*",
          "arn:aws:s3:::my-flows/AWSLogs/aws-account-id=444455556666/*"
        ],
        "Condition" : {
          "ArnLike" : {
            "aws:SourceArn" : [
              "arn:aws:logs:eu-west-1:111122223333:*",
              "arn:aws:logs:us-east-1:111122223333:*",
              "arn:aws:logs:eu-west-1:444455556666:*",
              "arn:aws:logs:us-east-1:444455556666:*"
            ]
          },
          "StringEquals" : {
            "aws:SourceAccount" : [
              "111122223333",
              "444455556666"
            ],
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
        "Resource" : "arn:aws:s3:::my-flows",
        "Condition" : {
          "ArnLike" : {
            "aws:SourceArn" : [
              "arn:aws:logs:eu-west-1:111122223333:*",
              "arn:aws:logs:us-east-1:111122223333:*",
              "arn:aws:logs:eu-west-1:444455556666:*",
              "arn:aws:logs:us-east-1:444455556666:*"
            ]
          },
          "StringEquals" : {
            "aws:SourceAccount" : [
              "111122223333",
              "444455556666"
            ]
          }
        }
      }
    ]
  })
}

data "aws_vpcs" "account_111122223333_eu_west_1" {
  provider = aws.account_111122223333
  region   = "eu-west-1"
}

resource "aws_flow_log" "account_111122223333_eu_west_1" {
  provider                 = aws.account_111122223333
  for_each                 = toset(data.aws_vpcs.account_111122223333_eu_west_1.ids)
  region                   = "eu-west-1"
  vpc_id                   = each.value
  traffic_type             = "ALL"
  max_aggregation_interval = 60
  log_destination_type     = "s3"
  log_destination          = aws_s3_bucket.logs.arn
  log_format               = "$${version} $${account-id} $${interface-id} $${srcaddr} $${dstaddr} $${srcport} $${dstport} $${protocol} $${packets} $${bytes} $${start} $${end} $${action} $${log-status} $${vpc-id} $${subnet-id} $${instance-id} $${tcp-flags} $${type} $${pkt-srcaddr} $${pkt-dstaddr} $${region} $${az-id} $${sublocation-type} $${sublocation-id} $${pkt-src-aws-service} $${pkt-dst-aws-service} $${flow-direction} $${traffic-path}"

  destination_options {
    file_format                = "parquet"
    hive_compatible_partitions = true
    per_hour_partition         = true
  }

  depends_on = [aws_s3_bucket_policy.logs]
}

data "aws_vpcs" "account_111122223333_us_east_1" {
  provider = aws.account_111122223333
  region   = "us-east-1"
}

resource "aws_flow_log" "account_111122223333_us_east_1" {
  provider                 = aws.account_111122223333
  for_each                 = toset(data.aws_vpcs.account_111122223333_us_east_1.ids)
  region                   = "us-east-1"
  vpc_id                   = each.value
  traffic_type             = "ALL"
  max_aggregation_interval = 60
  log_destination_type     = "s3"
  log_destination          = aws_s3_bucket.logs.arn
  log_format               = "$${version} $${account-id} $${interface-id} $${srcaddr} $${dstaddr} $${srcport} $${dstport} $${protocol} $${packets} $${bytes} $${start} $${end} $${action} $${log-status} $${vpc-id} $${subnet-id} $${instance-id} $${tcp-flags} $${type} $${pkt-srcaddr} $${pkt-dstaddr} $${region} $${az-id} $${sublocation-type} $${sublocation-id} $${pkt-src-aws-service} $${pkt-dst-aws-service} $${flow-direction} $${traffic-path}"

  destination_options {
    file_format                = "parquet"
    hive_compatible_partitions = true
    per_hour_partition         = true
  }

  depends_on = [aws_s3_bucket_policy.logs]
}

data "aws_vpcs" "account_444455556666_eu_west_1" {
  provider = aws.account_444455556666
  region   = "eu-west-1"
}

resource "aws_flow_log" "account_444455556666_eu_west_1" {
  provider                 = aws.account_444455556666
  for_each                 = toset(data.aws_vpcs.account_444455556666_eu_west_1.ids)
  region                   = "eu-west-1"
  vpc_id                   = each.value
  traffic_type             = "ALL"
  max_aggregation_interval = 60
  log_destination_type     = "s3"
  log_destination          = aws_s3_bucket.logs.arn
  log_format               = "$${version} $${account-id} $${interface-id} $${srcaddr} $${dstaddr} $${srcport} $${dstport} $${protocol} $${packets} $${bytes} $${start} $${end} $${action} $${log-status} $${vpc-id} $${subnet-id} $${instance-id} $${tcp-flags} $${type} $${pkt-srcaddr} $${pkt-dstaddr} $${region} $${az-id} $${sublocation-type} $${sublocation-id} $${pkt-src-aws-service} $${pkt-dst-aws-service} $${flow-direction} $${traffic-path}"

  destination_options {
    file_format                = "parquet"
    hive_compatible_partitions = true
    per_hour_partition         = true
  }

  depends_on = [aws_s3_bucket_policy.logs]
}

data "aws_vpcs" "account_444455556666_us_east_1" {
  provider = aws.account_444455556666
  region   = "us-east-1"
}

resource "aws_flow_log" "account_444455556666_us_east_1" {
  provider                 = aws.account_444455556666
  for_each                 = toset(data.aws_vpcs.account_444455556666_us_east_1.ids)
  region                   = "us-east-1"
  vpc_id                   = each.value
  traffic_type             = "ALL"
  max_aggregation_interval = 60
  log_destination_type     = "s3"
  log_destination          = aws_s3_bucket.logs.arn
  log_format               = "$${version} $${account-id} $${interface-id} $${srcaddr} $${dstaddr} $${srcport} $${dstport} $${protocol} $${packets} $${bytes} $${start} $${end} $${action} $${log-status} $${vpc-id} $${subnet-id} $${instance-id} $${tcp-flags} $${type} $${pkt-srcaddr} $${pkt-dstaddr} $${region} $${az-id} $${sublocation-type} $${sublocation-id} $${pkt-src-aws-service} $${pkt-dst-aws-service} $${flow-direction} $${traffic-path}"

  destination_options {
    file_format                = "parquet"
    hive_compatible_partitions = true
    per_hour_partition         = true
  }

  depends_on = [aws_s3_bucket_policy.logs]
}
