// Package selector reads CloudTrail's advanced event selectors, and tells which events they take.
package selector

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
)

// Selectors say which events a store takes: those that one of them takes.
type Selectors []Selector

// Selector is an advanced event selector
// (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedEventSelector.html). It takes an event that all
// of its fields take.
type Selector struct {
	Name           string `json:"Name,omitempty"`
	FieldSelectors []Field
}

// Field is a condition on one field of the event
// (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html). Of the values in Equals,
// StartsWith and EndsWith one has to fit; of those in the others, none may.
type Field struct {
	Field         string
	Equals        []string `json:",omitempty"`
	StartsWith    []string `json:",omitempty"`
	EndsWith      []string `json:",omitempty"`
	NotEquals     []string `json:",omitempty"`
	NotStartsWith []string `json:",omitempty"`
	NotEndsWith   []string `json:",omitempty"`
}

// The categories of events, as in eventCategory.
const (
	Management        = "Management"
	Data              = "Data"
	NetworkActivity   = "NetworkActivity"
	Insight           = "Insight"
	ConfigurationItem = "ConfigurationItem"
	Evidence          = "Evidence"
	ActivityAuditLog  = "ActivityAuditLog"
)

// Default are the selectors of a store that is made without any.
func Default() Selectors {
	return Selectors{{Name: "Default management events", FieldSelectors: []Field{{Field: "eventCategory", Equals: []string{Management}}}}}
}

// Parse reads selectors from JSON, as aws cloudtrail --advanced-event-selectors takes them, and validates them.
func Parse(text []byte) (Selectors, error) {
	var s Selectors
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		return nil, fmt.Errorf("the advanced event selectors are not a JSON list as the API has it: %w", err)
	}
	return s, s.Validate()
}

// Takes reports whether events of a category may be among those that are taken; selectors that are not there take all.
func (s Selectors) Takes(category string) bool {
	return len(s) == 0 || slices.Contains(s.Categories(), category)
}

// Categories lists the categories of events that the selectors are for.
func (s Selectors) Categories() []string {
	var all []string
	for _, one := range s {
		if c := one.category(); c != "" && !slices.Contains(all, c) {
			all = append(all, c)
		}
	}
	return all
}

func (s Selector) category() string {
	for _, f := range s.FieldSelectors {
		if f.Field == "eventCategory" && len(f.Equals) == 1 {
			return f.Equals[0]
		}
	}
	return ""
}
