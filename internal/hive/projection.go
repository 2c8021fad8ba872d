package hive

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"sort"
	"strings"
	"time"

	"tarn/internal/catalog"
	"tarn/internal/schema"
)

// maxProjected bounds the partitions that one query looks at, and the values of one key that are tried one by one.
const maxProjected = 1_000_000

// Projected reports whether a table's partitions are projected: made from its properties when it is read.
// https://docs.aws.amazon.com/athena/latest/ug/partition-projection.html
func Projected(t catalog.Table) bool {
	return len(t.PartitionKeys) > 0 && strings.EqualFold(strings.TrimSpace(t.Parameters["projection.enabled"]), "true")
}

// CheckProjection fails where a table's properties do not say what its partitions are.
func CheckProjection(t catalog.Table, now time.Time) error {
	if !Projected(t) {
		return nil
	}
	_, err := projectionOf(t, now)
	return err
}

// CheckInsert fails for a table whose location is a folder of this machine, which is others' to write, and for one whose projected
// partitions lie elsewhere than in Hive's style under its location: rows that are written there would not be read.
func CheckInsert(t catalog.Table) error {
	if strings.HasPrefix(t.Storage.Location, folderScheme) {
		return userError("NOT_SUPPORTED", fmt.Sprintf("table %s.%s lies in a folder of this machine, %s: rows come only to tables in buckets", t.Database, t.Name, t.Storage.Location))
	}
	if !Projected(t) {
		return nil
	}
	template := strings.TrimSuffix(strings.TrimSpace(t.Parameters[catalog.LocationTemplate]), "/")
	var hives []string
	for _, k := range t.PartitionKeys {
		hives = append(hives, k.Name+"=${"+k.Name+"}")
	}
	if template != "" && template != under(t.Storage.Location)+strings.Join(hives, "/") {
		return userError("NOT_SUPPORTED", fmt.Sprintf("table %s.%s has the storage.location.template %s: rows come only to tables whose partitions lie in Hive's style, as %s",
			t.Database, t.Name, t.Parameters[catalog.LocationTemplate], under(t.Storage.Location)+strings.Join(hives, "/")))
	}
	return nil
}

// projected is one value of a partition key: as Hive writes it, and as it stands in the partition's place.
type projected struct{ text, place string }

// dimension is what a partition key's values are.
type dimension interface {
	size() int64
	at(i int64) (projected, error)
	// ascends says that the values, as the key's type has them, become greater from one to the next, or stay.
	ascends() bool
	// find gives where a text is among the values, where they do not ascend: -1 for one that is none of them, -2 if that takes a look
	// at each.
	find(text string) int64
}

// projection is how a table's partitions are made.
type projection struct {
	table    catalog.Table
	types    []schema.Type
	keys     []dimension // nil for an injected one
	template string
}

func projectionOf(t catalog.Table, now time.Time) (*projection, error) {
	p := &projection{table: t, template: strings.TrimSpace(t.Parameters[catalog.LocationTemplate])}
	var missing []string
	for _, k := range t.PartitionKeys {
		if _, ok := t.Parameters["projection."+k.Name+".type"]; !ok {
			missing = append(missing, k.Name)
		}
	}
	if missing != nil {
		return nil, userError("HIVE_METASTORE_ERROR", fmt.Sprintf("Table %s.%s is configured for partition projection, but the following partition columns are missing projection configuration: [%s]",
			t.Database, t.Name, strings.Join(missing, ", ")))
	}
	for _, k := range t.PartitionKeys {
		typ, err := schema.ParseHive(k.Type)
		if err != nil {
			return nil, err
		}
		c := column{key: k, typ: typ, properties: t.Parameters}
		var d dimension
		switch kind := strings.ToLower(c.trimmed("type")); kind {
		case "enum":
			d, err = c.enum()
		case "integer":
			d, err = c.integer()
		case "date":
			d, err = c.date(now)
		case "injected":
		default:
			err = c.invalid("type", "it is enum, integer, date or injected")
		}
		if err != nil {
			return nil, err
		}
		p.types, p.keys = append(p.types, typ), append(p.keys, d)
	}
	return p, p.checkTemplate()
}

