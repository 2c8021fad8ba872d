package athena

import "strings"

// kind is what Athena calls a statement: StatementType and SubstatementType. Which statement has which was measured on Athena by
// https://github.com/aoyagikouhei/athena-local.
type kind struct{ statement, sub string }

const (
	dml     = "DML"
	ddl     = "DDL"
	utility = "UTILITY"
)

// kindOf finds a statement's kind by its first words.
func kindOf(sql string) kind {
	const most = 5
	w := append(words(sql, most), make([]string, most)...)
	switch w[0] {
	case "SELECT", "WITH", "VALUES", "TABLE":
		return kind{dml, "SELECT"}
	case "INSERT", "UPDATE", "DELETE", "MERGE", "EXPLAIN", "UNLOAD":
		return kind{dml, w[0]}
	case "EXECUTE":
		return kind{dml, "EXECUTE"}
	case "VACUUM":
		return kind{dml, "VACUUM_TABLE"}
	case "CREATE", "DROP", "ALTER":
		return kind{ddl, definition(sql, w)}
	case "MSCK":
		return kind{ddl, ""}
	case "OPTIMIZE":
		return kind{ddl, "CREATE_TABLE_AS_SELECT"}
	case "PREPARE", "DEALLOCATE":
		return kind{ddl, w[0]}
	case "DESCRIBE", "DESC":
		return kind{utility, "DESCRIBE_TABLE"}
	case "SHOW":
		return kind{utility, shown(w)}
	}
	return kind{utility, ""}
}

func definition(sql string, w []string) string {
	what, after := w[1], w[2]
	if what == "OR" {
		what, after = w[3], w[4]
	}
	if what == "EXTERNAL" {
		what = after
	}
	switch what {
	case "DATABASE", "SCHEMA":
		return w[0] + "_DATABASE"
	case "VIEW":
		return w[0] + "_VIEW"
	case "TABLE":
		if w[0] == "CREATE" && createsAs(sql) {
			return "CREATE_TABLE_AS_SELECT"
		}
		return w[0] + "_TABLE"
	}
	return ""
}

// createsAs reports whether a CREATE TABLE is one AS a query.
func createsAs(sql string) bool {
	w := words(sql, len(sql))
	for i, word := range w[:max(len(w)-1, 0)] {
		if word == "AS" {
			switch w[i+1] {
			case "SELECT", "WITH", "VALUES", "TABLE":
				return true
			}
		}
	}
	return false
}

func shown(w []string) string {
	switch w[1] {
	case "TABLES", "COLUMNS", "PARTITIONS", "TBLPROPERTIES", "VIEWS", "FUNCTIONS", "DATABASES":
		return "SHOW_" + w[1]
	case "SCHEMAS":
		return "SHOW_DATABASES"
	case "CREATE":
		if w[2] == "TABLE" || w[2] == "VIEW" {
			return "SHOW_CREATE_" + w[2]
		}
	}
	return ""
}

// words gives the first words of a statement, at most n, in capitals, without comments and parentheses before them.
func words(sql string, n int) []string {
	var out []string
	for len(out) < n {
		sql = strings.TrimLeft(sql, " \t\r\n\f()")
		switch {
		case strings.HasPrefix(sql, "--"):
			_, sql, _ = strings.Cut(sql, "\n")
			continue
		case strings.HasPrefix(sql, "/*"):
			_, sql, _ = strings.Cut(sql[2:], "*/")
			continue
		case sql == "":
			return out
		}
		end := strings.IndexAny(sql, " \t\r\n\f()/")
		if i := strings.Index(sql, "--"); i > 0 && (end < 0 || i < end) {
			end = i
		}
		switch {
		case end < 0:
			end = len(sql)
		case end == 0: // a slash that begins no comment
			end = 1
		}
		out = append(out, strings.ToUpper(strings.TrimRight(sql[:end], ";")))
		sql = sql[end:]
	}
	return out
}
