package cloudtrail

import (
	"fmt"
	"strings"

	"tarn/internal/awsapi/wire"
	wirect "tarn/internal/awsapi/wire/cloudtrail"
)

// lookupConditions are the conditions, in SQL, of what LookupEvents is asked for.
func lookupConditions(in *wirect.LookupEventsRequest) ([]string, error) {
	if in.StartTime != nil && in.EndTime != nil && in.StartTime.After(in.EndTime.Time) {
		return nil, wire.Fail("InvalidTimeRangeException", "The start time must be before the end time.")
	}
	if len(in.LookupAttributes) > 1 {
		return nil, wire.Fail("InvalidLookupAttributesException", "Only one lookup attribute can be given at a time.")
	}
	where := []string{"(eventCategory IS NULL OR eventCategory = 'Management')", "(managementEvent IS NULL OR managementEvent)"}
	if in.EventCategory != nil {
		where = []string{"eventCategory = 'Insight'"}
	}
	for _, a := range in.LookupAttributes {
		condition, err := lookupCondition(*a.AttributeKey, *a.AttributeValue)
		if err != nil {
			return nil, err
		}
		where = append(where, condition)
	}
	return where, nil
}

func lookupCondition(key, v string) (string, error) {
	text := literal(v)
	switch key {
	case "EventId":
		return "eventID = " + text, nil
	case "EventName":
		return "eventName = " + text, nil
	case "EventSource":
		return "eventSource = " + text, nil
	case "AccessKeyId":
		return "userIdentity.accessKeyId = " + text, nil
	case "ReadOnly":
		if v != "true" && v != "false" {
			return "", wire.Fail("InvalidLookupAttributesException", "ReadOnly is true or false, not %s.", v)
		}
		return "readOnly = " + v, nil
	case "Username":
		condition := "userIdentity.userName = " + text + " OR userIdentity.type = 'AssumedRole' AND split_part(userIdentity.principalId, ':', 2) = " + text
		if v == rootUser {
			condition += " OR userIdentity.type = 'Root'"
		}
		return "(" + condition + ")", nil
	case "ResourceName":
		condition := "any_match(resources, r -> r.arn = " + text + ")"
		for _, p := range resourceParameters {
			condition += fmt.Sprintf(" OR eventSource = '%s' AND element_at(requestParameters, '%s') = %s", p.source, p.parameter, text)
		}
		return "(" + condition + ")", nil
	case "ResourceType":
		condition := "any_match(resources, r -> r.type = " + text + ")"
		for _, p := range resourceParameters {
			if p.kind == v {
				condition += fmt.Sprintf(" OR eventSource = '%s' AND element_at(requestParameters, '%s') IS NOT NULL", p.source, p.parameter)
			}
		}
		return "(" + condition + ")", nil
	}
	return "", wire.Fail("InvalidLookupAttributesException", "There is no lookup attribute %s; choose %s.", key, strings.Join([]string{"EventId", "EventName", "ReadOnly", "Username", "ResourceType", "ResourceName", "EventSource", "AccessKeyId"}, ", "))
}

const rootUser = "root"
