package query

import (
	"context"
	"fmt"
	"regexp"
	"sort"
	"strings"

	"tarn/internal/engine"
	"tarn/internal/schema"
	"tarn/internal/sql/analyze"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
	"tarn/internal/suggest"
)

// Lister is a catalog that says what there is. SHOW and DESCRIBE ask it.
type Lister interface {
	// Session is what names without a catalog and a schema mean.
	Session() (catalog, schema string)
	Catalogs() []string
	// Schemas gives nil where there is no such catalog.
	Schemas(catalog string) ([]string, error)
	HasSchema(catalog, schema string) (bool, error)
	// Tables gives ok false where there is no such schema.
	Tables(catalog, schema string) (tables, views []string, ok bool, err error)
}

func (s *session) lister(at syntax.Node) (Lister, error) {
	l, ok := s.catalog.(Lister)
	if !ok {
		return nil, refused(at, syntax.NotSupported, "this catalog cannot be listed")
	}
	return l, nil
}

// qualified fills a table's name up with the session's catalog and schema.
func (s *session) qualified(l Lister, n *syntax.Name) (catalog, schema, name string) {
	parts := make([]string, len(n.Parts))
	for i, p := range n.Parts {
		parts[i] = p.Name
	}
	catalog, schema = s.home(l)
	switch k := len(parts); {
	case k == 2:
		schema = parts[0]
	case k > 2:
		catalog, schema = parts[k-3], parts[k-2]
	}
	return catalog, schema, parts[len(parts)-1]
}

func (s *session) home(l Lister) (catalog, schema string) {
	catalog, schema = l.Session()
	if s.stmt.Catalog != "" {
		catalog = s.stmt.Catalog
	}
	if s.stmt.Database != "" {
		schema = s.stmt.Database
	}
	return catalog, schema
}

// within is the schema that SHOW TABLES FROM names.
func (s *session) within(l Lister, show *syntax.Show) (catalog, schema string, err error) {
	catalog, schema = s.home(l)
	if show.In != nil {
		k := len(show.In.Parts)
		schema = show.In.Parts[k-1].Name
		if k > 1 {
			catalog = show.In.Parts[k-2].Name
		}
	}
	return catalog, schema, s.known(l, show, catalog, schema)
}

// known fails where there is no such catalog or schema.
func (s *session) known(l Lister, at syntax.Node, catalog, schema string) error {
	schemas, err := l.Schemas(catalog)
	if err != nil {
		return err
	}
	if schemas == nil {
		return noCatalog(catalog)
	}
	ok, err := l.HasSchema(catalog, schema)
	if err == nil && !ok {
		err = refused(at, syntax.SchemaNotFound, "Schema '%s' does not exist", schema)
	}
	return err
}

func noCatalog(name string) error {
	return &Error{Kind: UserError, Code: string(syntax.CatalogNotFound), Message: "Catalog '" + name + "' not found"}
}

func (s *session) show(ctx context.Context, show *syntax.Show) (*work, error) {
	l, err := s.lister(show)
	if err != nil {
		return nil, err
	}
	matches, err := matcher(show)
	if err != nil {
		return nil, err
	}
	list := func(column string, names []string) (*work, error) {
		var out []engine.Row
		for _, n := range names {
			if matches(n) {
				out = append(out, engine.Row{n})
			}
		}
		return rows([]analyze.Output{{Name: column, Type: varchar}}, out), nil
	}
	switch show.What {
	case "CATALOGS":
		return list("Catalog", l.Catalogs())
	case "SCHEMAS", "DATABASES":
		catalog, _ := s.home(l)
		if show.In != nil {
			catalog = show.In.Parts[len(show.In.Parts)-1].Name
		}
		names, err := l.Schemas(catalog)
		if err == nil && names == nil {
			err = noCatalog(catalog)
		}
		if err != nil {
			return nil, err
		}
		return list(map[string]string{"SCHEMAS": "Schema", "DATABASES": "database_name"}[show.What], names)
	case "TABLES", "VIEWS":
		catalog, sch, err := s.within(l, show)
		if err != nil {
			return nil, err
		}
		tables, views, _, err := l.Tables(catalog, sch)
		if err != nil {
			return nil, err
		}
		if show.What == "VIEWS" {
			return list("views", views)
		}
		all := append(tables, views...)
		sort.Strings(all)
		return list("Table", all)
	case "FUNCTIONS":
		return showFunctions(matches), nil
	case "PARTITIONS":
		return s.showPartitions(ctx, l, show)
	case "TBLPROPERTIES":
		return s.showProperties(ctx, l, show)
	case "COLUMNS":
		if t, ok, err := s.hiveTable(ctx, l, show.In); ok || err != nil {
			return showColumns(t, matches), err
		}
		r, _, err := s.relation(l, show, show.In, "Table")
		if err != nil {
			return nil, err
		}
		return rows(describeColumns, describeRows(r, matches)), nil
	case "CREATE TABLE", "CREATE VIEW":
		if show.What == "CREATE TABLE" {
			if t, ok, err := s.hiveTable(ctx, l, show.In); ok || err != nil {
				return showCreateTable(t, len(show.In.Parts) > 1), err
			}
		}
		return s.showCreate(l, show)
	case "SESSION":
		return nil, refused(show, syntax.NotSupported, "SHOW SESSION: Tarn has no session properties; tarn.yaml has its settings")
	case "STATS":
		return nil, refused(show, syntax.NotSupported, "SHOW STATS is not in Tarn: EXPLAIN ANALYZE says what a statement reads, 'tarn store show' what a store holds")
	}
	return nil, refused(show, syntax.NotSupported, "SHOW %s is not in Tarn yet", show.What)
}

