# In the account 111122223333, which owns the buckets:

aws s3api create-bucket --bucket my-balancers-eu-west-1 --region eu-west-1 --create-bucket-configuration LocationConstraint=eu-west-1 --object-lock-enabled-for-bucket
aws s3api put-public-access-block --bucket my-balancers-eu-west-1 --region eu-west-1 --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true
aws s3api put-bucket-versioning --bucket my-balancers-eu-west-1 --region eu-west-1 --versioning-configuration Status=Enabled
aws s3api put-bucket-policy --bucket my-balancers-eu-west-1 --region eu-west-1 --policy '{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ELBLogDeliveryWrite",
      "Effect": "Allow",
      "Principal": {
        "Service": "logdelivery.elasticloadbalancing.amazonaws.com"
      },
      "Action": "s3:PutObject",
      "Resource": [
        "arn:aws:s3:::my-balancers-eu-west-1/web/AWSLogs/111122223333/*",
        "arn:aws:s3:::my-balancers-eu-west-1/web/AWSLogs/444455556666/*"
      ],
      "Condition": {
        "ArnLike": {
          "aws:SourceArn": [
            "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/*",
            "arn:aws:elasticloadbalancing:eu-west-1:444455556666:loadbalancer/*"
          ]
        }
      }
    }
  ]
}'

aws s3api create-bucket --bucket my-balancers-us-east-1 --region us-east-1 --object-lock-enabled-for-bucket
aws s3api put-public-access-block --bucket my-balancers-us-east-1 --region us-east-1 --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true
aws s3api put-bucket-versioning --bucket my-balancers-us-east-1 --region us-east-1 --versioning-configuration Status=Enabled
aws s3api put-bucket-policy --bucket my-balancers-us-east-1 --region us-east-1 --policy '{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ELBLogDeliveryWrite",
      "Effect": "Allow",
      "Principal": {
        "Service": "logdelivery.elasticloadbalancing.amazonaws.com"
      },
      "Action": "s3:PutObject",
      "Resource": [
        "arn:aws:s3:::my-balancers-us-east-1/web/AWSLogs/111122223333/*",
        "arn:aws:s3:::my-balancers-us-east-1/web/AWSLogs/444455556666/*"
      ],
      "Condition": {
        "ArnLike": {
          "aws:SourceArn": [
            "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/*",
            "arn:aws:elasticloadbalancing:us-east-1:444455556666:loadbalancer/*"
          ]
        }
      }
    }
  ]
}'

# In the account 111122223333:

for balancer in $(aws elbv2 describe-load-balancers --region eu-west-1 --query "LoadBalancers[?Type=='application'].LoadBalancerArn" --output text); do
  aws elbv2 modify-load-balancer-attributes --region eu-west-1 --load-balancer-arn "$balancer" --attributes Key=access_logs.s3.enabled,Value=true Key=access_logs.s3.bucket,Value=my-balancers-eu-west-1 Key=access_logs.s3.prefix,Value=web Key=connection_logs.s3.enabled,Value=true Key=connection_logs.s3.bucket,Value=my-balancers-eu-west-1 Key=connection_logs.s3.prefix,Value=web
done

for balancer in $(aws elbv2 describe-load-balancers --region us-east-1 --query "LoadBalancers[?Type=='application'].LoadBalancerArn" --output text); do
  aws elbv2 modify-load-balancer-attributes --region us-east-1 --load-balancer-arn "$balancer" --attributes Key=access_logs.s3.enabled,Value=true Key=access_logs.s3.bucket,Value=my-balancers-us-east-1 Key=access_logs.s3.prefix,Value=web Key=connection_logs.s3.enabled,Value=true Key=connection_logs.s3.bucket,Value=my-balancers-us-east-1 Key=connection_logs.s3.prefix,Value=web
done

# In the account 444455556666:

for balancer in $(aws elbv2 describe-load-balancers --region eu-west-1 --query "LoadBalancers[?Type=='application'].LoadBalancerArn" --output text); do
  aws elbv2 modify-load-balancer-attributes --region eu-west-1 --load-balancer-arn "$balancer" --attributes Key=access_logs.s3.enabled,Value=true Key=access_logs.s3.bucket,Value=my-balancers-eu-west-1 Key=access_logs.s3.prefix,Value=web Key=connection_logs.s3.enabled,Value=true Key=connection_logs.s3.bucket,Value=my-balancers-eu-west-1 Key=connection_logs.s3.prefix,Value=web
done

for balancer in $(aws elbv2 describe-load-balancers --region us-east-1 --query "LoadBalancers[?Type=='application'].LoadBalancerArn" --output text); do
  aws elbv2 modify-load-balancer-attributes --region us-east-1 --load-balancer-arn "$balancer" --attributes Key=access_logs.s3.enabled,Value=true Key=access_logs.s3.bucket,Value=my-balancers-us-east-1 Key=access_logs.s3.prefix,Value=web Key=connection_logs.s3.enabled,Value=true Key=connection_logs.s3.bucket,Value=my-balancers-us-east-1 Key=connection_logs.s3.prefix,Value=web
done

