package setup

import (
	"fmt"
	"slices"
	"strings"

	"tarn/internal/schema"
)

// flowFields are the fields of flow logs, in the order of their versions.
// https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
func flowFields() []string {
	var all []string
	for _, c := range schema.VPCFlow.Columns {
		if c.Name[0] != '_' && c.Name != "date" {
			all = append(all, strings.ReplaceAll(c.Name, "_", "-"))
		}
	}
	return all
}

// FlowFields reads what a flow log's records are to have: default (AWS's own, version 2), v5, all, or names with commas or spaces between them.
func FlowFields(s string) ([]string, error) {
	all := flowFields()
	last := map[string]string{"default": "log-status", "v5": "traffic-path", "all": all[len(all)-1]}
	if field, ok := last[s]; ok {
		return all[:slices.Index(all, field)+1], nil
	}
	fields := strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' })
	for i, f := range fields {
		f = strings.TrimSuffix(strings.TrimPrefix(f, "${"), "}")
		if !slices.Contains(all, f) {
			return nil, fmt.Errorf("a flow log has no field %q; give default, v5, all, or some of: %s", f, strings.Join(all, " "))
		}
		if slices.Contains(fields[:i], f) {
			return nil, fmt.Errorf("the field %s comes twice", f)
		}
		fields[i] = f
	}
	if !slices.Contains(fields, "start") && !slices.Contains(fields, "end") {
		return nil, fmt.Errorf("the fields have neither start nor end: such records have no time")
	}
	return fields, nil
}

// LogFormat is the fields as AWS takes them.
func (d Delivery) LogFormat() string {
	var b strings.Builder
	for i, f := range d.Fields {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString("${" + f + "}")
	}
	return b.String()
}
