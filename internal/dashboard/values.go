package dashboard

import (
	"fmt"
	"slices"
	"time"

	"tarn/internal/catalog"
	"tarn/internal/parameter"
	"tarn/internal/report"
	"tarn/internal/schema"
	"tarn/internal/sql/syntax"
)

// ofRange are the parameters that every statement has, ofMark those of a drill.
var (
	ofRange = []string{"from", "to", "zone", "period"}
	ofMark  = []string{"x", "series", "value"}
)

// Ask is what a viewer chose.
type Ask struct {
	// Range is relative, as in 30d; where it is empty, Span counts, and where that is empty, too, the dashboard's own range.
	Range string
	Span  Span
	Zone  *time.Location
	// Filters are values by name, in the texts that a page sends.
	Filters map[string]string
	// Stores are the stores to read, by kind; catalog.StoreOfKind chooses where none is named.
	Stores map[string]string
	// Mark is where a drill begins.
	Mark *Mark
	// Fresh asks anew though there is an answer that is young enough.
	Fresh bool
}

// Mark is a place in a chart: the value on the axis, that of the series, and the number there. They are texts, as a result has them.
type Mark struct {
	X      string `json:"x"`
	Series string `json:"series"`
	Value  string `json:"value"`
}

// MissingError says that a panel reads logs of a kind that there are none of.
type MissingError struct{ Kind string }

func (e *MissingError) Error() string {
	return fmt.Sprintf("there are no logs of the kind %s yet: tarn import brings them in", e.Kind)
}

// known are the parameters with values of their kinds, to check statements with.
func (d Definition) known() parameter.Values {
	v := parameter.Values{"from": parameter.Timestamp(time.Unix(0, 0)), "to": parameter.Timestamp(time.Unix(0, 0)), "zone": "'UTC'", "period": "'day'"}
	for _, t := range schema.Tables {
		v[parameter.OfStore(t.Name)] = syntax.Quote(t.Name)
	}
	for _, r := range report.Views() {
		v[r.Name] = r.Relation("UTC", syntax.Quote(r.Kind()))
	}
	for _, f := range d.Filters {
		v[f.Name] = parameter.Literal(f.Default)
	}
	return v
}

// values are those of a panel, for what a viewer chose. The stores are those that the viewer may read.
func (d Definition) values(ask Ask, span Span, stores []catalog.EventDataStore) (parameter.Values, error) {
	zone := ask.Zone.String()
	v := parameter.Values{"from": parameter.Timestamp(span.From), "to": parameter.Timestamp(span.To), "zone": parameter.Text(zone), "period": parameter.Text(period(span))}
	for _, t := range schema.Tables {
		wanted := ask.Stores[t.Name]
		store, ok := catalog.StoreOfKind(stores, t.Name, wanted)
		if ok {
			v[parameter.OfStore(t.Name)] = syntax.Quote(store.Name)
		} else if wanted != "" {
			return nil, fmt.Errorf("%w: there is no store %s of the kind %s", ErrAsk, wanted, t.Name)
		}
	}
	for _, r := range report.Views() {
		if table, ok := v[parameter.OfStore(r.Kind())]; ok {
			v[r.Name] = r.Relation(zone, table)
		}
	}
	for _, f := range d.Filters {
		text, ok := ask.Filters[f.Name]
		if !ok {
			v[f.Name] = parameter.Literal(f.Default)
			continue
		}
		if v[f.Name], ok = parameter.Like(f.Default, text); !ok {
			return nil, fmt.Errorf("%w: filter %s: %q is of another kind than %v", ErrAsk, f.Name, text, f.Default)
		}
	}
	for name := range ask.Filters {
		if !slices.ContainsFunc(d.Filters, func(f Filter) bool { return f.Name == name }) {
			return nil, fmt.Errorf("%w: there is no filter %s", ErrAsk, name)
		}
	}
	if m := ask.Mark; m != nil {
		v["x"], v["series"], v["value"] = parameter.Text(m.X), parameter.Text(m.Series), parameter.Text(m.Value)
	}
	return v, nil
}

// bind gives a statement its values. A parameter that stands for a store that is not there is a *MissingError.
func bind(sql string, v parameter.Values) (string, error) {
	for _, name := range parameter.Names(sql) {
		if _, ok := v[name]; ok {
			continue
		}
		if kind := parameter.Kind(name); kind != "" {
			return "", &MissingError{kind}
		}
		for _, r := range report.Views() {
			if r.Name == name {
				return "", &MissingError{r.Kind()}
			}
		}
	}
	return parameter.Bind(sql, v)
}

// asks fails for a statement that does something else than ask: whoever looks at a dashboard runs it with the rights of their own key, and
// another may have written it. What cannot be read, whoever runs it says why.
func asks(sql string) error {
	tree, err := syntax.Parse(sql)
	if _, ok := tree.(*syntax.Query); err == nil && !ok {
		return ErrNoQuery
	}
	return nil
}

// period is the unit of date_trunc in which a span has some 10 to 150 points.
func period(s Span) string {
	switch d := s.To.Sub(s.From); {
	case d <= 3*time.Hour:
		return "minute"
	case d <= 6*24*time.Hour:
		return "hour"
	case d <= 150*24*time.Hour:
		return "day"
	case d <= 2*366*24*time.Hour:
		return "week"
	}
	return "month"
}
