package syntax

import (
	"bufio"
	"encoding/json"
	"os"
	"sort"
	"strings"
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

// fillTemplates puts something in the place of the placeholders that published statements have.
var fillTemplates = strings.NewReplacer("\u00a0", " ")

func TestCorpusParses(t *testing.T) {
	parsed, total := map[string]int{}, map[string]int{}
	for _, s := range readCorpus(t) {
		total[s.Kind]++
		_, err := Parse(s.SQL)
		if err == nil {
			parsed[s.Kind]++
			continue
		}
		if s.Kind == "SELECT" && s.Wrong == nil {
			t.Logf("%s (%s): %v\n%s", s.ID, s.Tier, err, Caret(s.SQL, err.(*Error).Span))
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
