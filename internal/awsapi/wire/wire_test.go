package wire_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"tarn/internal/awsapi/wire"
	"tarn/internal/awsapi/wire/athena"
	"tarn/internal/awsapi/wire/auditevents"
	"tarn/internal/awsapi/wire/cloudtrail"
	"tarn/internal/awsapi/wire/glue"
)

func TestTimesAreNumbers(t *testing.T) {
	for text, want := range map[string]string{
		"1641860832": "2022-01-11T00:27:12Z", "1641860832.123": "2022-01-11T00:27:12.123Z", "1.641860832E9": "2022-01-11T00:27:12Z", "-0.5": "1969-12-31T23:59:59.5Z",
		`"2022-01-11T09:27:12+09:00"`: "2022-01-11T00:27:12Z",
	} {
		var got wire.Time
		if err := json.Unmarshal([]byte(text), &got); err != nil || got.Format(time.RFC3339Nano) != want {
			t.Errorf("%s: %v %v, want %s", text, got, err, want)
		}
	}
	for _, text := range []string{`"soon"`, `1e300`, `-1e300`, `{}`, `true`} {
		var got wire.Time
		if err := json.Unmarshal([]byte(text), &got); err == nil {
			t.Errorf("%s is taken: %v", text, got)
		}
	}
	text, err := json.Marshal([]wire.Time{*wire.At(time.UnixMilli(1641860832000)), *wire.At(time.UnixMilli(1641860832045)), *wire.At(time.UnixMilli(-500))})
	if err != nil || string(text) != `[1641860832,1641860832.045,-0.500]` {
		t.Errorf("%s %v", text, err)
	}
}

// Every operation's structs are made, checked and read, from nothing and from odd values.
func TestStructsOfEveryOperation(t *testing.T) {
	for _, service := range []map[string]wire.Operation{cloudtrail.Operations, auditevents.Operations, athena.Operations, glue.Operations} {
		for name, op := range service {
			for _, make := range []func() wire.Shape{op.Input, op.Output} {
				if make == nil {
					continue
				}
				s := make()
				var check wire.Check
				s.Check(&check, "")
				text, err := json.Marshal(s)
				if err != nil || string(text) != "{}" {
					t.Errorf("%s: an empty %T is %s, %v", name, s, text, err)
				}
				if err := json.Unmarshal([]byte(`{"NextToken": null, "Unheard": [1, {"Of": null}]}`), make()); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
		}
	}
}

func TestWhatIsWrongIsSaidAsAWSDoes(t *testing.T) {
	for _, c := range []struct {
		in   wire.Shape
		text string
		want string
	}{
		{&cloudtrail.StartQueryRequest{}, `{"QueryStatement": ""}`, `1 validation error detected: Value '' at 'queryStatement' failed to satisfy constraint: Member must have length greater than or equal to 1`},
		{&cloudtrail.CreateEventDataStoreRequest{}, `{"Name": "감사", "RetentionPeriod": 3}`, `3 validation errors detected: Value '감사' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 3`},
		{&athena.StartQueryExecutionInput{}, `{}`, `1 validation error detected: Value null at 'queryString' failed to satisfy constraint: Member must not be null`},
		{&athena.StartQueryExecutionInput{}, `{"QueryString": "SELECT 1", "ResultReuseConfiguration": {"ResultReuseByAgeConfiguration": {"Enabled": true, "MaxAgeInMinutes": 20000}}}`,
			`1 validation error detected: Value '20000' at 'resultReuseConfiguration.resultReuseByAgeConfiguration.maxAgeInMinutes' failed to satisfy constraint: Member must have value less than or equal to 10080`},
		{&athena.ListQueryExecutionsInput{}, `{"MaxResults": 0}`, ``},
		{&cloudtrail.ListQueriesRequest{}, `{"EventDataStore": "abc", "QueryStatus": "DONE"}`, `1 validation error detected: Value 'DONE' at 'queryStatus' failed to satisfy constraint: Member must satisfy enum value set: [QUEUED, RUNNING, FINISHED, FAILED, CANCELLED, TIMED_OUT]`},
		{&cloudtrail.AddTagsRequest{}, `{"ResourceId": "abc", "TagsList": [{"Key": ""}]}`, `1 validation error detected: Value '' at 'tagsList.1.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1`},
	} {
		if err := json.Unmarshal([]byte(c.text), c.in); err != nil {
			t.Fatal(err)
		}
		var check wire.Check
		c.in.Check(&check, "")
		if got := check.Err(); c.want == "" && got != "" || !strings.HasPrefix(got, c.want) {
			t.Errorf("%s:\n%s\nwant\n%s", c.text, got, c.want)
		}
	}
}
