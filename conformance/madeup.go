package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"

	"tarn/internal/schema"
)

// texts are values for columns of a name: what is between the commas of the first entry is looked for in the name. Times are long ago, of
// the demonstration, and far in the future, so that filters relative to now find some.
var texts = []struct{ names, values string }{
	{"query_timestamp,request_creation_time,createdat,updatedat,createdate,updatedate", "2026-10-26T01:02:03Z|2026-10-27T10:20:30Z|2035-01-02T03:04:05Z|2021-02-03T04:05:06Z"},
	{"requestdatetime", "26/Oct/2026:01:02:03 +0000|27/Oct/2026:22:00:00 +0000|01/Jul/2019:12:00:00 +0000|15/Jul/2020:00:00:00 +0000"},
	{"request_datetime", "2026-10-26T01:02:03Z|2026-10-27T10:20:30Z"},
	{"pickup_datetime", "2026-10-26 01:02:03|2026-10-26 23:59:59"},
	{"dropoff_datetime", "2026-10-26 01:06:03|2026-10-27 00:03:10"},
	{"ingestdatetime", "2017-01-01-01|2017-01-02-00|2016-12-31-23"},
	{"datehour", "2020/12/15/00|2021/01/05/12|2022/01/01/00"},
	{"log_time", "2021/03/05|2035/01/02"},
	{"date_partition,ingest_date", "2020/07/15|2021/07/20|2035/01/02"},
	{"eventday", "20230601|20230530|20350102"},
	{"date,day", "2021/03/05|2026/10/27|2035/01/02|2024/06/10"},
	{"time_taken,totaltime,turnaroundtime", "12|345|7"},
	{"time", "2026-10-26T01:02:03.123456Z|2026-10-27T10:20:30.000001Z|2035-01-02T03:04:05.500000Z|2018-11-05T00:00:00.000000Z|2035-01-02T03:10:00.000000Z"},
	{"processid", "1500|1650|1801"},
	{"instance", "i-0abc0|i-0abc1|i-000000000000000"},
	{"ipaddresstype", "IPv4|IPv6"},
	{"remoteip,clientip,client_ip,srcaddr,dstaddr,sourceaddress,destinationaddress,remote_ip,request_ip,requestip,c-ip,target_ip,backend_ip,sourceip,_ip,ip", "203.0.113.10|10.0.1.20|198.51.100.7|192.0.2.44|172.16.5.4|192.168.2.146"},
	{"region", "us-east-1|us-west-2|eu-west-1"},
	{"account", "111122223333|444455556666|123456789012"},
	{"vpc", "vpc-00000001|vpc-00000002"},
	{"action", "ACCEPT|REJECT|ALLOW|BLOCK|CHALLENGE"},
	{"log_status,logstatus", "OK|OK|OK|NODATA"},
	{"status,sc-status,httpstatus,response_code", "200|404|500|403|301"},
	{"verb,method", "GET|POST|HEAD"},
	{"request_url,url,uri", "https://www.example.com:443/a?b=c|http://www.example.com:80/index.html|/login.php|/app.js"},
	{"user_agent,useragent,user-agent", "curl/8.5.0|Mozilla/5.0 (X11; Linux x86_64) Safari/537.36|-"},
	{"protocol", "TLSv1|TLSv1.2|TLSv1.3|-"},
	{"cipher", "ECDHE-RSA-AES128-GCM-SHA256|TLS_AES_128_GCM_SHA256|-"},
	{"service,resource", `{"count":3,"action":{"actiontype":"DNS_REQUEST","dnsrequestaction":{"domain":"example.com","protocol":"UDP","blocked":false}},"instancedetails":{"instanceid":"i-1"}}`},
	{"severity", "8|5|HIGH|LOW|medium"},
	{"elb", "app/web/50dc6c495c0c9188|app/api/1234567890abcdef"},
	{"year", "2020|2018|2026"},
	{"month,hour", "05|10|11"},
	{"logtype", "node|containers"},
	{"operation", "REST.GET.OBJECT|REST.PUT.OBJECT|S3.EXPIRE.OBJECT|BATCH.DELETE.OBJECT"},
	{"eventjson", `{"eventName":"X","eventData":{"configuration":{"AWS:ComplianceItem":{"Content":{"Patch":{"a":{"Id":"KB1","PatchState":"Installed"},"b":{"Id":"KB2","PatchState":"Missing"}}}}}}}`},
	{"sales_date", "2023-02-27|2023-02-28|2023-03-01"},
}