var placeholder = regexp.MustCompile(`\$\{([^}]+)\}`)

// checkTemplate: each key is in the template, or partitions would have each other's rows.
func (p *projection) checkTemplate() error {
	if p.template == "" {
		return nil
	}
	invalid := func(format string, args ...any) error {
		return userError("INVALID_TABLE_PROPERTY", "the property storage.location.template '"+p.template+"' of table "+p.table.Database+"."+p.table.Name+" "+fmt.Sprintf(format, args...))
	}
	named := map[string]bool{}
	for _, m := range placeholder.FindAllStringSubmatch(p.template, -1) {
		named[strings.ToLower(m[1])] = true
	}
	for _, k := range p.table.PartitionKeys {
		if !named[k.Name] {
			return invalid("has no ${%s}: it needs each partition key", k.Name)
		}
		delete(named, k.Name)
	}
	for n := range named {
		return invalid("has ${%s}, which is no partition key", n)
	}
	return nil
}

// location is where a partition lies. Without a template it is in Hive's style.
func (p *projection) location(values []projected, name string) string {
	if p.template == "" {
		return below(p.table.Storage.Location, name+"/")
	}
	return placeholder.ReplaceAllStringFunc(p.template, func(m string) string {
		for i, k := range p.table.PartitionKeys {
			if strings.EqualFold(m[2:len(m)-1], k.Name) {
				return values[i].place
			}
		}
		return m
	})
}

// project gives the partitions of a table whose partitions are projected that may have rows which meet every predicate, and how many
// there are in all, at most the greatest int. What it makes and how long it takes grow with what the predicates leave.
func project(t catalog.Table, where []schema.Predicate, now time.Time) ([]part, int, error) {
	p, err := projectionOf(t, now)
	if err != nil {
		return nil, 0, err
	}
	chosen := make([][]projected, len(p.keys))
	total, wanted := 1.0, 1.0
	for i, k := range t.PartitionKeys {
		var own []schema.Predicate
		for _, w := range where {
			if w.Column == k.Name {
				own = append(own, w)
			}
		}
		if p.keys[i] == nil {
			if chosen[i], err = injected(t, k, own); err != nil {
				return nil, 0, err
			}
		} else {
			total *= float64(p.keys[i].size())
			if chosen[i], err = p.chosen(i, own); err != nil {
				return nil, 0, err
			}
		}
		if wanted *= float64(len(chosen[i])); wanted > maxProjected {
			return nil, 0, p.tooMany(k.Name, wanted)
		}
	}
	parts := make([]part, 0, int(wanted))
	values := make([]projected, len(p.keys))
	err = p.product(chosen, values, 0, &parts)
	return parts, int(min(total, math.MaxInt32)), err
}

// placeOf is where the rows of a partition lie in a table whose partitions are projected. Values that are none of the projected ones have no
// place: rows that were written for them would never be read.
func placeOf(t catalog.Table, values []string, now time.Time) (string, error) {
	none := userError("HIVE_INVALID_PARTITION_VALUE", fmt.Sprintf("partition %s is none of those that table %s.%s projects: its rows would not be read; see the table's properties projection.*",
		PartitionName(t.PartitionKeys, values), t.Database, t.Name))
	var where []schema.Predicate
	for i, k := range t.PartitionKeys {
		typ, err := schema.ParseHive(k.Type)
		if err != nil {
			return "", err
		}
		typed, _, err := keyValue(k, typ, values[i])
		if err != nil {
			return "", err
		}
		if typed == nil { // no projected value is NULL
			return "", none
		}
		where = append(where, schema.Predicate{Column: k.Name, Op: schema.Eq, Values: []any{typed}})
	}
	parts, _, err := project(t, where, now)
	if err != nil {
		return "", err
	}
	if len(parts) != 1 {
		return "", none
	}
	return parts[0].location, nil
}

