package selector

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Limits of the API: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html.
const (
	MaxSelectors = 5
	// MaxValues bounds the values of all conditions together.
	MaxValues = 500
)

// rule is what the API takes for a field of a category of events.
type rule struct {
	required bool
	// only lists the operators that the field takes; all where it is empty.
	only []string
	// values are those that it takes, one a condition.
	values []string
	single bool
}

var (
	free     = rule{}
	exact    = rule{only: []string{"Equals"}, single: true}
	boolean  = rule{only: []string{"Equals"}, values: []string{"true", "false"}, single: true}
	category = rule{required: true, only: []string{"Equals"}, single: true}
)

// rules are the fields of each category.
var rules = map[string]map[string]rule{
	Management: {
		"eventCategory": category, "eventSource": free, "readOnly": boolean, "eventName": free, "eventType": free,
		"sessionCredentialFromConsole": session, "userIdentity.arn": free,
	},
	Data: {
		"eventCategory": category, "eventName": free, "eventSource": free, "eventType": free, "resources.ARN": free,
		"resources.type": {required: true, only: exact.only, single: true}, "readOnly": boolean,
		"sessionCredentialFromConsole": session, "userIdentity.arn": free,
	},
	NetworkActivity: {
		"eventCategory": category, "eventSource": {required: true, only: exact.only, single: true}, "eventName": free,
		"errorCode": {only: exact.only, values: []string{"VpceAccessDenied"}, single: true}, "vpcEndpointId": free,
	},
	Insight:          {"eventCategory": category},
	ActivityAuditLog: {"eventCategory": category},
	// These two are kept by AWS Config and Audit Manager, which deliver no files.
	ConfigurationItem: {"eventCategory": category},
	Evidence:          {"eventCategory": category},
}

var session = rule{only: []string{"Equals", "NotEquals"}, values: []string{"true"}, single: true}

var resourceType = regexp.MustCompile(`^[A-Z][A-Za-z0-9]*::[A-Za-z0-9]+::[A-Za-z0-9]+$`)

// Validate checks selectors as the API does.
func (s Selectors) Validate() error {
	if len(s) > MaxSelectors {
		return fmt.Errorf("%d advanced event selectors: a store takes at most %d", len(s), MaxSelectors)
	}
	values := 0
	for i, one := range s {
		if err := one.validate(); err != nil {
			return fmt.Errorf("advanced event selector %s: %w", one.shown(i), err)
		}
		for _, f := range one.FieldSelectors {
			for _, v := range f.conditions() {
				values += len(v.values)
			}
		}
	}
	if values > MaxValues {
		return fmt.Errorf("%d values in all conditions: at most %d are taken", values, MaxValues)
	}
	if all := s.Categories(); len(all) > 1 {
		for _, c := range all {
			if c != Management && c != Data && c != NetworkActivity {
				return fmt.Errorf("eventCategory %s: events of this category have a store of their own, without %s", c, strings.Join(slices.DeleteFunc(all, func(o string) bool { return o == c }), " and "))
			}
		}
	}
	return nil
}

func (s Selector) shown(i int) string {
	if s.Name != "" {
		return fmt.Sprintf("%q", s.Name)
	}
	return fmt.Sprint(i + 1)
}

func (s Selector) validate() error {
	if len(s.Name) > 1000 {
		return fmt.Errorf("the name has %d characters: at most 1000 are taken", len(s.Name))
	}
	if len(s.FieldSelectors) == 0 {
		return fmt.Errorf("there are no field selectors")
	}
	c := s.category()
	fields, known := rules[c]
	if !known {
		return fmt.Errorf("the field eventCategory is required, and must equal one of Management, Data, NetworkActivity, Insight and ActivityAuditLog")
	}
	seen := map[string]bool{}
	for _, f := range s.FieldSelectors {
		r, takes := fields[f.Field]
		if !takes {
			return fmt.Errorf("the field %q is not supported for events of the category %s", f.Field, c)
		}
		if seen[f.Field] {
			return fmt.Errorf("the field %s is there twice: put its conditions into one field selector", f.Field)
		}
		seen[f.Field] = true
		if err := r.check(f); err != nil {
			return err
		}
	}
	for name, r := range fields {
		if r.required && !seen[name] {
			return fmt.Errorf("the field %s is required for events of the category %s", name, c)
		}
	}
	return nil
}

// condition is one operator with its values.
type condition struct {
	operator string
	values   []string
}

// conditions are those of the field that are there.
func (f Field) conditions() []condition {
	all := []condition{
		{"Equals", f.Equals}, {"StartsWith", f.StartsWith}, {"EndsWith", f.EndsWith},
		{"NotEquals", f.NotEquals}, {"NotStartsWith", f.NotStartsWith}, {"NotEndsWith", f.NotEndsWith},
	}
	return slices.DeleteFunc(all, func(c condition) bool { return c.values == nil })
}

func (r rule) check(f Field) error {
	conditions := f.conditions()
	if len(conditions) == 0 {
		return fmt.Errorf("the field %s has no operator", f.Field)
	}
	for _, c := range conditions {
		switch {
		case len(c.values) == 0:
			return fmt.Errorf("the field %s has no value for %s", f.Field, c.operator)
		case len(r.only) > 0 && !slices.Contains(r.only, c.operator):
			return fmt.Errorf("the field %s takes the operator %s, not %s", f.Field, strings.Join(r.only, " or "), c.operator)
		case r.single && len(c.values) > 1:
			return fmt.Errorf("the field %s takes one value", f.Field)
		}
		for _, v := range c.values {
			switch {
			case v == "" || len(v) > 2048:
				return fmt.Errorf("a value of the field %s has %d characters: 1 to 2048 are taken", f.Field, len(v))
			case len(r.values) > 0 && !slices.Contains(r.values, v):
				return fmt.Errorf("the field %s takes the value %s, not %q", f.Field, strings.Join(r.values, " or "), v)
			case f.Field == "resources.type" && !resourceType.MatchString(v):
				return fmt.Errorf("the field resources.type takes a type as in AWS::S3::Object, not %q", v)
			}
		}
	}
	return nil
}
