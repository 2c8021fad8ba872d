package account_test

import (
	"maps"
	"strings"
	"testing"

	"tarn/internal/account"
)

var names = account.Names{"111122223333": "prod", "012345678901": "로그 보관"}

func TestTheNameStandsBeforeAnIDThatStandsByItself(t *testing.T) {
	for text, want := range map[string]string{
		"111122223333":                         "prod (111122223333)",
		"in account 111122223333.":             "in account prod (111122223333).",
		"111122223333, 012345678901":           "prod (111122223333), 로그 보관 (012345678901)",
		"계정 111122223333에서":                    "계정 prod (111122223333)에서",
		"111122223333: 5 failures":             "prod (111122223333): 5 failures",
		`"111122223333"`:                       `"prod (111122223333)"`,
		"arn:aws:iam::111122223333:root":       "arn:aws:iam::111122223333:root",
		"arn:aws:iam::111122223333":            "arn:aws:iam::111122223333",
		"s3://logs/AWSLogs/111122223333/x":     "s3://logs/AWSLogs/111122223333/x",
		"logs-111122223333":                    "logs-111122223333",
		"1111222233334":                        "1111222233334",
		"111122223333.dkr.ecr.example.com/img": "111122223333.dkr.ecr.example.com/img",
		"a111122223333":                        "a111122223333",
		"444455556666":                         "444455556666",
		"":                                     "",
	} {
		if got := names.Beside(text); got != want {
			t.Errorf("Beside(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestOnlyTheNamesOfAccountsThatAreSpokenOfGoAlong(t *testing.T) {
	got := names.Of("user x", "of 111122223333, 444455556666", "arn:aws:iam::012345678901:root")
	if want := (account.Names{"111122223333": "prod"}); !maps.Equal(got, want) {
		t.Errorf("Of gives %v, want %v", got, want)
	}
	if got := names.Of("nothing"); got != nil {
		t.Errorf("Of gives %v where there are no accounts", got)
	}
}

func TestFilesAsSpreadsheetsAndTheAWSCLIWriteThem(t *testing.T) {
	both := account.Names{"111122223333": "prod", "012345678901": "로그 보관"}
	for what, text := range map[string]string{
		"lines":                       "111122223333,prod\n012345678901,로그 보관\n",
		"Excel's UTF-8":               "\ufeffAccount ID,Account name\r\n111122223333,prod\r\n012345678901,로그 보관\r\n",
		"the columns the other way":   "name,email,id\nprod,a@example.com,111122223333\n로그 보관,b@example.com,012345678901\n",
		"a zero that Excel took away": "id,name\n111122223333,prod\n12345678901,로그 보관\n",
		"semicolons":                  "계정 ID;이름\n111122223333;prod\n'012345678901;로그 보관\n",
		"tabs, and quotes":            "111122223333\t\"prod\"\n012345678901\t로그 보관",
		"aws organizations list-accounts": `{"Accounts": [
			{"Id": "111122223333", "Arn": "arn:aws:organizations::111122223333:account/o-exampleorgid/111122223333", "Email": "a@example.com", "Name": "prod", "Status": "ACTIVE"},
			{"Id": "012345678901", "Name": "로그 보관", "Status": "ACTIVE"}]}`,
	} {
		got, err := account.Read([]byte(text))
		if err != nil || !maps.Equal(got, both) {
			t.Errorf("%s: %v, %v", what, got, err)
		}
	}
}

func TestAFileThatIsNoneIsRefusedWithItsLine(t *testing.T) {
	for text, want := range map[string]string{
		"":                                 "no accounts",
		"id,name\n":                        "no accounts",
		"111122223333,prod\n1234,x\n":      `line 2: account "1234"`,
		"111122223333\n":                   "line 1: there is no ID and name",
		"111122223333,\n":                  "line 1: account 111122223333 has no name",
		"111122223333,a\n111122223333,b\n": "line 2: account 111122223333 has two names, a and b",
		"111122223333,\"a\nb\"\n":          "cannot be shown",
		"111122223333,\"a\n":               "no CSV",
		"{\"Accounts\": 5}":                "list-accounts",
		"111122223333," + strings.Repeat("가", 101): "more than 100 characters",
	} {
		if got, err := account.Read([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, %v; want %q", text, got, err, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("111122223333,prod\n"))
	f.Add([]byte(`{"Accounts":[{"Id":"111122223333","Name":"prod"}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		n, err := account.Read(text)
		if err != nil {
			return
		}
		if err := n.Check(); err != nil {
			t.Errorf("%q was read, and is refused: %v", text, err)
		}
	})
}