// relation finds a table or view that a command names.
func (s *session) relation(l Lister, at syntax.Node, n *syntax.Name, what string) (*schema.Relation, string, error) {
	parts := make([]string, len(n.Parts))
	for i, p := range n.Parts {
		parts[i] = p.Name
	}
	catalog, sch, name := s.qualified(l, n)
	full := strings.ToLower(catalog + "." + sch + "." + name)
	r, err := s.catalog.Lookup(parts)
	if err == nil && r == nil {
		e := &syntax.Error{Span: spanOf(at), Code: syntax.TableNotFound, Msg: fmt.Sprintf("%s '%s' does not exist", what, full)}
		e.Hint = suggest.Names(name, s.catalog.Names())
		err = e
	}
	return r, full, err
}

// matcher is the condition of LIKE, or of Athena's pattern: * is anything, | parts alternatives.
func matcher(show *syntax.Show) (func(string) bool, error) {
	hive := show.Regex
	if show.Like != nil && (show.What == "DATABASES" || show.What == "VIEWS") {
		hive = show.Like
	}
	pattern := ""
	switch {
	case hive != nil && show.What == "TBLPROPERTIES":
		return func(string) bool { return true }, nil
	case hive != nil:
		alternatives := strings.Split(hive.Value, "|")
		for i, a := range alternatives {
			// Hive takes .* for * where somebody writes it as a regular expression.
			alternatives[i] = strings.ReplaceAll(strings.ReplaceAll(regexp.QuoteMeta(a), `\.\*`, ".*"), `\*`, ".*")
		}
		pattern = strings.Join(alternatives, "|")
	case show.Like != nil:
		var escape rune
		if show.Escape != nil {
			rs := []rune(show.Escape.Value)
			if len(rs) != 1 {
				return nil, refused(show.Escape, syntax.InvalidFunctionArgument, "Escape string must be a single character")
			}
			escape = rs[0]
		}
		escaped := false
		for _, r := range show.Like.Value {
			switch {
			case escaped || r != '%' && r != '_' && (r != escape || escape == 0):
				pattern += regexp.QuoteMeta(string(r))
				escaped = false
			case r == escape && escape != 0:
				escaped = true
			case r == '%':
				pattern += ".*"
			default:
				pattern += "."
			}
		}
	default:
		return func(string) bool { return true }, nil
	}
	re, err := regexp.Compile("(?is)^(?:" + pattern + ")$")
	if err != nil {
		return nil, err
	}
	return re.MatchString, nil
}

var describeColumns = []analyze.Output{{Name: "Column", Type: varchar}, {Name: "Type", Type: varchar}, {Name: "Extra", Type: varchar}, {Name: "Comment", Type: varchar}}

func describeRows(r *schema.Relation, matches func(string) bool) []engine.Row {
	var out []engine.Row
	add := func(name, kind, comment string) {
		if matches(name) {
			out = append(out, engine.Row{name, kind, "", comment})
		}
	}
	if r.View != nil {
		for _, c := range r.View.Columns {
			add(strings.ToLower(c.Name), displayed(c.Type), "")
		}
	}
	for _, c := range r.Columns {
		if !c.Hidden {
			add(strings.ToLower(c.Name), c.Type.Display(), c.Doc)
		}
	}
	return out
}

func displayed(name string) string {
	if t, err := analyze.ParseType(name); err == nil {
		return t.Display()
	}
	return name
}

