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
  region              = "ap-northeast-2"
  allowed_account_ids = ["111122223333"]
}

resource "aws_s3_bucket" "logs" {
  region              = "ap-northeast-2"
  bucket              = "my-balancers"
  object_lock_enabled = true

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_public_access_block" "logs" {
  region                  = "ap-northeast-2"
  bucket                  = aws_s3_bucket.logs.id
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "logs" {
  region = "ap-northeast-2"
  bucket = aws_s3_bucket.logs.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_object_lock_configuration" "logs" {
  region = "ap-northeast-2"
  bucket = aws_s3_bucket.logs.id

  rule {
    default_retention {
      mode = "GOVERNANCE"
      days = 30
    }
  }
}

resource "aws_s3_bucket_policy" "logs" {
  region = "ap-northeast-2"
  bucket = aws_s3_bucket.logs.id
  policy = jsonencode({
    "Version" : "2012-10-17",
    "Statement" : [
      {
        "Sid" : "ELBLogDeliveryWrite",
        "Effect" : "Allow",
        "Principal" : {
          "AWS" : "arn:aws:iam::600734575887:root"
        },
        "Action" : "s3:PutObject",
        "Resource" : "arn:aws:s3:::my-balancers/AWSLogs/111122223333/*"
      }
    ]
  })
}

# In each aws_lb of ap-northeast-2:
#
#   access_logs {
#     enabled = true
#     bucket  = aws_s3_bucket.logs.id
#   }
