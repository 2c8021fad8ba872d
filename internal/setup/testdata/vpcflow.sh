# In the account 777788889999, which owns the bucket:

aws s3api create-bucket --bucket my-flows --region eu-west-1 --create-bucket-configuration LocationConstraint=eu-west-1 --object-lock-enabled-for-bucket
aws s3api put-public-access-block --bucket my-flows --region eu-west-1 --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true
aws s3api put-bucket-versioning --bucket my-flows --region eu-west-1 --versioning-configuration Status=Enabled
aws s3api put-bucket-policy --bucket my-flows --region eu-west-1 --policy '{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "AWSLogDeliveryWrite",
      "Effect": "Allow",
      "Principal": {
        "Service": "delivery.logs.amazonaws.com"
      },
      "Action": "s3:PutObject",
      "Resource": [
        "arn:aws:s3:::my-flows/AWSLogs/aws-account-id=111122223333/*",
        "arn:aws:s3:::my-flows/AWSLogs/aws-account-id=444455556666/*"
      ],
      "Condition": {
        "ArnLike": {
          "aws:SourceArn": [
            "arn:aws:logs:eu-west-1:111122223333:*",
            "arn:aws:logs:us-east-1:111122223333:*",
            "arn:aws:logs:eu-west-1:444455556666:*",
            "arn:aws:logs:us-east-1:444455556666:*"
          ]
        },
        "StringEquals": {
          "aws:SourceAccount": [
            "111122223333",
            "444455556666"
          ],
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
      "Resource": "arn:aws:s3:::my-flows",
      "Condition": {
        "ArnLike": {
          "aws:SourceArn": [
            "arn:aws:logs:eu-west-1:111122223333:*",
            "arn:aws:logs:us-east-1:111122223333:*",
            "arn:aws:logs:eu-west-1:444455556666:*",
            "arn:aws:logs:us-east-1:444455556666:*"
          ]
        },
        "StringEquals": {
          "aws:SourceAccount": [
            "111122223333",
            "444455556666"
          ]
        }
      }
    }
  ]
}'

# In the account 111122223333:

for vpc in $(aws ec2 describe-vpcs --region eu-west-1 --query 'Vpcs[].VpcId' --output text); do
  aws ec2 create-flow-logs --region eu-west-1 --resource-type VPC --resource-ids "$vpc" --traffic-type ALL --max-aggregation-interval 60 --log-destination-type s3 --log-destination arn:aws:s3:::my-flows --log-format '${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status} ${vpc-id} ${subnet-id} ${instance-id} ${tcp-flags} ${type} ${pkt-srcaddr} ${pkt-dstaddr} ${region} ${az-id} ${sublocation-type} ${sublocation-id} ${pkt-src-aws-service} ${pkt-dst-aws-service} ${flow-direction} ${traffic-path}' --destination-options FileFormat=parquet,HiveCompatiblePartitions=true,PerHourPartition=true
done

for vpc in $(aws ec2 describe-vpcs --region us-east-1 --query 'Vpcs[].VpcId' --output text); do
  aws ec2 create-flow-logs --region us-east-1 --resource-type VPC --resource-ids "$vpc" --traffic-type ALL --max-aggregation-interval 60 --log-destination-type s3 --log-destination arn:aws:s3:::my-flows --log-format '${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status} ${vpc-id} ${subnet-id} ${instance-id} ${tcp-flags} ${type} ${pkt-srcaddr} ${pkt-dstaddr} ${region} ${az-id} ${sublocation-type} ${sublocation-id} ${pkt-src-aws-service} ${pkt-dst-aws-service} ${flow-direction} ${traffic-path}' --destination-options FileFormat=parquet,HiveCompatiblePartitions=true,PerHourPartition=true
done

# In the account 444455556666:

for vpc in $(aws ec2 describe-vpcs --region eu-west-1 --query 'Vpcs[].VpcId' --output text); do
  aws ec2 create-flow-logs --region eu-west-1 --resource-type VPC --resource-ids "$vpc" --traffic-type ALL --max-aggregation-interval 60 --log-destination-type s3 --log-destination arn:aws:s3:::my-flows --log-format '${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status} ${vpc-id} ${subnet-id} ${instance-id} ${tcp-flags} ${type} ${pkt-srcaddr} ${pkt-dstaddr} ${region} ${az-id} ${sublocation-type} ${sublocation-id} ${pkt-src-aws-service} ${pkt-dst-aws-service} ${flow-direction} ${traffic-path}' --destination-options FileFormat=parquet,HiveCompatiblePartitions=true,PerHourPartition=true
done

for vpc in $(aws ec2 describe-vpcs --region us-east-1 --query 'Vpcs[].VpcId' --output text); do
  aws ec2 create-flow-logs --region us-east-1 --resource-type VPC --resource-ids "$vpc" --traffic-type ALL --max-aggregation-interval 60 --log-destination-type s3 --log-destination arn:aws:s3:::my-flows --log-format '${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status} ${vpc-id} ${subnet-id} ${instance-id} ${tcp-flags} ${type} ${pkt-srcaddr} ${pkt-dstaddr} ${region} ${az-id} ${sublocation-type} ${sublocation-id} ${pkt-src-aws-service} ${pkt-dst-aws-service} ${flow-direction} ${traffic-path}' --destination-options FileFormat=parquet,HiveCompatiblePartitions=true,PerHourPartition=true
done

