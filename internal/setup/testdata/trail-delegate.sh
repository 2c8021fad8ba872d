# In the account 777788889999, which owns the bucket:

aws s3api create-bucket --bucket my-trails --region us-gov-west-1 --create-bucket-configuration LocationConstraint=us-gov-west-1 --object-lock-enabled-for-bucket
aws s3api put-public-access-block --bucket my-trails --region us-gov-west-1 --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true
aws s3api put-bucket-versioning --bucket my-trails --region us-gov-west-1 --versioning-configuration Status=Enabled
aws s3api put-object-lock-configuration --bucket my-trails --region us-gov-west-1 --object-lock-configuration '{"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 365}}}'
aws s3api put-bucket-policy --bucket my-trails --region us-gov-west-1 --policy '{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "AWSCloudTrailAclCheck20150319",
      "Effect": "Allow",
      "Principal": {
        "Service": "cloudtrail.amazonaws.com"
      },
      "Action": "s3:GetBucketAcl",
      "Resource": "arn:aws-us-gov:s3:::my-trails",
      "Condition": {
        "StringEquals": {
          "aws:SourceArn": "arn:aws-us-gov:cloudtrail:us-gov-west-1:111122223333:trail/tarn"
        }
      }
    },
    {
      "Sid": "AWSCloudTrailWrite20150319",
      "Effect": "Allow",
      "Principal": {
        "Service": "cloudtrail.amazonaws.com"
      },
      "Action": "s3:PutObject",
      "Resource": [
        "arn:aws-us-gov:s3:::my-trails/AWSLogs/111122223333/*",
        "arn:aws-us-gov:s3:::my-trails/AWSLogs/o-exampleorgid/*"
      ],
      "Condition": {
        "StringEquals": {
          "aws:SourceArn": "arn:aws-us-gov:cloudtrail:us-gov-west-1:111122223333:trail/tarn",
          "s3:x-amz-acl": "bucket-owner-full-control"
        }
      }
    }
  ]
}'

# In the account 444455556666, for the organisation o-exampleorgid:

aws cloudtrail create-trail --name tarn --region us-gov-west-1 --s3-bucket-name my-trails --is-multi-region-trail --include-global-service-events --enable-log-file-validation --is-organization-trail
aws cloudtrail start-logging --name tarn --region us-gov-west-1