func (p *projection) tooMany(key string, n float64) error {
	return userError("EXCEEDED_PARTITION_LIMIT", fmt.Sprintf("table %s.%s has %.0f and more projected partitions that the statement may want, and %d are read at most: give a condition on %s, such as a range or =", p.table.Database, p.table.Name, n, maxProjected, key))
}

// product makes the partitions of all combinations.
func (p *projection) product(chosen [][]projected, values []projected, at int, out *[]part) error {
	if at < len(chosen) {
		for _, v := range chosen[at] {
			values[at] = v
			if err := p.product(chosen, values, at+1, out); err != nil {
				return err
			}
		}
		return nil
	}
	one := part{storage: &p.table.Storage}
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = v.text
		_, text, err := keyValue(p.table.PartitionKeys[i], p.types[i], v.text)
		if err != nil {
			return err
		}
		one.values = append(one.values, text)
	}
	one.name = PartitionName(p.table.PartitionKeys, texts)
	one.location = p.location(values, one.name)
	*out = append(*out, one)
	return nil
}

// chosen are the values of a key that may meet every predicate.
func (p *projection) chosen(i int, where []schema.Predicate) ([]projected, error) {
	d, key, typ := p.keys[i], p.table.PartitionKeys[i], p.types[i]
	value := func(at int64) (projected, any, error) {
		v, err := d.at(at)
		if err != nil {
			return v, nil, err
		}
		typed, _, err := keyValue(key, typ, v.text)
		return v, typed, err
	}
	typed := func(at int64) (any, error) {
		_, v, err := value(at)
		return v, err
	}
	all := [2]int64{0, d.size()}
	var found [][2]int64 // the places of the values that are asked for one by one
	for _, w := range where {
		single := found == nil && (w.Op == schema.Eq || w.Op == schema.In)
		switch {
		case w.Op == schema.IsNull:
			return nil, nil // none is NULL
		case d.ascends() && single:
			ranges, err := sought(all, w.Values, typed)
			if err != nil {
				return nil, err
			}
			found = ranges
		case d.ascends():
			var err error
			if all, err = narrow(all, w, typed); err != nil {
				return nil, err
			}
		case single:
			found = lookedUp(d, w)
		}
	}
	ranges := [][2]int64{all}
	if found != nil {
		ranges = found
	}
	var out []projected
	seen := map[string]bool{}
	for _, r := range ranges {
		if n := r[1] - r[0]; n > maxProjected {
			return nil, p.tooMany(key.Name, float64(n))
		}
		for at := r[0]; at < r[1]; at++ {
			v, typed, err := value(at)
			if err != nil {
				return nil, err
			}
			if !seen[v.text] && !slices.ContainsFunc(where, func(w schema.Predicate) bool { return !meets(typed, w) }) {
				seen[v.text] = true
				out = append(out, v)
			}
		}
	}
	return out, nil
}

// bounded is where, in a range of ascending values, the first is that is not less than want or, with above, is greater. ok is false
// where they cannot be compared.
func bounded(r [2]int64, want any, above bool, typed func(int64) (any, error)) (at int64, ok bool, err error) {
	ok = true
	n := sort.Search(int(r[1]-r[0]), func(i int) bool {
		v, e := typed(r[0] + int64(i))
		if e != nil {
			err = e
			return true
		}
		order, comparable := compared(v, want)
		ok = ok && comparable
		return order > 0 || order == 0 && !above
	})
	return r[0] + int64(n), ok, err
}