// describe is DESCRIBE, with Trino's columns; EXTENDED and FORMATTED have Athena's.
func (s *session) describe(ctx context.Context, d *syntax.Describe) (*work, error) {
	l, err := s.lister(d)
	if err != nil {
		return nil, err
	}
	if t, ok, err := s.hiveTable(ctx, l, d.Name); ok {
		return s.describeTable(ctx, d, t)
	} else if err != nil {
		return nil, err
	}
	if d.Partition != nil || d.Column != nil {
		return nil, refused(d, syntax.NotSupported, "only tables of databases are described by partition or column")
	}
	r, full, err := s.relation(l, d, d.Name, "Table")
	if err != nil {
		return nil, err
	}
	all := describeRows(r, func(string) bool { return true })
	if d.Form == "" {
		return rows(describeColumns, all), nil
	}
	for i, row := range all {
		all[i] = engine.Row{row[0], row[1], row[3]}
	}
	all = append(all, engine.Row{"", "", ""}, engine.Row{"# Detailed Table Information", "", ""}, engine.Row{"Table", full, ""})
	switch {
	case r.View != nil:
		all = append(all, engine.Row{"Table Type", "VIRTUAL_VIEW", ""}, engine.Row{"View Text", r.View.SQL, ""})
	case r.Lake:
		all = append(all, engine.Row{"Table Type", "EVENT_DATA_STORE", ""}, engine.Row{"ID", r.Name, ""})
	default:
		all = append(all, engine.Row{"Table Type", "SYSTEM", ""})
	}
	return rows([]analyze.Output{{Name: "col_name", Type: varchar}, {Name: "data_type", Type: varchar}, {Name: "comment", Type: varchar}}, all), nil
}

func (s *session) showCreate(l Lister, show *syntax.Show) (*work, error) {
	view := show.What == "CREATE VIEW"
	what := map[bool]string{true: "View", false: "Table"}[view]
	r, full, err := s.relation(l, show, show.In, what)
	switch {
	case err != nil:
		return nil, err
	case view && r.View == nil:
		return nil, refused(show, syntax.NotSupported, "Relation '%s' is a table, not a view", full)
	case !view && r.View != nil:
		return nil, refused(show, syntax.NotSupported, "Relation '%s' is a view, not a table", full)
	}
	text := ""
	if view {
		text = CreateView(r)
	} else {
		asked := *r // an event data store has the name that it was asked for by, or its ID
		if asked.Lake {
			asked.Catalog, asked.Schema, asked.Name = s.qualified(l, show.In)
		}
		text = createTable(&asked)
	}
	return rows([]analyze.Output{{Name: "Create " + what, Type: varchar}}, []engine.Row{{text}}), nil
}

func quotedName(r *schema.Relation) string {
	parts := []string{r.Catalog, r.Schema, r.Name}
	for i, p := range parts {
		parts[i] = syntax.QuoteName(strings.ToLower(p))
	}
	return strings.Join(parts, ".")
}

// CreateView is the statement that makes a view.
func CreateView(r *schema.Relation) string {
	text := "CREATE VIEW " + quotedName(r)
	if r.View.Comment != "" {
		text += " COMMENT '" + strings.ReplaceAll(r.View.Comment, "'", "''") + "'"
	}
	return text + " SECURITY " + r.View.Security + " AS\n" + r.View.SQL
}

func createTable(r *schema.Relation) string {
	var columns []string
	for _, c := range r.Columns {
		if !c.Hidden {
			columns = append(columns, "   "+syntax.QuoteName(strings.ToLower(c.Name))+" "+c.Type.Display())
		}
	}
	return "CREATE TABLE " + quotedName(r) + " (\n" + strings.Join(columns, ",\n") + "\n)"
}

func showFunctions(matches func(string) bool) *work {
	columns := []analyze.Output{{Name: "Function", Type: varchar}, {Name: "Return Type", Type: varchar}, {Name: "Argument Types", Type: varchar},
		{Name: "Function Type", Type: varchar}, {Name: "Deterministic", Type: boolean}, {Name: "Description", Type: varchar}}
	var out []engine.Row
	all := functions.All()
	sort.SliceStable(all, func(i, j int) bool { return all[i].Name < all[j].Name })
	for _, f := range all {
		if !matches(f.Name) {
			continue
		}
		for _, o := range f.Overloads {
			args, result, _ := strings.Cut(o.Signature, " -> ")
			args = strings.TrimSuffix(strings.TrimPrefix(args, "("), ")")
			out = append(out, engine.Row{f.Name, result, args, f.Kind.String(), !f.Volatile, f.Doc})
		}
	}
	return rows(columns, out)
}
