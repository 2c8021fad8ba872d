package console

import (
	"fmt"
	"strings"
	"testing"
)

// TestWhatIsExpectedAndNeverCame: places that tarn.yaml names and that no event is of are told of, each once.
func TestWhatIsExpectedAndNeverCame(t *testing.T) {
	there := []Place{{Account: "111122223333", Region: "us-east-1"}, {Account: "999900001111", Region: "eu-west-1"}}
	accounts := []string{"111122223333", "444455556666"}
	for _, c := range []struct {
		e    Expected
		want string
	}{
		{Expected{}, ""},
		{Expected{Accounts: accounts}, "444455556666/"},
		{Expected{Accounts: accounts, Regions: []string{"us-east-1", "eu-west-1"}}, "111122223333/eu-west-1 444455556666/us-east-1 444455556666/eu-west-1"},
		{Expected{Regions: []string{"us-east-1"}}, ""},
	} {
		var got []string
		for _, p := range c.e.missing(there) {
			if !p.Gap || !p.Expected || len(p.Events) != hours || p.Newest != "" {
				t.Errorf("%+v", p)
			}
			got = append(got, p.Account+"/"+p.Region)
		}
		if got := strings.Join(got, " "); got != c.want {
			t.Errorf("%v: %q, want %q", c.e, got, c.want)
		}
	}
	e := Expected{Accounts: accounts, Regions: []string{"us-east-1"}}
	if got := fmt.Sprint(e.has("111122223333", "us-east-1"), e.has("111122223333", "eu-west-1"), e.has("999900001111", "us-east-1")); got != "true false false" {
		t.Error(got)
	}
}
