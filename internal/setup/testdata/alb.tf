terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0" # which has a region in each resource
    }
  }
}

# The account that owns the buckets.
provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["111122223333"]
}

resource "aws_s3_bucket" "logs_eu_west_1" {
  region              = "eu-west-1"
  bucket              = "my-balancers-eu-west-1"
  object_lock_enabled = true

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_public_access_block" "logs_eu_west_1" {
  region                  = "eu-west-1"
  bucket                  = aws_s3_bucket.logs_eu_west_1.id
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "logs_eu_west_1" {
  region = "eu-west-1"
  bucket = aws_s3_bucket.logs_eu_west_1.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_policy" "logs_eu_west_1" {
  region = "eu-west-1"
  bucket = aws_s3_bucket.logs_eu_west_1.id
  policy = jsonencode({
    "Version" : "2012-10-17",
    "Statement" : [
      {
        "Sid" : "ELBLogDeliveryWrite",
        "Effect" : "Allow",
        "Principal" : {
          "Service" : "logdelivery.elasticloadbalancing.amazonaws.com"
        },
        "Action" : "s3:PutObject",
        "Resource" : [
          "arn:aws:s3:::my-balancers-eu-west-1/web/AWSLogs/111122223333/*",
          "arn:aws:s3:::my-balancers-eu-west-1/web/AWSLogs/444455556666/*"
        ],
        "Condition" : {
          "ArnLike" : {
            "aws:SourceArn" : [
              "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/*",
              "arn:aws:elasticloadbalancing:eu-west-1:444455556666:loadbalancer/*"
            ]
          }
        }
      }
    ]
  })
}

resource "aws_s3_bucket" "logs_us_east_1" {
  region              = "us-east-1"
  bucket              = "my-balancers-us-east-1"
  object_lock_enabled = true

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_public_access_block" "logs_us_east_1" {
  region                  = "us-east-1"
  bucket                  = aws_s3_bucket.logs_us_east_1.id
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "logs_us_east_1" {
  region = "us-east-1"
  bucket = aws_s3_bucket.logs_us_east_1.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_policy" "logs_us_east_1" {
  region = "us-east-1"
  bucket = aws_s3_bucket.logs_us_east_1.id
  policy = jsonencode({
    "Version" : "2012-10-17",
    "Statement" : [
      {
        "Sid" : "ELBLogDeliveryWrite",
        "Effect" : "Allow",
        "Principal" : {
          "Service" : "logdelivery.elasticloadbalancing.amazonaws.com"
        },
        "Action" : "s3:PutObject",
        "Resource" : [
          "arn:aws:s3:::my-balancers-us-east-1/web/AWSLogs/111122223333/*",
          "arn:aws:s3:::my-balancers-us-east-1/web/AWSLogs/444455556666/*"
        ],
        "Condition" : {
          "ArnLike" : {
            "aws:SourceArn" : [
              "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/*",
              "arn:aws:elasticloadbalancing:us-east-1:444455556666:loadbalancer/*"
            ]
          }
        }
      }
    ]
  })
}

# In each aws_lb of eu-west-1:
#
#   access_logs {
#     enabled = true
#     bucket  = aws_s3_bucket.logs_eu_west_1.id
#     prefix  = "web"
#   }
#
#   connection_logs {
#     enabled = true
#     bucket  = aws_s3_bucket.logs_eu_west_1.id
#     prefix  = "web"
#   }

# In each aws_lb of us-east-1:
#
#   access_logs {
#     enabled = true
#     bucket  = aws_s3_bucket.logs_us_east_1.id
#     prefix  = "web"
#   }
#
#   connection_logs {
#     enabled = true
#     bucket  = aws_s3_bucket.logs_us_east_1.id
#     prefix  = "web"
#   }
