package dashboard

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tarn/internal/catalog"
	"tarn/internal/sql/syntax"
)

// The parameters that the values of a statement's ? may be:
// https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_StartDashboardRefresh.html.
const (
	StartTime = "$StartTime$"
	EndTime   = "$EndTime$"
	Period    = "$Period$"
)

// Marks takes the quotes from '?', which CloudTrail Lake's statements have: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_RequestWidget.html.
func Marks(sql string) string {
	for _, s := range slices.Backward(marks(sql)) {
		sql = sql[:s.From.Offset] + "?" + sql[s.To.Offset:]
	}
	return sql
}

// marks are the places of ? and '?', in their order. What cannot be read has none: whoever runs it says why.
func marks(sql string) (at []syntax.Span) {
	tree, err := syntax.Parse(sql)
	if err != nil {
		return nil
	}
	syntax.Walk(tree, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Text:
			if n.Value == "?" {
				at = append(at, syntax.Span{From: n.Pos(), To: n.End()})
			}
		case *syntax.Param:
			at = append(at, syntax.Span{From: n.Pos(), To: n.End()})
		}
		return true
	})
	slices.SortFunc(at, func(a, b syntax.Span) int { return a.From.Offset - b.From.Offset })
	return at
}

// Constant is a parameter's value as SQL: a number, or a text. A time of ISO 8601 is written as eventTime is.
func Constant(v string) string {
	if _, err := strconv.ParseInt(v, 10, 64); err == nil {
		return v
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05"} {
		if t, err := time.Parse(layout, v); err == nil {
			v = t.UTC().Format("2006-01-02 15:04:05.000")
		}
	}
	return "'" + strings.ReplaceAll(v, "'", "''") + "'"
}

// constants puts a panel's parameters in the places of its statement's ?.
func constants(sql string, parameters []string, span Span) (string, error) {
	if len(parameters) == 0 {
		return sql, nil
	}
	at := marks(sql)
	if len(at) != len(parameters) {
		return "", fmt.Errorf("%w: the statement has %d ?, and there are %d parameters", ErrAsk, len(at), len(parameters))
	}
	values := map[string]string{StartTime: span.From.UTC().Format(time.RFC3339), EndTime: span.To.UTC().Format(time.RFC3339), Period: period(span)}
	for i, s := range slices.Backward(at) {
		p := parameters[i]
		sql = sql[:s.From.Offset] + Constant(cmp.Or(values[p], p)) + sql[s.To.Offset:]
	}
	return sql, nil
}

// Positional is a panel's statement with ? for the range, and the parameters that stand there, as CloudTrail Lake's widgets have them. All
// else has its value: filters their defaults, times are in UTC, and stores are those of their kinds among the ones given, by their IDs. Where
// there is no store of a kind, the statement names the kind.
func (d Definition) Positional(p Panel, stores []catalog.EventDataStore) (sql string, parameters []string, err error) {
	named := slices.Clone(stores)
	for i := range named {
		named[i].Name = named[i].ID // a statement of CloudTrail Lake has IDs
	}
	v, err := d.values(Ask{Zone: time.UTC, Stores: firstOfKinds(stores)}, Span{}, named)
	if err != nil {
		return "", nil, err
	}
	for name, value := range d.known() {
		if _, ok := v[name]; !ok {
			v[name] = value
		}
	}
	// No statement has the byte 0.
	v["from"], v["to"], v["period"] = "CAST(\x00s AS timestamp(3))", "CAST(\x00e AS timestamp(3))", "\x00p"
	text, err := bind(p.SQL, v)
	if err != nil {
		return "", nil, err
	}
	parts := strings.Split(text, "\x00")
	if len(parts) == 1 {
		return text, p.Parameters, nil
	}
	for _, part := range parts[1:] {
		parameters = append(parameters, map[byte]string{'s': StartTime, 'e': EndTime, 'p': Period}[part[0]])
		parts[0] += "?" + part[1:]
	}
	return parts[0], parameters, nil
}

// firstOfKinds are the IDs of the stores that a statement reads where none is chosen.
func firstOfKinds(stores []catalog.EventDataStore) map[string]string {
	out := map[string]string{}
	for _, s := range stores {
		if chosen, ok := catalog.StoreOfKind(stores, s.Kind, ""); ok {
			out[s.Kind] = chosen.ID
		}
	}
	return out
}
