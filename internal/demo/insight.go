package demo

// insights returns the CloudTrail Insights files: what Insights makes of the
// throttling and of the refused calls. An insight is two records, one for its
// start and one for its end.
//
// Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-insights-fields-trails.html
func (w *world) insights(chapters []Chapter) (keys []string, contents [][]byte, records int, told []string) {
	for i, insight := range []struct{ chapter, source, name, kind, code string }{
		{"throttling", "kms", "Decrypt", "ApiErrorRateInsight", "ThrottlingException"},
		{"access-denied", "ec2", "DescribeSnapshots", "ApiErrorRateInsight", "Client.UnauthorizedOperation"},
		{"exfiltration", "kms", "Decrypt", "ApiCallRateInsight", ""},
	} {
		at, ok := w.chapterStart(chapters, insight.chapter)
		if !ok {
			continue
		}
		seed := derive(w.seed, label("insight"), uint64(i))
		where := siteOf(production, apNortheast2)
		b := []byte(`{"Records":[`)
		for half, state := range []string{"Start", "End"} {
			id := derive(seed, uint64(half))
			if half > 0 {
				b = append(b, ',')
			}
			b = append(b, `{"eventVersion":"1.09","eventTime":"`...)
			b = appendISO(b, at-at%minute+int64(half)*6*minute)
			b = append(b, `","awsRegion":"`+regions[where.region()]+`","eventID":"`...)
			b = appendEventID(b, id)
			b = append(b, `","eventType":"AwsCloudTrailInsight","recipientAccountId":"`+accounts[where.account()].id+`","sharedEventID":"`...)
			b = appendEventID(b, seed)
			b = append(b, `","insightDetails":{"state":"`+state+`","eventSource":"`+insight.source+`.amazonaws.com","eventName":"`+insight.name+`","insightType":"`+insight.kind+`"`...)
			b = text(b, "errorCode", insight.code)
			b = append(b, `,"insightContext":{"statistics":{"baseline":{"average":0.0017857143},"insight":{"average":12.5},"insightDuration":6,"baselineDuration":10080}}},"eventCategory":"Insight"}`...)
			told = append(told, eventID(id))
			records++
		}
		keys = append(keys, logKey(organisationPrefix, "CloudTrail-Insight", where, at-at%(5*minute)+20*minute, seed))
		contents = append(contents, append(b, "]}"...))
	}
	return keys, contents, records, told
}

// chapterStart is the time of a chapter's first event.
func (w *world) chapterStart(chapters []Chapter, name string) (int64, bool) {
	for _, c := range chapters {
		if c.Name != name {
			continue
		}
		for _, events := range w.story {
			for i := range events {
				if eventID(events[i].seed) == c.Events[0] {
					return events[i].at, true
				}
			}
		}
	}
	return 0, false
}
