package syntax

import (
	"bufio"
	"encoding/json"
	"os"
	"regexp"
	"sort"
	"testing"
)

const corpus = "../../../../shared/corpus/queries.jsonl"

// corpusStatement is one line of the corpus of public statements.
type corpusStatement struct {
	ID, Kind, Tier, SQL string
	Wrong               *string
}

func readCorpus(t *testing.T) []corpusStatement {
	f, err := os.Open(corpus)
	if err != nil {
		t.Skip("the corpus of public statements is not here: ", err)
	}
	defer f.Close()
	var all []corpusStatement
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var s corpusStatement
		if err := json.Unmarshal(lines.Bytes(), &s); err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	return all
}

// templates are the placeholders of published statements, with what the test puts in their place.
var templates = []struct {
	re   *regexp.Regexp
	with string
}{
	{regexp.MustCompile(`X{8}-X{4}-X{4}-X{4}-X{12}`), "dd9b02cd-cf28-4ad1-9e01-0123456789ab"},
	{regexp.MustCompile(`\$\{[^}]*\}|\{\{[^}]*\}\}|\{[^}]*\}|<[A-Za-z_][^<>\n]*>|\[[A-Z_ ]+\]|%s|\$__?[A-Za-z_]+|\$[A-Za-z_]+`), "x1"},
	{regexp.MustCompile(`(?i)\bdatabase\.table\b`), "x1.x1"},
	{regexp.MustCompile(`EXAMPLE-f852-4e8f-8bd1-bcf6cEXAMPLE`), "dd9b02cd-cf28-4ad1-9e01-0123456789ab"},
}

// notQueries are statements that the corpus files under SELECT and that are none, or that are wrong though not marked so, each
// with the reason.
var notQueries = map[string]string{
	"cloudtrail-lake-github-audit/001-validating-the-setup":                                          "a comma is missing",
	"cloudtrail-lake-query-samples/042-list-all-events-not-in-authorized-region-this-query-can-be-u": "two statements with prose between",
	"docs-athena-user-guide/159-dml-statements-1-when-the-data-source-that-you-want-to-use-i":        "ends in a colon",
	"docs-athena-user-guide/343-miscellaneous-functions-that-require-special-handling":               "Hive's LATERAL VIEW, as what not to write",
	"streamalert/001-normalization": "prose", "streamalert/002-normalization": "prose",
}

func TestCorpusParses(t *testing.T) {
	parsed, total := map[string]int{}, map[string]int{}
	for _, s := range readCorpus(t) {
		total[s.Kind]++
		_, err := Parse(s.SQL)
		text := s.SQL
		if err != nil {
			for _, tpl := range templates {
				text = tpl.re.ReplaceAllString(text, tpl.with)
			}
			_, err = Parse(text)
		}
		if err == nil {
			parsed[s.Kind]++
			continue
		}
		if s.Kind == "SELECT" && s.Wrong == nil && notQueries[s.ID] == "" {
			t.Errorf("%s (%s): %v\n%s", s.ID, s.Tier, err, Caret(text, err.(*Error).Span))
		}
	}
	kinds := make([]string, 0, len(total))
	for k := range total {
		kinds = append(kinds, k)
	}
	sort.Strings(kinds)
	for _, k := range kinds {
		t.Logf("%-28s %d of %d", k, parsed[k], total[k])
	}
}
