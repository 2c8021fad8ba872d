package query

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"tarn/internal/catalog"
	"tarn/internal/engine"
	"tarn/internal/hive"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/syntax"
	"tarn/internal/suggest"
)

// hiveTable finds a table of the data catalog that a command names; ok is false where the name is another thing's, or nothing's.
func (s *session) hiveTable(ctx context.Context, l Lister, n *syntax.Name) (t catalog.Table, ok bool, err error) {
	cat, sch, name := s.qualified(l, n)
	to := target{database: strings.ToLower(sch), name: strings.ToLower(name)}
	if !strings.EqualFold(cat, catalog.DefaultCatalog) || catalog.Reserved(to.database) || s.service.options.Tables == nil {
		return t, false, nil
	}
	r, err := s.lookup(to)
	switch {
	case errors.Is(err, catalog.ErrUnreadable):
		t, err = s.service.options.Tables.Table(ctx, to.database, to.name)
		return t, err == nil && t.Type != catalog.VirtualView, err
	case err != nil || r == nil:
		return t, false, err
	}
	t, ok = r.Origin.(catalog.Table)
	return t, ok, nil
}

func (s *session) noTable(l Lister, n *syntax.Name) error {
	_, sch, name := s.qualified(l, n)
	return &syntax.Error{Span: spanOf(n), Code: syntax.TableNotFound, Msg: semantic + "[Error 10001]: Table not found " + strings.ToLower(sch+"."+name), Hint: suggest.Names(name, s.catalog.Names())}
}

func column(name string) analyze.Output { return analyze.Output{Name: name, Type: varchar} }

// showPartitions is SHOW PARTITIONS: those that are kept. Athena does not list projected ones, either.
func (s *session) showPartitions(ctx context.Context, l Lister, show *syntax.Show) (*work, error) {
	t, ok, err := s.hiveTable(ctx, l, show.In)
	if err == nil && !ok {
		err = s.noTable(l, show.In)
	}
	if err != nil {
		return nil, err
	}
	if len(t.PartitionKeys) == 0 {
		return nil, failed(show, syntax.NotSupported, ddlTask+"Table %s is not a partitioned table", t.Name)
	}
	wanted, err := givenValues(show.Partition, t)
	if err != nil {
		return nil, err
	}
	w := &work{columns: []analyze.Output{column("partition")}, do: func(ctx context.Context, _ func()) (out []engine.Row, _ engine.Stats, err error) {
		err = s.service.options.Tables.Partitions(ctx, t, nil, nil, func(p catalog.Partition) (bool, error) {
			if len(p.Values) == len(t.PartitionKeys) && fits(wanted, p.Values) {
				out = append(out, engine.Row{hive.PartitionName(t.PartitionKeys, p.Values)})
			}
			return true, nil
		})
		return out, engine.Stats{}, err
	}}
	if strings.EqualFold(t.Parameters["projection.enabled"], "true") {
		w.notes = []analyze.Note{{Span: spanOf(show), Text: "the partitions of this table are projected: they are made from its properties when it is read, and are not listed"}}
	}
	return w, nil
}

// showProperties is SHOW TBLPROPERTIES.
func (s *session) showProperties(ctx context.Context, l Lister, show *syntax.Show) (*work, error) {
	t, ok, err := s.hiveTable(ctx, l, show.In)
	if err == nil && !ok {
		err = s.noTable(l, show.In)
	}
	if err != nil {
		return nil, err
	}
	columns := []analyze.Output{column("prpt_name"), column("prpt_value")}
	if show.Regex != nil {
		name := show.Regex.Value
		value, ok := t.Parameters[name]
		if !ok {
			value = "Table " + t.Database + "." + t.Name + " does not have property: " + name
		}
		return rows(columns, []engine.Row{{name, value}}), nil
	}
	var out []engine.Row
	for _, name := range sortedNames(t.Parameters) {
		out = append(out, engine.Row{name, t.Parameters[name]})
	}
	return rows(columns, out), nil
}

