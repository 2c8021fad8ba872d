package demo

// tellGuardrails has one thing of each kind that the CIS AWS Foundations Benchmark wants to be told of (4.2, 4.7 to 4.15), and nothing of it is
// told elsewhere in the story.
func tellGuardrails(t *teller) {
	t.day = t.world.days - 1
	t.world.chapters[len(t.world.chapters)-1].day = t.day
	where := siteOf(management, usEast1)
	careless := t.browser("jiwoo.jung", allowedAddress).signsIn(true)
	careless.additional = []byte(signInData(false))
	t.at(clock(10, 2), where, careless)
	admin := t.person(management, "jiwoo.jung", foreignAddress)
	t.at(clock(10, 20), where, admin.does(usEast1, "organizations", "DetachPolicy", `{"policyId":"p-7guard0rails","targetId":"333344445555"}`, "null"))
	t.at(clock(10, 21), where, admin.does(usEast1, "organizations", "MoveAccount", `{"accountId":"333344445555","sourceParentId":"ou-m1ru-prod0001","destinationParentId":"r-m1ru"}`, "null"))

	where = siteOf(production, apNortheast2)
	who := t.person(production, intruder, foreignAddress)
	for i, c := range []struct{ source, name, request, response string }{
		{"config", "StopConfigurationRecorder", `{"configurationRecorderName":"default"}`, "null"},
		{"config", "DeleteDeliveryChannel", `{"deliveryChannelName":"default"}`, "null"},
		{"s3", "PutBucketAcl", `{"bucketName":"miru-production-member-uploads-ap-northeast-2","x-amz-acl":"public-read","acl":""}`, "null"},
		{"s3", "DeleteBucketReplication", `{"bucketName":"miru-production-orders-export-ap-northeast-1","replication":""}`, "null"},
		{"kms", "DisableKey", `{"keyId":"arn:aws:kms:ap-northeast-2:333344445555:key/5f0e9a52-0b1c-4d3e-8a77-1c2d3e4f5a6b"}`, `{"keyId":"arn:aws:kms:ap-northeast-2:333344445555:key/5f0e9a52-0b1c-4d3e-8a77-1c2d3e4f5a6b"}`},
		{"kms", "ScheduleKeyDeletion", `{"keyId":"arn:aws:kms:ap-northeast-2:333344445555:key/5f0e9a52-0b1c-4d3e-8a77-1c2d3e4f5a6b","pendingWindowInDays":7}`, `{"keyState":"PendingDeletion","pendingWindowInDays":7}`},
		{"ec2", "AuthorizeSecurityGroupIngress", `{"groupId":"sg-0b5e1c9d4f7a28361","ipPermissions":{"items":[{"ipProtocol":"tcp","fromPort":22,"toPort":22,"ipRanges":{"items":[{"cidrIp":"0.0.0.0/0"}]}}]}}`, `{"_return":true}`},
		{"ec2", "CreateNetworkAclEntry", `{"networkAclId":"acl-0c4d2e8f1a6b95370","ruleNumber":10,"egress":false,"ruleAction":"allow","cidrBlock":"0.0.0.0/0","protocol":"-1"}`, `{"_return":true}`},
		{"ec2", "CreateInternetGateway", `{}`, `{"internetGateway":{"internetGatewayId":"igw-09d8c7b6a5f4e3d21"}}`},
		{"ec2", "AttachInternetGateway", `{"internetGatewayId":"igw-09d8c7b6a5f4e3d21","vpcId":"vpc-0a9b8c7d6e5f41230"}`, `{"_return":true}`},
		{"ec2", "CreateRoute", `{"routeTableId":"rtb-0f1e2d3c4b5a69788","destinationCidrBlock":"0.0.0.0/0","gatewayId":"igw-09d8c7b6a5f4e3d21"}`, `{"_return":true}`},
		{"ec2", "CreateVpcPeeringConnection", `{"vpcId":"vpc-0a9b8c7d6e5f41230","peerVpcId":"vpc-0666777788889999a","peerOwnerId":"999988887777"}`, `{"vpcPeeringConnection":{"vpcPeeringConnectionId":"pcx-0d1c2b3a4f5e69788"}}`},
		{"ec2", "DeleteFlowLogs", `{"DeleteFlowLogsRequest":{"FlowLogId":{"tag":1,"content":"fl-0c1b2a3d4e5f60718"}}}`, `{"DeleteFlowLogsResponse":{"unsuccessful":"","xmlns":"http://ec2.amazonaws.com/doc/2016-11-15/"}}`},
	} {
		t.at(clock(10, 30+i), where, who.does(apNortheast2, c.source, c.name, c.request, c.response))
	}
}
