package main

import (
	"io"
	"regexp"
	"strings"

	"github.com/google/uuid"
	"github.com/spf13/cobra"

	"tarn/internal/catalog"
	"tarn/internal/schema"
	"tarn/internal/sql/syntax"
)

// completeStatement offers, to the shell, the statement that is being typed with its last word completed: the name of a table
// after FROM and JOIN, of a column or a member elsewhere.
func (a *app) completeStatement(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	const directive = cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	if len(args) > 0 || a.configure(cmd) != nil {
		return nil, directive
	}
	d, err := a.open(cmd.Context(), false)
	if err != nil {
		return nil, directive
	}
	tables, err := catalog.Load(cmd.Context(), d.state)
	if err != nil {
		return nil, directive
	}
	return completions(typed, tables), directive
}

var (
	literals = regexp.MustCompile(`'[^']*'`)
	// lastName is what the statement ends with of a name: parts, the last of which may be empty or quoted.
	lastName = regexp.MustCompile(`(?:[\pL\pN_:$]+\.)*(?:"[^"]*|[\pL\pN_:$-]*)$`)
	clause   = regexp.MustCompile(`(?i)\b(SELECT|FROM|JOIN|ON|USING|WHERE|GROUP|HAVING|ORDER|LIMIT|UNION|INTERSECT|EXCEPT|AS|WITH)\b`)
	reads    = regexp.MustCompile(`(?i)\b(?:FROM|JOIN)\s+([\pL\pN_.:$"-]+)`)
	bare     = regexp.MustCompile(`^[\pL_][\pL\pN_]*(\.[\pL_][\pL\pN_]*)?$`)
)

// completions are the statements that typed may become.
func completions(typed string, tables *catalog.Snapshot) []string {
	// fish hands over the quote that the word begins with.
	quote := ""
	if strings.HasPrefix(typed, `"`) || strings.HasPrefix(typed, "'") {
		quote, typed = typed[:1], typed[1:]
	}
	seen := literals.ReplaceAllStringFunc(typed, func(s string) string { return strings.Repeat(" ", len(s)) })
	if strings.Contains(seen, "'") {
		return nil // within a text
	}
	name := lastName.FindString(typed)
	before := typed[:len(typed)-len(name)]
	last := ""
	if found := clause.FindAllString(seen[:len(before)], -1); found != nil {
		last = strings.ToUpper(found[len(found)-1])
	}
	var names []string
	switch last {
	case "FROM", "JOIN":
		names = tableNames(tables, name)
	case "SELECT", "WHERE", "GROUP", "HAVING", "ORDER", "ON":
		names = columnNames(tables, seen, name)
	}
	var out []string
	for _, n := range names {
		if len(n) >= len(name) && strings.EqualFold(n[:len(name)], name) {
			out = append(out, quote+before+n)
		}
	}
	return out
}

// tableNames are the names of tables. Stores' IDs are many and long: they are offered from their first letter on.
func tableNames(tables *catalog.Snapshot, typed string) []string {
	var out []string
	for _, n := range tables.Names() {
		switch id := uuid.Validate(n) == nil; {
		case id && typed == "":
		case id, bare.MatchString(n):
			out = append(out, n)
		default:
			out = append(out, syntax.Quote(n))
		}
	}
	return out
}

// columnNames are the columns of the tables that the statement names; of an event data store where it names none yet.
func columnNames(tables *catalog.Snapshot, statement, typed string) []string {
	var columns []schema.Column
	for _, m := range reads.FindAllStringSubmatch(statement, -1) {
		parts := strings.Split(strings.ReplaceAll(m[1], `"`, ""), ".")
		if r, err := tables.Lookup(parts); err == nil && r != nil {
			columns = append(columns, r.Columns...)
		}
	}
	if len(columns) == 0 {
		columns = schema.LakeColumns(schema.CloudTrail)
	}
	var out []string
	for _, c := range columns {
		if !c.Hidden {
			out = append(out, withMembers(c.Name, c.Type, typed)...)
		}
	}
	return out
}

// withMembers is a column's name, or those of its members once its own is typed.
func withMembers(name string, t schema.Type, typed string) []string {
	if t.Kind != schema.Row || len(typed) <= len(name) || !strings.EqualFold(typed[:len(name)], name) || typed[len(name)] != '.' {
		return []string{name}
	}
	var out []string
	for _, f := range t.Fields {
		out = append(out, withMembers(name+"."+f.Name, f.Type, typed)...)
	}
	return out
}

// statementsInBash completes the argument of tarn query while its quote is open: cobra's own script gives such a word to eval,
// which refuses it. Bash puts in place what follows the quote.
const statementsInBash = `
__tarn_statement()
{
    local word=${COMP_WORDS[COMP_CWORD]} line
    if [[ " ${COMP_WORDS[*]:0:COMP_CWORD} " == *" query "* && ${word} == [\"\']* ]]; then
        COMPREPLY=()
        [[ ${word:1} == *"${word:0:1}" ]] && return
        while IFS='' read -r line; do
            [[ ${line} == :* ]] || COMPREPLY+=("${line}")
        done < <("${COMP_WORDS[@]:0:1}" __complete "${COMP_WORDS[@]:1:COMP_CWORD-1}" "${word:1}" 2>/dev/null)
        compopt -o nospace +o default 2>/dev/null
        return
    fi
    __start_tarn "$@"
}
complete -o default -F __tarn_statement tarn
`

// completeStatementsInBash adds to the script for bash.
func completeStatementsInBash(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	bash, _, err := root.Find([]string{"completion", "bash"})
	if err != nil || bash.RunE == nil {
		return
	}
	script := bash.RunE
	bash.RunE = func(cmd *cobra.Command, args []string) error {
		if err := script(cmd, args); err != nil {
			return err
		}
		_, err := io.WriteString(root.OutOrStdout(), statementsInBash)
		return err
	}
}