// madeUp is a value for a column or a member.
func madeUp(r *rand.Rand, t schema.Type, name string) any {
	name = strings.ToLower(name)
	switch t.Kind {
	case schema.Varchar:
		for _, x := range texts {
			for n := range strings.SplitSeq(x.names, ",") {
				if strings.Contains(name, n) {
					values := strings.Split(x.values, "|")
					return values[r.IntN(len(values))]
				}
			}
		}
		switch r.IntN(10) {
		case 0:
			return nil
		case 1:
			return "-"
		}
		return fmt.Sprintf("%s-%d", name, r.IntN(5))
	case schema.Boolean:
		return r.IntN(2) == 0
	case schema.Bigint, schema.Integer, schema.Smallint:
		return json.Number(fmt.Sprint(madeUpNumber(r, t, name)))
	case schema.Double:
		return json.Number(fmt.Sprintf("%.3f", r.Float64()*10))
	case schema.Date:
		return []string{"2026-10-26", "2026-10-27", "2018-06-10", "2035-01-02"}[r.IntN(4)]
	case schema.Timestamp:
		return []string{"2026-10-26 01:02:03.400", "2026-10-27 10:20:30", "2035-01-02 03:04:05"}[r.IntN(3)]
	case schema.Array:
		out := make([]any, r.IntN(4))
		for i := range out {
			out[i] = madeUp(r, *t.Elem, name)
		}
		return out
	case schema.Map:
		return map[string]any{"key": "value-" + fmt.Sprint(r.IntN(3)), "eventCategory": "Management", "responseElement": nil, "requestParameters": `{"bucketName":"b","key":"k"}`,
			"recipientAccountId": "111122223333", "eventType": "AwsApiCall", "managementEvent": "true", "readOnly": "true", "requestParameters.userName": "a",
			"requestParameters.policyArn": "p", "additionalEventData": `{"bytesTransferredIn":1.5,"bytesTransferredOut":2,"CipherSuite":"x"}`, "count": fmt.Sprint(r.IntN(50)), "nested": `{"a":[1,2]}`}
	case schema.Row:
		out := make([]any, len(t.Fields))
		for i, f := range t.Fields {
			out[i] = madeUp(r, f.Type, f.Name)
		}
		return out
	}
	return nil
}

func madeUpNumber(r *rand.Rand, t schema.Type, name string) int {
	has := func(parts ...string) bool {
		for _, p := range parts {
			if strings.Contains(name, p) {
				return true
			}
		}
		return false
	}
	switch {
	case t.Kind == schema.Smallint:
		return r.IntN(20)
	case has("timestamp") || t.Kind == schema.Bigint && has("time"): // milliseconds
		return []int{1_792_972_800_123, 1_716_904_900_000, 2_051_222_400_000, 1_720_100_000_000}[r.IntN(4)]
	case has("start", "end"):
		return []int{1_792_972_800, 1_716_904_900, 1_596_225_700, 2_051_222_400}[r.IntN(4)]
	case has("port"):
		return []int{443, 22, 80, 53, 3389}[r.IntN(5)]
	case has("status"):
		return []int{200, 301, 403, 404, 500, 502}[r.IntN(6)]
	case has("year"):
		return []int{2012, 2020, 2018}[r.IntN(3)]
	case has("month"):
		return []int{5, 11}[r.IntN(2)]
	case has("day"):
		return []int{7, 15}[r.IntN(2)]
	case has("hour"):
		return 9 + r.IntN(5)
	case has("protocol"):
		return []int{6, 17, 1}[r.IntN(3)]
	}
	return r.IntN(2000)
}
