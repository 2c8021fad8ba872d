package alert

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"tarn/internal/query"
	"tarn/internal/query/format"
	"tarn/internal/sql/analyze"
)

// Answer is what a rule's statement gives.
type Answer struct {
	Columns []analyze.Output
	Rows    []query.Row
	// More says that there are rows beyond.
	More bool
}

// Queries run statements to their end.
type Queries interface {
	// Ask gives at most max rows.
	Ask(ctx context.Context, s query.Statement, max int) (Answer, error)
}

// Row is a row of an answer as texts.
type Row struct {
	// Texts are in the order of the columns; Values are by the columns' names in small letters.
	Texts  []string
	Values map[string]string
	// Time is the row's own; zero where it has none.
	Time time.Time

	labels map[string]string
	hash   string
}

// eventTime is the column with a row's time, and eventID the one that tells rows apart, where a rule names none and its rows have them.
const (
	eventTime = "eventtime"
	eventID   = "eventid"
)

// rows are an answer's rows that meet the rule's threshold, by group, and the columns' names.
func (r Rule) rows(a Answer) (columns []string, out []Row, value map[string]string, err error) {
	place := map[string]int{}
	for i, c := range a.Columns {
		columns = append(columns, c.Name)
		place[strings.ToLower(c.Name)] = i
	}
	at := func(what, name string) (int, error) {
		if i, ok := place[strings.ToLower(name)]; ok {
			return i, nil
		}
		return 0, fmt.Errorf("%s names the column %s, and the statement has %s", what, name, strings.Join(columns, ", "))
	}
	clock, timed := place[eventTime]
	if r.Time != "" {
		if clock, err = at("time", r.Time); err != nil {
			return nil, nil, nil, err
		}
		timed = true
	}
	key := r.Key
	if _, ok := place[eventID]; len(key) == 0 && !r.condition() && ok {
		key = []string{eventID}
	}
	if r.condition() {
		key = r.GroupBy
	} else if len(key) == 0 {
		key = columns
	}
	value = map[string]string{}
	for _, raw := range a.Rows {
		row := Row{Values: map[string]string{}}
		for i, c := range a.Columns {
			text := format.Text(c.Type, raw[i])
			row.Texts = append(row.Texts, text)
			row.Values[strings.ToLower(c.Name)] = text
		}
		meets, v, err := r.threshold.meets(row)
		if err != nil {
			return nil, nil, nil, err
		}
		if !meets {
			continue
		}
		if timed {
			if row.Time, err = timeOf(raw[clock]); err != nil {
				return nil, nil, nil, fmt.Errorf("column %s: %w", columns[clock], err)
			}
		}
		row.labels = map[string]string{}
		for _, name := range r.GroupBy {
			i, err := at("group_by", name)
			if err != nil {
				return nil, nil, nil, err
			}
			row.labels[name] = row.Texts[i]
		}
		var texts []string
		for _, name := range key {
			i, err := at("key", name)
			if err != nil {
				return nil, nil, nil, err
			}
			texts = append(texts, row.Texts[i])
		}
		group := groupOf(row.labels)
		row.hash = group + "/" + hashOf(texts)
		if v != "" && value[group] == "" {
			value[group] = v
		}
		out = append(out, row)
	}
	return columns, out, value, nil
}

// timeOf is a row's time: a timestamp, or a text or a date that is one.
func timeOf(v any) (time.Time, error) {
	switch v := v.(type) {
	case nil:
		return time.Time{}, nil
	case time.Time:
		return v.UTC(), nil
	case string:
		for _, layout := range []string{time.RFC3339Nano, "2006-01-02 15:04:05.999999999", time.DateOnly} {
			if t, err := time.Parse(layout, v); err == nil {
				return t.UTC(), nil
			}
		}
		return time.Time{}, fmt.Errorf("%q is no time", v)
	case interface{ Time() time.Time }:
		return v.Time(), nil
	}
	return time.Time{}, fmt.Errorf("a value of its type is no time")
}

// hashOf tells texts and labels apart.
func hashOf(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // texts always have a form
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:12])
}

// byGroup are rows by the hash of their labels, and the hashes in the order in which they come.
func byGroup(rows []Row) (order []string, groups map[string][]Row) {
	groups = map[string][]Row{}
	for _, r := range rows {
		group, _, _ := strings.Cut(r.hash, "/")
		if !slices.Contains(order, group) {
			order = append(order, group)
		}
		groups[group] = append(groups[group], r)
	}
	return order, groups
}

// groupOf tells groups apart by their labels; a group without any is the same, however it was kept.
func groupOf(labels map[string]string) string {
	if labels == nil {
		labels = map[string]string{}
	}
	return hashOf(labels)
}
