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
  region              = "us-gov-west-1"
  allowed_account_ids = ["777788889999"]
}

variable "role" {
  description = "The role that Terraform assumes in the other accounts"
  default     = "OrganizationAccountAccessRole"
}

provider "aws" {
  alias               = "account_444455556666"
  region              = "us-gov-west-1"
  allowed_account_ids = ["444455556666"]

  assume_role {
    role_arn = "arn:aws-us-gov:iam::444455556666:role/${var.role}"
  }
}

resource "aws_s3_bucket" "logs" {
  region              = "us-gov-west-1"
  bucket              = "my-trails"
  object_lock_enabled = true

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_public_access_block" "logs" {
  region                  = "us-gov-west-1"
  bucket                  = aws_s3_bucket.logs.id
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "logs" {
  region = "us-gov-west-1"
  bucket = aws_s3_bucket.logs.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_object_lock_configuration" "logs" {
  region = "us-gov-west-1"
  bucket = aws_s3_bucket.logs.id

  rule {
    default_retention {
      mode = "GOVERNANCE"
      days = 365
    }
  }
}

resource "aws_s3_bucket_policy" "logs" {
  region = "us-gov-west-1"
  bucket = aws_s3_bucket.logs.id
  policy = jsonencode({
    "Version" : "2012-10-17",
    "Statement" : [
      {
        "Sid" : "AWSCloudTrailAclCheck20150319",
        "Effect" : "Allow",
        "Principal" : {
          "Service" : "cloudtrail.amazonaws.com"
        },
        "Action" : "s3:GetBucketAcl",
        "Resource" : "arn:aws-us-gov:s3:::my-trails",
        "Condition" : {
          "StringEquals" : {
            "aws:SourceArn" : "arn:aws-us-gov:cloudtrail:us-gov-west-1:111122223333:trail/tarn"
          }
        }
      },
      {
        "Sid" : "AWSCloudTrailWrite20150319",
        "Effect" : "Allow",
        "Principal" : {
          "Service" : "cloudtrail.amazonaws.com"
        },
        "Action" : "s3:PutObject",
        "Resource" : [
          "arn:aws-us-gov:s3:::my-trails/AWSLogs/111122223333/*",
          "arn:aws-us-gov:s3:::my-trails/AWSLogs/o-exampleorgid/*"
        ],
        "Condition" : {
          "StringEquals" : {
            "aws:SourceArn" : "arn:aws-us-gov:cloudtrail:us-gov-west-1:111122223333:trail/tarn",
            "s3:x-amz-acl" : "bucket-owner-full-control"
          }
        }
      }
    ]
  })
}

resource "aws_cloudtrail" "account_444455556666" {
  provider                      = aws.account_444455556666
  region                        = "us-gov-west-1"
  name                          = "tarn"
  s3_bucket_name                = aws_s3_bucket.logs.id
  is_multi_region_trail         = true
  include_global_service_events = true
  enable_log_file_validation    = true
  is_organization_trail         = true

  depends_on = [aws_s3_bucket_policy.logs]
}
