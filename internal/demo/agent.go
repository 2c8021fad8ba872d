package demo

// tlsSuite is what a client negotiated.
type tlsSuite struct{ version, cipher string }

var tlsSuites = []tlsSuite{
	{"TLSv1.3", "TLS_AES_128_GCM_SHA256"},
	{"TLSv1.3", "TLS_AES_256_GCM_SHA384"},
	{"TLSv1.2", "ECDHE-RSA-AES128-GCM-SHA256"},
}

func (t *tlsSuite) appendTo(b []byte, host string) []byte {
	b = append(b, `,"tlsDetails":{"tlsVersion":"`...)
	b = append(b, t.version...)
	b = append(b, `","cipherSuite":"`...)
	b = append(b, t.cipher...)
	if host != "" {
		b = append(b, `","clientProvidedHostHeader":"`...)
		b = append(b, host...)
	}
	return append(b, `"}`...)
}

var browsers = []string{
	"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
	"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0",
	"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0",
	"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15",
}

// agents lists user agents by the profile of the session that sends them.
var agents = [profileCount][]string{
	console: append([]string{
		"AWS Internal",
		"[S3Console/0.4, aws-internal/3 aws-sdk-java/1.12.780 Linux/5.10.240-238.959.amzn2int.x86_64 OpenJDK_64-Bit_Server_VM/25.462-b08 java/1.8.0_462 vendor/Oracle_Corporation cfg/retry-mode/standard]",
	}, browsers...),
	cli: {
		"aws-cli/2.31.6 md/awscrt#0.27.6 ua/2.1 os/macos#24.6.0 md/arch#arm64 lang/python#3.13.7 md/pyimpl#CPython m/E,b,Z cfg/retry-mode#standard md/installer#exe sid/4b0f7a2e91c5 md/prompt#off",
		"aws-cli/2.28.21 md/awscrt#0.27.4 ua/2.1 os/linux#6.1.148-173.267.amzn2023.x86_64 md/arch#x86_64 lang/python#3.13.4 md/pyimpl#CPython cfg/retry-mode#standard md/installer#exe md/distrib#amzn.2023 md/prompt#off",
		"aws-cli/2.4.9 Python/3.8.8 Linux/5.4.0-1029-aws exe/x86_64.ubuntu.20 prompt/off",
		"Boto3/1.40.45 md/Botocore#1.40.45 ua/2.1 os/macos#24.6.0 md/arch#arm64 lang/python#3.12.11 md/pyimpl#CPython m/b,Z,D cfg/retry-mode#legacy Botocore/1.40.45",
		"Boto3/1.26.165 Python/3.10.6 Linux/5.19.0-46-generic Botocore/1.29.165",
		"aws-cli/1.44.2 md/Botocore#1.42.2 ua/2.1 os/windows#11 md/arch#amd64 lang/python#3.11.9 md/pyimpl#CPython cfg/retry-mode#legacy",
		"AWSPowerShell.Common/4.1.889 ua/2.1 os/windows#10.0.26100.0 md/ARCH#X64 lang/.NET_Core#8.0.20 md/aws-sdk-dotnet-core#3.7.500.10 PowerShellCore/7.-1 ClientAsync",
	},
	terraform: {
		"APN/1.0 HashiCorp/1.0 Terraform/1.13.3 (+https://www.terraform.io) terraform-provider-aws/6.15.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.39.2 ua/2.1 os/linux lang/go#1.24.7 md/GOOS#linux md/GOARCH#amd64",
		"APN/1.0 HashiCorp/1.0 Terraform/1.9.8 (+https://www.terraform.io) terraform-provider-aws/5.100.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.36.3 ua/2.1 os/macos lang/go#1.23.8 md/GOOS#darwin md/GOARCH#arm64",
	},
	workload: {
		"aws-sdk-java/2.34.8 md/io#async md/http#NettyNio ua/2.1 api/S3#2.34.x os/Linux#6.1.148-173.267.amzn2023.aarch64 lang/java#21.0.8 md/OpenJDK_64-Bit_Server_VM#21.0.8+9-LTS md/vendor#Amazon.com_Inc. md/en exec-env/AWS_ECS_FARGATE m/D,N",
		"aws-sdk-java/1.12.780 Linux/5.10.240-238.955.amzn2.x86_64 OpenJDK_64-Bit_Server_VM/17.0.16+8-LTS java/17.0.16 kotlin/1.9.25 vendor/Amazon.com_Inc. cfg/retry-mode/legacy",
		"Boto3/1.40.4 md/Botocore#1.40.4 md/awscrt#0.26.1 ua/2.1 os/linux#5.10.240-239.966.amzn2.x86_64 md/arch#x86_64 lang/python#3.13.7 md/pyimpl#CPython exec-env/AWS_Lambda_python3.13 m/b,Z cfg/retry-mode#legacy Botocore/1.40.4",
		"aws-sdk-js/3.896.0 ua/2.1 os/linux#5.10.240-239.966.amzn2.x86_64 lang/js md/nodejs#22.19.0 api/dynamodb#3.896.0 exec-env/AWS_Lambda_nodejs22.x m/E,N",
		"aws-sdk-go-v2/1.39.2 ua/2.1 os/linux lang/go#1.25.1 md/GOOS#linux md/GOARCH#arm64 api/s3#1.88.3 m/E,e",
	},
	awsService: {"AWS Internal"},
	scanner: {
		"Boto3/1.40.45 md/Botocore#1.40.45 ua/2.1 os/linux#6.1.148-173.267.amzn2023.x86_64 md/arch#x86_64 lang/python#3.12.11 md/pyimpl#CPython exec-env/AWS_ECS_FARGATE cfg/retry-mode#adaptive APN_1826889",
		"aws-sdk-go-v2/1.38.1 ua/2.1 os/linux lang/go#1.24.6 md/GOOS#linux md/GOARCH#amd64 api/config#1.57.2",
	},
}
