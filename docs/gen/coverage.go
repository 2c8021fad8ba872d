package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"tarn/internal/awsapi"
	"tarn/internal/awsapi/athena"
	"tarn/internal/awsapi/cloudtrail"
	"tarn/internal/awsapi/glue"
	"tarn/internal/awsapi/s3"
)

// notes say how an operation that is answered differs from AWS's.
var notes = map[string]string{
	"cloudtrail.DescribeQuery":         "`EventsMatched` counts the result's rows",
	"cloudtrail.CreateDashboard":       "custom dashboards, ready at once; a refresh on schedule runs as the key that set the schedule, over the 24 hours before",
	"cloudtrail.UpdateDashboard":       "as CreateDashboard",
	"cloudtrail.StartDashboardRefresh": "parameters that are not given stand for the last 24 hours, by the hour, and `$EventDataStoreId$` for the store of each kind that is called so or is the oldest",
	"cloudtrail.ListDashboards":        "Tarn's own dashboards are the managed ones; there is no Highlights dashboard",
	"cloudtrail.GenerateQuery":         "answers with `UnsupportedOperationException`: there is no generator",
	"cloudtrail.LookupEvents":          "looks into one event data store (`lookup_store` in tarn.yaml), as far back as it goes, not 90 days",
	"cloudtrail.SearchSampleQueries":   "over Tarn's own samples",
	"cloudtrail.EnableFederation":      "the role's ARN is kept and given back; who may read is said by keys",
	"cloudtrail.DescribeTrails":        "the buckets that were imported from; a trail has its bucket's name",
	"cloudtrail.ListTrails":            "as DescribeTrails",
	"cloudtrail.GetTrail":              "as DescribeTrails",
	"cloudtrail.ListPublicKeys":        "Tarn's own keys, which sign delivered results",
	"cloudtrail.PutInsightSelectors":   "kept and given back; Tarn makes no insights of its own",
	"cloudtrail.PutEventConfiguration": "kept and given back, without effect: events are what AWS delivered",
	"cloudtrail.PutResourcePolicy":     "kept and given back; of a channel's, the external ID has an effect, and who may is said by keys",
	"cloudtrail.StartImport":           "the bucket's role is kept and not assumed; one import runs at a time",
	"athena.CreateWorkGroup":           "metrics in CloudWatch, requester pays, ACLs and encryption settings are kept, without effect",
	"athena.UpdateWorkGroup":           "as CreateWorkGroup",
}

// coverage writes the operations of AWS's APIs that are answered, and those that are not.
func coverage(string) (string, error) {
	var b strings.Builder
	b.WriteString("# AWS's operations\n\nMade by `docs/gen` from the services' own tables. What is not answered gives an error that says so.\n")
	services := []struct {
		title string
		*awsapi.Service
	}{
		{"CloudTrail", cloudtrail.New(cloudtrail.Options{})}, {"Athena", athena.New(athena.Options{})}, {"Glue", glue.New(glue.Options{})},
	}
	b.WriteString("\n| service | answered | not answered |\n|---|---|---|\n")
	for _, s := range services {
		fmt.Fprintf(&b, "| %s | %d | %d |\n", s.title, len(s.Operations), len(s.Others))
	}
	fmt.Fprintf(&b, "| S3 | %d | the rest |\n", len(s3.Operations()))
	for _, s := range services {
		fmt.Fprintf(&b, "\n## %s\n\n| operation | answered | note |\n|---|---|---|\n", s.title)
		names := slices.Sorted(maps.Keys(s.Operations))
		names = append(names, slices.Collect(maps.Keys(s.Others))...)
		slices.Sort(names)
		for _, name := range names {
			if why, other := s.Others[name]; other {
				fmt.Fprintf(&b, "| %s | no | %s |\n", name, cell(why))
				continue
			}
			fmt.Fprintf(&b, "| %s | yes | %s |\n", name, notes[s.Name+"."+name])
		}
	}
	b.WriteString("\n## CloudTrail's data plane and STS\n\nPutAuditEvents is all of the one, and is answered; of the other, GetCallerIdentity is.\n")
	b.WriteString("\n## S3\n\n")
	for _, name := range slices.Sorted(slices.Values(s3.Operations())) {
		fmt.Fprintf(&b, "- %s\n", name)
	}
	return b.String(), nil
}

func cell(text string) string { return strings.ReplaceAll(text, "|", "\\|") }