func sortedNames(m map[string]string) []string {
	names := make([]string, 0, len(m))
	for n := range m {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// showColumns is Hive's SHOW COLUMNS: the names alone.
func showColumns(t catalog.Table, matches func(string) bool) *work {
	var out []engine.Row
	for _, c := range slices.Concat(t.Storage.Columns, t.PartitionKeys) {
		if matches(c.Name) {
			out = append(out, engine.Row{c.Name})
		}
	}
	return rows([]analyze.Output{column("field")}, out)
}

// showCreateTable is SHOW CREATE TABLE of a table of files: the statement that makes it, a row a line, as Athena gives it.
func showCreateTable(t catalog.Table, full bool) *work {
	var out []engine.Row
	for line := range strings.SplitSeq(CreateTable(t, full), "\n") {
		out = append(out, engine.Row{line})
	}
	return rows([]analyze.Output{column("createtab_stmt")}, out)
}

// CreateTable is the statement that makes a table, laid out as Hive does; full says that its name has the database.
func CreateTable(t catalog.Table, full bool) string {
	var b strings.Builder
	iceberg := strings.EqualFold(t.Parameters["table_type"], "ICEBERG")
	name := syntax.HiveQuote(t.Name)
	if full {
		name = syntax.HiveQuote(t.Database) + "." + name
	}
	b.WriteString("CREATE " + map[bool]string{true: "", false: "EXTERNAL "}[iceberg] + "TABLE " + name + "(\n" + shownColumns(t.Storage.Columns) + ")\n")
	if t.Description != "" {
		b.WriteString("COMMENT " + syntax.HiveText(t.Description) + "\n")
	}
	if len(t.PartitionKeys) > 0 {
		b.WriteString("PARTITIONED BY ( \n" + shownColumns(t.PartitionKeys) + ")\n")
	}
	if n := t.Storage.Buckets; n > 0 && len(t.Storage.BucketColumns) > 0 {
		b.WriteString("CLUSTERED BY ( \n  " + quotedNames(t.Storage.BucketColumns) + ") \n")
		if sorts := t.Storage.SortColumns; len(sorts) > 0 {
			var names []string
			for _, o := range sorts {
				names = append(names, syntax.HiveQuote(o.Column)+map[bool]string{true: " DESC"}[o.Order == 0])
			}
			b.WriteString("SORTED BY ( \n  " + strings.Join(names, ", \n  ") + ") \n")
		}
		b.WriteString("INTO " + strconv.Itoa(n) + " BUCKETS\n")
	}
	if !iceberg {
		b.WriteString(shownFormat(t.Storage))
	}
	if len(t.Partitioning) > 0 && iceberg {
		b.WriteString("PARTITIONED BY ( \n" + shownTerms(t.Partitioning) + ")\n")
	}
	location := t.Storage.Location
	if iceberg && location == "" {
		location = t.Said
	}
	if location != "" || !iceberg {
		b.WriteString("LOCATION\n  " + syntax.HiveText(location) + "\n")
	}
	properties := map[string]string{}
	for k, v := range t.Parameters {
		if k != "EXTERNAL" && k != "comment" {
			properties[k] = v
		}
	}
	b.WriteString("TBLPROPERTIES (\n" + shownPairs(properties) + ")")
	return b.String()
}

func shownColumns(columns []catalog.Column) string {
	var out []string
	for _, c := range columns {
		text := "  " + syntax.HiveQuote(c.Name) + " " + c.Type
		if c.Comment != "" {
			text += " COMMENT " + syntax.HiveText(c.Comment)
		}
		out = append(out, text)
	}
	return strings.Join(out, ", \n")
}

// shownTerms are what an Iceberg table is partitioned by, as Athena's DDL has it.
func shownTerms(terms []string) string {
	out := make([]string, len(terms))
	for i, text := range terms {
		t, err := schema.ParseTerm(text)
		if err == nil {
			t.Column = syntax.HiveQuote(t.Column)
			text = t.String()
		}
		out[i] = "  " + text
	}
	return strings.Join(out, ", \n")
}

func quotedNames(names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = syntax.HiveQuote(n)
	}
	return strings.Join(out, ", \n  ")
}

func shownPairs(m map[string]string) string {
	var out []string
	for _, name := range sortedNames(m) {
		out = append(out, "  "+syntax.HiveText(name)+"="+syntax.HiveText(m[name]))
	}
	return strings.Join(out, ", \n")
}

// delimiters are what ROW FORMAT DELIMITED says of each property, in the order in which it says it.
var delimiters = []struct{ property, words string }{
	{hive.FieldDelim, "FIELDS TERMINATED BY"}, {hive.EscapeDelim, "ESCAPED BY"}, {hive.ItemDelim, "COLLECTION ITEMS TERMINATED BY"},
	{hive.KeyDelim, "MAP KEYS TERMINATED BY"}, {hive.LineDelim, "LINES TERMINATED BY"}, {hive.NullFormat, "NULL DEFINED AS"},
}

func shownFormat(st catalog.Storage) string {
	var b strings.Builder
	properties := map[string]string{}
	for k, v := range st.SerDe.Parameters {
		if k != hive.Serialization || v != "1" {
			properties[k] = v
		}
	}
	if said, ok := delimited(st, properties); ok {
		b.WriteString("ROW FORMAT DELIMITED \n" + said)
	} else {
		b.WriteString("ROW FORMAT SERDE \n  " + syntax.HiveText(st.SerDe.Library) + " \n")
		if len(properties) > 0 {
			b.WriteString("WITH SERDEPROPERTIES ( \n" + shownPairs(properties) + ") \n")
		}
	}
	b.WriteString("STORED AS INPUTFORMAT \n  " + syntax.HiveText(st.InputFormat) + " \nOUTPUTFORMAT \n  " + syntax.HiveText(st.OutputFormat) + "\n")
	return b.String()
}

// delimited is a storage in the words of ROW FORMAT DELIMITED; ok is false where those do not say all of it.
func delimited(st catalog.Storage, properties map[string]string) (text string, ok bool) {
	if st.SerDe.Library != hive.LazySimpleSerDe || len(properties) == 0 {
		return "", false
	}
	left := len(properties)
	field, fields := properties[hive.FieldDelim]
	if form, ok := properties[hive.Serialization]; ok {
		if !fields || form != field {
			return "", false
		}
		left--
	} else if fields {
		return "", false
	}
	if _, escaped := properties[hive.EscapeDelim]; escaped && !fields {
		return "", false
	}
	for _, d := range delimiters {
		if v, ok := properties[d.property]; ok {
			text += "  " + d.words + " " + syntax.HiveText(v) + " \n"
			left--
		}
	}
	return text, left == 0
}
