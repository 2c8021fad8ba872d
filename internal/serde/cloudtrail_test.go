package serde_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"tarn/internal/serde"
)

// AWS's own columns: https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table.html.
const cloudTrailColumns = "eventversion string, useridentity struct<type:string,principalid:string,arn:string,accountid:string,invokedby:string,accesskeyid:string,username:string,onbehalfof:struct<userid:string,identitystorearn:string>,sessioncontext:struct<attributes:struct<mfaauthenticated:string,creationdate:string>,sessionissuer:struct<type:string,principalid:string,arn:string,accountid:string,username:string>,ec2roledelivery:string,webidfederationdata:struct<federatedprovider:string,attributes:map<string,string>>>>, eventtime string, eventsource string, eventname string, awsregion string, sourceipaddress string, useragent string, errorcode string, errormessage string, requestparameters string, responseelements string, additionaleventdata string, requestid string, eventid string, readonly string, resources array<struct<arn:string,accountid:string,type:string>>, eventtype string, apiversion string, recipientaccountid string, serviceeventdetails string, sharedeventid string, vpcendpointid string, vpcendpointaccountid string, eventcategory string, addendum struct<reason:string,updatedfields:string,originalrequestid:string,originaleventid:string>, sessioncredentialfromconsole string, edgedevicedetails string, tlsdetails struct<tlsversion:string,ciphersuite:string,clientprovidedhostheader:string>"

// Every record of real files is a row, and says what encoding/json finds in it.
func TestCloudTrailFiles(t *testing.T) {
	files, err := filepath.Glob(shared + "data/s3layout-invictus/AWSLogs/*/CloudTrail/*/*/*/*/*.json.gz")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skip("the sample data is not there")
	}
	def := table(t, cloudTrail, cloudTrailColumns)
	def.InputFormat = "com.amazon.emr.cloudtrail.CloudTrailInputFormat"
	f, err := serde.New(def)
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, c := range def.Columns {
		at[c.Name] = i
	}
	rows := 0
	for i := 0; i < len(files); i += 1 + len(files)/100 {
		raw, err := os.ReadFile(files[i])
		if err != nil {
			t.Fatal(err)
		}
		z, err := gzip.NewReader(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		var doc struct{ Records []map[string]any }
		plain, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(plain, &doc); err != nil {
			t.Fatal(err)
		}
		n := 0
		if err := f.Read(bytes.NewReader(raw), files[i], func(row []any) error {
			want := doc.Records[n]
			n++
			for name, key := range map[string]string{"eventid": "eventID", "eventname": "eventName", "useragent": "userAgent", "errormessage": "errorMessage", "sourceipaddress": "sourceIPAddress"} {
				if row[at[name]] != want[key] {
					t.Errorf("%s: %s is %v, not %v", files[i], name, row[at[name]], want[key])
				}
			}
			for name, key := range map[string]string{"requestparameters": "requestParameters", "responseelements": "responseElements", "additionaleventdata": "additionalEventData"} {
				var got any
				if s, ok := row[at[name]].(string); ok {
					if err := json.Unmarshal([]byte(s), &got); err != nil {
						t.Fatal(err)
					}
				}
				if !reflect.DeepEqual(got, want[key]) {
					t.Errorf("%s: %s is %v, not %v", files[i], name, got, want[key])
				}
			}
			identity, _ := row[at["useridentity"]].([]any)
			if id, ok := want["userIdentity"].(map[string]any); ok && (identity[0] != id["type"] || identity[2] != id["arn"]) {
				t.Errorf("%s: userIdentity is %v, not %v", files[i], identity, id)
			}
			return nil
		}); err != nil || n != len(doc.Records) {
			t.Errorf("%s: %d rows of %d, %v", files[i], n, len(doc.Records), err)
		}
		rows += n
	}
	t.Log(rows, "rows")
}
