package emit

import (
	"strings"

	"tarn/internal/schema"
	"tarn/internal/sql/functions"
)

// eventJSON puts the delivered event together from the stored columns: members in their order, absent ones left out, JSON
// verbatim. What no column holds is merged in from _overflow by a function of ours, on the few rows that have any.
func eventJSON(alias string, rel *schema.Relation) string {
	var members []string
	overflow := ""
	seen := map[string]bool{}
	for _, c := range rel.Columns {
		if c.From == "" || seen[c.From] {
			continue
		}
		seen[c.From] = true
		text := alias + "." + functions.Quote(c.From)
		switch {
		case c.From == "_overflow":
			overflow = text
		case c.From[0] != '_':
			members = append(members, jsonMemberText(c.From, text, c.Stored))
		}
	}
	object := "'{' || concat_ws(',', " + strings.Join(members, ", ") + ") || '}'"
	if overflow == "" {
		return "(" + object + ")"
	}
	return "(CASE WHEN " + overflow + " IS NULL THEN " + object + " ELSE tarn_merge_overflow(" + object + ", " + overflow + ") END)"
}

// jsonMemberText is a member's text, NULL where the member is absent.
func jsonMemberText(name, text string, t schema.Type) string {
	return "(CASE WHEN " + text + " IS NOT NULL THEN " + functions.QuoteText(`"`+name+`":`) + " || " + jsonText(text, t) + " END)"
}

// jsonText is a present value's JSON.
func jsonText(text string, t schema.Type) string {
	switch t.Kind {
	case schema.JSON:
		return text
	case schema.Timestamp:
		return "strftime(" + text + `, '"%Y-%m-%dT%H:%M:%SZ"')`
	case schema.Varchar:
		return "CAST(to_json(" + text + ") AS VARCHAR)"
	case schema.Row:
		members := make([]string, len(t.Fields))
		for i, f := range t.Fields {
			members[i] = jsonMemberText(f.Name, "struct_extract("+text+", "+functions.QuoteText(f.Name)+")", f.Type)
		}
		return "'{' || concat_ws(',', " + strings.Join(members, ", ") + ") || '}'"
	case schema.Array:
		elem := "CASE WHEN x IS NULL THEN 'null' ELSE " + jsonText("x", *t.Elem) + " END"
		return "'[' || array_to_string(list_transform(" + text + ", lambda x: " + elem + "), ',') || ']'"
	}
	return "CAST(" + text + " AS VARCHAR)"
}
