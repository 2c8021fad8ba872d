package decode

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"

	"tarn/internal/rows"
)

// demoObject makes an object as a trail delivers it: n records of about 1.5 kB, with the members and cardinalities of an
// organisation at work.
func demoObject(n int) []byte {
	r := rand.New(rand.NewPCG(1, 2))
	hex := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteByte(hexDigits[r.IntN(16)])
		}
		return b.String()
	}
	uuid := func() string { return hex(8) + "-" + hex(4) + "-" + hex(4) + "-" + hex(4) + "-" + hex(12) }
	calls := []struct{ source, name, request, response string }{
		{"sts.amazonaws.com", "AssumeRole", `{"roleArn":"arn:aws:iam::111122223333:role/deploy","roleSessionName":"ci-%s","durationSeconds":3600}`, `{"credentials":{"accessKeyId":"ASIA%s","sessionToken":"IQoJb3JpZ2luX2VjEJr//////////wEaCXVzLWVhc3QtMSJHMEUCIQ%s","expiration":"Mar 3, 2025, 1:49:50 PM"},"assumedRoleUser":{"assumedRoleId":"AROAEXAMPLE:ci","arn":"arn:aws:sts::111122223333:assumed-role/deploy/ci"}}`},
		{"ec2.amazonaws.com", "DescribeInstances", `{"maxResults":100,"instancesSet":{},"filterSet":{"items":[{"name":"tag:env","valueSet":{"items":[{"value":"prod-%s"}]}}]}}`, `null`},
		{"kms.amazonaws.com", "Decrypt", `{"encryptionContext":{"aws:s3:arn":"arn:aws:s3:::data-%s/part"},"encryptionAlgorithm":"SYMMETRIC_DEFAULT"}`, `null`},
		{"s3.amazonaws.com", "GetObject", `{"bucketName":"data-lake-prod","Host":"data-lake-prod.s3.eu-west-1.amazonaws.com","key":"year=2025/month=03/part-%s.parquet"}`, `null`},
		{"iam.amazonaws.com", "GetRolePolicy", `{"roleName":"app","policyName":"inline-%s"}`, `null`},
		{"dynamodb.amazonaws.com", "DescribeTable", `{"tableName":"orders-%s"}`, `null`},
		{"s3.amazonaws.com", "PutBucketPolicy", `{"bucketPolicy":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::b-%s/*"}]},"bucketName":"b","policy":""}`, `null`},
	}
	var b bytes.Buffer
	b.WriteString(`{"Records":[`)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		user, c := r.IntN(40), calls[r.IntN(len(calls))]
		account := 111122223333 + user%4
		fmt.Fprintf(&b, `{"eventVersion":"1.09","userIdentity":{"type":"AssumedRole","principalId":"AROA%08d:session-%d","arn":"arn:aws:sts::%d:assumed-role/app-%d/session-%d","accountId":"%d","accessKeyId":"ASIA%016d","sessionContext":{"sessionIssuer":{"type":"Role","principalId":"AROA%08d","arn":"arn:aws:iam::%d:role/app-%d","accountId":"%d","userName":"app-%d"},"webIdFederationData":{},"attributes":{"creationDate":"2025-03-03T%02d:00:00Z","mfaAuthenticated":"false"}}`,
			user, user, account, user, user, account, user*7919, user, account, user, account, user, i*24/n)
		if i%9 == 0 {
			b.WriteString(`,"invokedBy":"ec2.amazonaws.com"`)
		}
		fmt.Fprintf(&b, `},"eventTime":"2025-03-03T%02d:%02d:%02dZ","eventSource":%q,"eventName":%q,"awsRegion":"eu-west-1","sourceIPAddress":"10.%d.%d.%d","userAgent":"aws-sdk-go-v2/1.36.0 os/linux lang/go#1.24 md/GOOS#linux md/GOARCH#amd64 api/%s#1.2.%d"`,
			i*24/n, i%60, (i*7)%60, c.source, c.name, user%3, user%17, user, c.source[:3], user%6)
		if i%10 == 3 {
			b.WriteString(`,"errorCode":"AccessDenied","errorMessage":"User: arn:aws:sts::111122223333:assumed-role/app is not authorized to perform this action"`)
		}
		response := c.response
		if strings.Contains(response, "%s") {
			response = fmt.Sprintf(response, hex(16), hex(300))
		}
		fmt.Fprintf(&b, `,"requestParameters":`+c.request+`,"responseElements":%s,"requestID":"%s","eventID":"%s","readOnly":%t`, hex(8), response, uuid(), uuid(), i%3 != 0)
		if c.source == "s3.amazonaws.com" || c.source == "kms.amazonaws.com" {
			fmt.Fprintf(&b, `,"resources":[{"accountId":"%d","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::data-lake-prod"},{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::data-lake-prod/%s"}]`, account, hex(6))
		}
		fmt.Fprintf(&b, `,"eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"%d","eventCategory":"Management","tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"%s"}}`, account, c.source)
	}
	b.WriteString(`]}`)
	return b.Bytes()
}

