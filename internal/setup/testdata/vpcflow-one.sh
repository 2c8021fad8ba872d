# In the account 111122223333, which owns the bucket:

aws s3api create-bucket --bucket my-flows --region cn-north-1 --create-bucket-configuration LocationConstraint=cn-north-1 --object-lock-enabled-for-bucket
aws s3api put-public-access-block --bucket my-flows --region cn-north-1 --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true
aws s3api put-bucket-versioning --bucket my-flows --region cn-north-1 --versioning-configuration Status=Enabled
aws s3api put-bucket-policy --bucket my-flows --region cn-north-1 --policy '{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "AWSLogDeliveryWrite",
      "Effect": "Allow",
      "Principal": {
        "Service": "delivery.logs.amazonaws.com"
      },
      "Action": "s3:PutObject",
      "Resource": "arn:aws-cn:s3:::my-flows/flows/a/AWSLogs/111122223333/*",
      "Condition": {
        "ArnLike": {
          "aws:SourceArn": "arn:aws-cn:logs:cn-north-1:111122223333:*"
        },
        "StringEquals": {
          "aws:SourceAccount": "111122223333",
          "s3:x-amz-acl": "bucket-owner-full-control"
        }
      }
    },
    {
      "Sid": "AWSLogDeliveryAclCheck",
      "Effect": "Allow",
      "Principal": {
        "Service": "delivery.logs.amazonaws.com"
      },
      "Action": "s3:GetBucketAcl",
      "Resource": "arn:aws-cn:s3:::my-flows",
      "Condition": {
        "ArnLike": {
          "aws:SourceArn": "arn:aws-cn:logs:cn-north-1:111122223333:*"
        },
        "StringEquals": {
          "aws:SourceAccount": "111122223333"
        }
      }
    }
  ]
}'

# In the account 111122223333:

aws ec2 create-flow-logs --region cn-north-1 --resource-type VPC --resource-ids vpc-0123456789abcdef0 vpc-0fedcba9876543210 --traffic-type REJECT --max-aggregation-interval 600 --log-destination-type s3 --log-destination arn:aws-cn:s3:::my-flows/flows/a/ --log-format '${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}' --destination-options FileFormat=plain-text,HiveCompatiblePartitions=false,PerHourPartition=false

