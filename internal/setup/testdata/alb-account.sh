# In the account 111122223333, which owns the bucket:

aws s3api create-bucket --bucket my-balancers --region ap-northeast-2 --create-bucket-configuration LocationConstraint=ap-northeast-2 --object-lock-enabled-for-bucket
aws s3api put-public-access-block --bucket my-balancers --region ap-northeast-2 --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true
aws s3api put-bucket-versioning --bucket my-balancers --region ap-northeast-2 --versioning-configuration Status=Enabled
aws s3api put-object-lock-configuration --bucket my-balancers --region ap-northeast-2 --object-lock-configuration '{"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 30}}}'
aws s3api put-bucket-policy --bucket my-balancers --region ap-northeast-2 --policy '{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ELBLogDeliveryWrite",
      "Effect": "Allow",
      "Principal": {
        "AWS": "arn:aws:iam::600734575887:root"
      },
      "Action": "s3:PutObject",
      "Resource": "arn:aws:s3:::my-balancers/AWSLogs/111122223333/*"
    }
  ]
}'

# In the account 111122223333:

aws elbv2 modify-load-balancer-attributes --region ap-northeast-2 --load-balancer-arn arn:aws:elasticloadbalancing:ap-northeast-2:111122223333:loadbalancer/app/web/50dc6c495c0c9188 --attributes Key=access_logs.s3.enabled,Value=true Key=access_logs.s3.bucket,Value=my-balancers