func invictus(t testing.TB) []byte {
	var all bytes.Buffer
	eachInvictus(t, func(_ string, data []byte) {
		r, err := Decompress(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil {
			t.Fatal(err)
		}
	})
	return all.Bytes()
}

func BenchmarkDecode(b *testing.B) {
	b.Run("demo", func(b *testing.B) { benchmarkDecode(b, demoObject(5000)) })
	b.Run("invictus", func(b *testing.B) { benchmarkDecode(b, invictus(b)) })
}

func benchmarkDecode(b *testing.B, text []byte) {
	batch := rows.NewBatch(layout, 8192)
	in := bytes.NewReader(text)
	d := NewCloudTrail(layout, in, Options{})
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		in.Reset(text)
		d.Reset(in)
		batch.Reset()
		for {
			err := d.Next(batch)
			if err == io.EOF {
				break
			}
			if err != nil {
				b.Fatal(err)
			}
		}
		n += batch.N
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(n), "ns/record")
}

func BenchmarkDecompressDecode(b *testing.B) {
	text := demoObject(5000)
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write(text)
	z.Close()
	batch := rows.NewBatch(layout, 8192)
	d := NewCloudTrail(layout, nil, Options{})
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		r, err := Decompress(bytes.NewReader(packed.Bytes()))
		if err != nil {
			b.Fatal(err)
		}
		d.Reset(r)
		batch.Reset()
		for err = nil; err == nil; {
			err = d.Next(batch)
		}
		if err != io.EOF {
			b.Fatal(err)
		}
		r.Close()
	}
}

// BenchmarkScan is the validating skipper alone.
func BenchmarkScan(b *testing.B) {
	text := demoObject(5000)
	var s scanner
	s.setText(text)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if s.value(0) != len(text) {
			b.Fatal(s.why)
		}
	}
}

// BenchmarkStandard is encoding/json on the same text, into a struct of the commonest members.
func BenchmarkStandard(b *testing.B) {
	text := demoObject(5000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		var v struct {
			Records []struct {
				EventVersion, EventTime, EventSource, EventName, AwsRegion, SourceIPAddress, UserAgent string
				ErrorCode, ErrorMessage, RequestID, EventID, EventType, RecipientAccountId             string
				UserIdentity                                                                           struct{ Type, PrincipalId, Arn, AccountId, AccessKeyId string }
				RequestParameters, ResponseElements                                                    json.RawMessage
			}
		}
		if err := json.Unmarshal(text, &v); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEventJSON(b *testing.B) {
	batch := rows.NewBatch(layout, 0)
	d := NewCloudTrail(layout, bytes.NewReader(demoObject(100)), Options{})
	for d.Next(batch) == nil {
	}
	i := 0
	for b.Loop() {
		EventJSON(batch, i%batch.N)
		i++
	}
}

func BenchmarkContentHash(b *testing.B) {
	batch := rows.NewBatch(layout, 0)
	d := NewCloudTrail(layout, bytes.NewReader(demoObject(1)), Options{})
	if err := d.Next(batch); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(d.Raw())))
	for b.Loop() {
		ContentHash(d.Raw())
	}
}
