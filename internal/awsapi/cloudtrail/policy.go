package cloudtrail

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// document is a resource policy, as far as it is looked at
// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html).
type document struct {
	Version   string      `json:"Version"`
	ID        string      `json:"Id"`
	Statement []statement `json:"Statement"`
}

type statement struct {
	Sid          string
	Effect       string
	Principal    json.RawMessage
	NotPrincipal json.RawMessage
	Action       texts
	NotAction    texts
	Resource     texts
	NotResource  texts
	Condition    map[string]map[string]texts
}

// texts is one text, or a list of them.
type texts []string

func (t *texts) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '[' {
		return json.Unmarshal(b, (*[]string)(t))
	}
	*t = make(texts, 1)
	return json.Unmarshal(b, &(*t)[0])
}

// UnmarshalJSON takes a single statement, too, as IAM does.
func (d *document) UnmarshalJSON(b []byte) error {
	var raw struct {
		Version   string
		ID        string `json:"Id"`
		Statement json.RawMessage
	}
	if err := strict(b, &raw); err != nil {
		return err
	}
	d.Version, d.ID = raw.Version, raw.ID
	if len(raw.Statement) > 0 && raw.Statement[0] == '{' {
		d.Statement = make([]statement, 1)
		return strict(raw.Statement, &d.Statement[0])
	}
	if len(raw.Statement) == 0 {
		return nil
	}
	return strict(raw.Statement, &d.Statement)
}

func strict(b []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	return dec.Decode(into)
}

// checkPolicy checks that a text is a policy for a resource.
func checkPolicy(text, arn string) error {
	var d document
	if err := json.Unmarshal([]byte(text), &d); err != nil {
		return fmt.Errorf("it is not JSON as a policy has it: %w", err)
	}
	if d.Version != "" && d.Version != "2012-10-17" && d.Version != "2008-10-17" {
		return fmt.Errorf("its version is %q: 2012-10-17 is the newest", d.Version)
	}
	if len(d.Statement) == 0 {
		return errors.New("it has no statement")
	}
	sids := map[string]bool{}
	for i, s := range d.Statement {
		if err := s.check(arn); err != nil {
			return fmt.Errorf("statement %d: %w", i+1, err)
		}
		if s.Sid != "" && sids[s.Sid] {
			return fmt.Errorf("two statements have the Sid %q", s.Sid)
		}
		sids[s.Sid] = true
	}
	return nil
}

func (s statement) check(arn string) error {
	switch {
	case s.Effect != "Allow" && s.Effect != "Deny":
		return fmt.Errorf("its effect is %q: Allow and Deny are the effects", s.Effect)
	case len(s.Principal) == 0 && len(s.NotPrincipal) == 0:
		return errors.New("it has no principal")
	case len(s.Action) == 0 && len(s.NotAction) == 0:
		return errors.New("it has no action")
	case len(s.Resource) == 0 && len(s.NotResource) == 0:
		return errors.New("it has no resource")
	}
	for _, a := range append(slices.Clone(s.Action), s.NotAction...) {
		if a != "*" && !strings.HasPrefix(a, "cloudtrail:") && !strings.HasPrefix(a, "cloudtrail-data:") {
			return fmt.Errorf("the action %q is not one of CloudTrail's", a)
		}
	}
	for _, r := range s.Resource {
		if r != arn && r != "*" {
			return fmt.Errorf("the resource %q is another one than %s", r, arn)
		}
	}
	return nil
}

// externalIDs are those of which a policy's Allow statements ask for one; nil where it asks for none.
func externalIDs(text string) []string {
	var d document
	if json.Unmarshal([]byte(text), &d) != nil {
		return nil
	}
	var ids []string
	for _, s := range d.Statement {
		if s.Effect != "Allow" {
			continue
		}
		for _, by := range s.Condition {
			for key, values := range by {
				if strings.EqualFold(key, "cloudtrail:ExternalId") {
					ids = append(ids, values...)
				}
			}
		}
	}
	return ids
}
