package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// dailyColumns are those of cloudtrail_daily, as the article's job declares them (../shared/seeds/000_f71aea39712b3ae6.txt): proc_ymd, the
// day, is the first.
var dailyColumns = strings.Fields(`proc_ymd additionaleventdata apiversion awsregion errorcode errormessage
	eventid eventname eventsource eventtime eventtime_kst eventtype eventversion
	readonly recipientaccountid requestid requestparameters resources_arn resources_accountid
	resources_type responseelements sharedeventid sourceipaddress serviceeventdetails
	useragent useridentity_accesskeyid useridentity_accountid useridentity_arn
	useridentity_invokedby useridentity_principalid useridentity_sessioncontext_attributes_creationdate
	useridentity_sessioncontext_attributes_mfaauthenticated useridentity_sessioncontext_sessionissuer_accountid
	useridentity_sessioncontext_sessionissuer_arn useridentity_sessioncontext_sessionissuer_principalid
	useridentity_sessioncontext_sessionissuer_type useridentity_sessioncontext_sessionissuer_username
	useridentity_type useridentity_username useridentity_webidfederationdata_federatedprovider
	useridentity_webidfederationdata_attributes vpcendpointid`)

// TestLocalDays has cloudtrail_daily, and copies of its file for other zones, take events of every ten minutes apart, around days that the
// clock makes longer or shorter, and of which some lie in a neighbouring day's folder. Each event is in the local day that Go's own
// calendar says, with the local time that it says, once.
func TestLocalDays(t *testing.T) {
	logs, dir := t.TempDir(), filepath.Join(t.TempDir(), "lake")
	var times []time.Time
	for _, around := range []string{"2026-03-08", "2026-04-05", "2026-10-04", "2026-11-01"} {
		day, err := time.Parse(time.DateOnly, around)
		if err != nil {
			t.Fatal(err)
		}
		for at := day.AddDate(0, 0, -1); at.Before(day.AddDate(0, 0, 2)); at = at.Add(10 * time.Minute) {
			times = append(times, at)
		}
	}
	folders := map[string][]string{}
	for n, at := range times {
		in := at
		if n%7 == 0 { // as what was delivered late
			in = at.AddDate(0, 0, 1)
		}
		folder := in.Format("AWSLogs/111122223333/CloudTrail/us-east-1/2006/01/02")
		folders[folder] = append(folders[folder], fmt.Sprintf(`{"eventVersion":"1.08","eventTime":"%s","eventID":"%d","eventSource":"s3.amazonaws.com","eventName":"GetObject","awsRegion":"us-east-1"}`, at.Format(time.RFC3339), n))
	}
	for folder, events := range folders {
		name := filepath.Join(logs, folder, "111122223333_CloudTrail_us-east-1_"+strings.ReplaceAll(folder[len(folder)-10:], "/", "")+"T0005Z_aaaaaaaaaaaaaaaa.json")
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(`{"Records":[`+strings.Join(events, ",")+`]}`), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	importFolder(t, dir, logs)
	if err := os.MkdirAll(filepath.Join(dir, "jobs"), 0o700); err != nil {
		t.Fatal(err)
	}
	_, file, talk := tarn(t.Context(), dir, "", "job", "show", "cloudtrail_daily", "--file")
	for name, zoneName := range map[string]string{"cloudtrail_daily": "Asia/Seoul", "new_york": "America/New_York", "lord_howe": "Australia/Lord_Howe"} {
		zone, err := time.LoadLocation(zoneName)
		if err != nil {
			t.Fatal(err)
		}
		if name != "cloudtrail_daily" {
			own := bytes.ReplaceAll(bytes.ReplaceAll([]byte(file), []byte("cloudtrail_daily"), []byte(name)), []byte("Asia/Seoul"), []byte(zoneName))
			if err := os.WriteFile(filepath.Join(dir, "jobs", name+".yaml"), own, 0o600); err != nil {
				t.Fatal(err, talk)
			}
		}
		days := map[string]bool{}
		var want []string
		for n, at := range times {
			local := at.In(zone)
			days[local.Format(time.DateOnly)] = true
			want = append(want, fmt.Sprintf("%d,%s,%s", n, local.Format("20060102"), local.Format("2006-01-02 15:04:05.000000")))
		}
		for day := range days {
			if code, _, talk := tarn(t.Context(), dir, "", "job", "run", name, "--date", day); code != exitOK {
				t.Fatalf("%s, %s: %s", name, day, talk)
			}
		}
		got := strings.Split(ask(t, dir, "SELECT eventid, proc_ymd, eventtime_kst FROM "+name), "\n")
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %d events and %d: %s", zoneName, len(got), len(want), firstDifference(got, want))
		}
	}
	columns := strings.Split(strings.Trim(ask(t, dir, "SELECT array_join(array_agg(column_name ORDER BY ordinal_position), ' ') FROM information_schema.columns WHERE table_name = 'cloudtrail_daily'"), `"`), " ")
	if text, err := os.ReadFile("../../../shared/seeds/000_f71aea39712b3ae6.txt"); err == nil {
		_, list, _ := strings.Cut(string(text), "_sdf_cloudtrail_columns = [")
		list, _, _ = strings.Cut(list, "]")
		var printed []string
		for _, m := range regexp.MustCompile(`'(\w+)'`).FindAllStringSubmatch(list, -1) {
			printed = append(printed, m[1])
		}
		if !slices.Equal(dailyColumns, printed) {
			t.Errorf("the article has the columns\n%v", printed)
		}
	}
	if len(dailyColumns) != 42 || !slices.Equal(columns, dailyColumns) {
		t.Errorf("the columns are\n%v\nand not\n%v", columns, dailyColumns)
	}
}
