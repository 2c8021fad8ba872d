package account

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Read reads names from a file: CSV with a column of IDs and one of names, with a line of their titles or without, as spreadsheets write it; or
// what `aws organizations list-accounts` prints.
func Read(text []byte) (Names, error) {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	var out Names
	var err error
	if trimmed := bytes.TrimSpace(text); bytes.HasPrefix(trimmed, []byte("{")) {
		out, err = readOrganization(trimmed)
	} else {
		out, err = readCSV(text)
	}
	if err == nil && len(out) == 0 {
		err = errors.New("there are no accounts in it: give lines of ID and name, as in 111122223333,prod")
	}
	return out, err
}

// readOrganization reads the answer of Organizations' ListAccounts.
func readOrganization(text []byte) (Names, error) {
	var answer struct{ Accounts []struct{ Id, Name string } }
	if err := json.Unmarshal(text, &answer); err != nil {
		return nil, fmt.Errorf("it is no JSON as `aws organizations list-accounts` prints it: %w", err)
	}
	out := Names{}
	for _, a := range answer.Accounts {
		if err := out.add(a.Id, a.Name); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// The titles that columns have, in small letters and without what is between words.
var (
	idTitles   = []string{"id", "accountid", "account", "accountnumber", "awsaccountid", "awsaccount", "계정id", "계정", "アカウントid", "アカウント"}
	nameTitles = []string{"name", "accountname", "alias", "accountalias", "이름", "계정이름", "名前", "アカウント名"}
)

func readCSV(text []byte) (Names, error) {
	r := csv.NewReader(bytes.NewReader(text))
	r.FieldsPerRecord = -1
	r.TrimLeadingSpace = true
	if first, _, _ := bytes.Cut(text, []byte("\n")); !bytes.ContainsRune(first, ',') {
		for _, c := range []rune{'\t', ';'} {
			if bytes.ContainsRune(first, c) {
				r.Comma = c
				break
			}
		}
	}
	out := Names{}
	id, name := 0, 1
	for first := true; ; first = false {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("it is no CSV: %w", err)
		}
		line, _ := r.FieldPos(0)
		if first {
			if i, n := title(row, idTitles), title(row, nameTitles); i >= 0 && n >= 0 {
				id, name = i, n
				continue
			}
		}
		if max(id, name) >= len(row) {
			return nil, fmt.Errorf("line %d: there is no ID and name in it, as in 111122223333,prod", line)
		}
		if err := out.add(row[id], row[name]); err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
	}
}

// title is the place of a column with one of some titles; -1 where there is none.
func title(row []string, titles []string) int {
	return slices.IndexFunc(row, func(s string) bool {
		return slices.Contains(titles, strings.NewReplacer(" ", "", "_", "", "-", "").Replace(strings.ToLower(strings.TrimSpace(s))))
	})
}

// add adds an account. Spreadsheets drop zeros that an ID begins with, and put an apostrophe before it so that they do not.
func (n Names) add(id, name string) error {
	id, name = strings.TrimPrefix(strings.TrimSpace(id), "'"), strings.TrimSpace(name)
	if len(id) >= digits-2 && len(id) < digits && strings.Trim(id, "0123456789") == "" {
		id = strings.Repeat("0", digits-len(id)) + id
	}
	if err := check(id, name); err != nil {
		return err
	}
	if had, ok := n[id]; ok && had != name {
		return fmt.Errorf("account %s has two names, %s and %s", id, had, name)
	}
	n[id] = name
	return nil
}
