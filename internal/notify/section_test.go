package notify

import (
	"slices"
	"testing"
)

func TestNumbersStandToTheRight(t *testing.T) {
	s := Section{
		Columns: []string{"account", "events", "share", "seconds", "day", "address", "nothing"},
		Rows: [][]string{
			{"123456789012", "1,234,567", "12.5%", "1234.5", "2026-11-26", "10.0.0.1", ""},
			{"210987654321", "-12", "0.01%", "", "2026-11-25", "10.1.2.3", ""},
		},
	}
	if got, want := s.numbers(), []bool{false, true, true, true, false, false, true}; !slices.Equal(got, want) {
		t.Errorf("numbers: %v, not %v", got, want)
	}
}
