package cloudtrail

import (
	"tarn/internal/awsapi/wire"
	wirect "tarn/internal/awsapi/wire/cloudtrail"
	"tarn/internal/selector"
)

// selectorsOf are the selectors of a request, validated: the default where there are none.
func selectorsOf(in []wirect.AdvancedEventSelector) (selector.Selectors, error) {
	if len(in) == 0 {
		return selector.Default(), nil
	}
	var out selector.Selectors
	for _, one := range in {
		s := selector.Selector{Name: wire.ValueOr(one.Name, "")}
		for _, f := range one.FieldSelectors {
			s.FieldSelectors = append(s.FieldSelectors, selector.Field{
				Field: *f.Field, Equals: f.Equals, StartsWith: f.StartsWith, EndsWith: f.EndsWith,
				NotEquals: f.NotEquals, NotStartsWith: f.NotStartsWith, NotEndsWith: f.NotEndsWith,
			})
		}
		out = append(out, s)
	}
	if err := out.Validate(); err != nil {
		return nil, wire.Fail("InvalidEventSelectorsException", "%v", err)
	}
	for category, why := range map[string]string{
		selector.ConfigurationItem: "AWS Config delivers its items to a bucket of its own kind, which Tarn does not read",
		selector.Evidence:          "Audit Manager hands its evidence to CloudTrail alone",
	} {
		if out.Takes(category) {
			return nil, wire.Fail("UnsupportedOperationException", "Events of the category %s do not come here: %s.", category, why)
		}
	}
	return out, nil
}

func wireSelectors(by selector.Selectors) []wirect.AdvancedEventSelector {
	var out []wirect.AdvancedEventSelector
	for _, one := range by {
		s := wirect.AdvancedEventSelector{Name: wire.Some(one.Name), FieldSelectors: []wirect.AdvancedFieldSelector{}}
		for _, f := range one.FieldSelectors {
			s.FieldSelectors = append(s.FieldSelectors, wirect.AdvancedFieldSelector{
				Field: new(f.Field), Equals: f.Equals, StartsWith: f.StartsWith, EndsWith: f.EndsWith,
				NotEquals: f.NotEquals, NotStartsWith: f.NotStartsWith, NotEndsWith: f.NotEndsWith,
			})
		}
		out = append(out, s)
	}
	return out
}
