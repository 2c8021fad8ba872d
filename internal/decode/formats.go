package decode

// Formats are the formats that an import reads. By content the first counts that says yes; CloudTrail, which comes first, is asked
// last.
var Formats = []Format{
	cloudTrail,
	insights,
	vpcFlow,
	alb,
	albConnection,
	albHealth,
	nlb,
	elb,
	s3Access,
	cloudFront,
	waf,
	route53Resolver,
	guardDuty,
	configSnapshot,
	configHistory,
}