// narrow leaves of a range of ascending values those that may meet a comparison.
func narrow(r [2]int64, w schema.Predicate, typed func(int64) (any, error)) ([2]int64, error) {
	side := -1
	switch w.Op {
	case schema.Gt, schema.Ge:
		side = 0
	case schema.Lt, schema.Le:
		side = 1
	}
	if side < 0 || len(w.Values) != 1 {
		return r, nil
	}
	at, ok, err := bounded(r, w.Values[0], w.Op == schema.Gt || w.Op == schema.Le, typed)
	if ok && err == nil {
		r[side] = at
	}
	return r, err
}

// sought are the places of single values among ascending ones; nil where they cannot be compared.
func sought(r [2]int64, values []any, typed func(int64) (any, error)) ([][2]int64, error) {
	out := [][2]int64{}
	for _, want := range values {
		from, ok, err := bounded(r, want, false, typed)
		if !ok || err != nil {
			return nil, err
		}
		to, _, err := bounded([2]int64{from, r[1]}, want, true, typed)
		if err != nil {
			return nil, err
		}
		if from < to {
			out = append(out, [2]int64{from, to})
		}
	}
	return out, nil
}

// lookedUp are the places of single texts; nil where the values have to be looked at.
func lookedUp(d dimension, w schema.Predicate) [][2]int64 {
	out := [][2]int64{}
	for _, v := range w.Values {
		text, isText := v.(string)
		if !isText {
			return nil
		}
		switch at := d.find(text); at {
		case -1:
		case -2:
			return nil
		default:
			out = append(out, [2]int64{at, at + 1})
		}
	}
	return out
}

// maxInjected is how many values IN may give an injected key.
const maxInjected = 1000

// injected are the values that a statement gives an injected key.
func injected(t catalog.Table, key catalog.Column, where []schema.Predicate) ([]projected, error) {
	for _, w := range where {
		if w.Op != schema.Eq && w.Op != schema.In || len(w.Values) > maxInjected {
			continue
		}
		var out []projected
		for _, v := range w.Values {
			text := ""
			switch v := v.(type) {
			case string:
				text = v
			case time.Time:
				text = v.Format(time.DateOnly)
			case float64, unknown:
				continue
			default:
				text = fmt.Sprint(v)
			}
			if !slices.Contains(out, projected{text, text}) {
				out = append(out, projected{text, text})
			}
		}
		if len(out) > 0 {
			return out, nil
		}
	}
	return nil, userError("CONSTRAINT_VIOLATION", fmt.Sprintf("For the injected projected partition column %s, the WHERE clause must contain only static equality conditions, and at least one such condition must be present. "+
		"(table %s.%s: write %s = 'value', or IN with up to %d values)", key.Name, t.Database, t.Name, key.Name, maxInjected))
}

// column is a partition key with its properties.
type column struct {
	key        catalog.Column
	typ        schema.Type
	properties map[string]string
}

func (c column) property(name string) string {
	return c.properties["projection."+c.key.Name+"."+name]
}

func (c column) trimmed(name string) string { return strings.TrimSpace(c.property(name)) }

func (c column) invalid(name, why string) error {
	value, ok := c.properties["projection."+c.key.Name+"."+name]
	if !ok {
		return userError("INVALID_TABLE_PROPERTY", fmt.Sprintf("the property projection.%s.%s is missing: %s", c.key.Name, name, why))
	}
	return userError("INVALID_TABLE_PROPERTY", fmt.Sprintf("the property projection.%s.%s '%s' is not valid: %s", c.key.Name, name, value, why))
}

// enum is a list of values.
type enum []string

func (c column) enum() (dimension, error) {
	values := c.property("values")
	if values == "" {
		return nil, c.invalid("values", "an enum needs its values, with a comma between")
	}
	var out enum
	for v := range strings.SplitSeq(values, ",") {
		if _, _, err := keyValue(c.key, c.typ, v); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

func (e enum) size() int64                   { return int64(len(e)) }
func (e enum) at(i int64) (projected, error) { return projected{e[i], e[i]}, nil }
func (e enum) ascends() bool                 { return false }
func (e enum) find(string) int64             { return -2 }
