package auth

import (
	"os"
	"strings"
	"testing"
)

// TestRolesAreDocumented holds the table of docs/server.md against what the roles may do.
func TestRolesAreDocumented(t *testing.T) {
	text, err := os.ReadFile("../../docs/server.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, role := range Roles {
		row := "| `" + role + "` |"
		for _, a := range []Access{Manage, List, Query, Save, Write, Put, Audit} {
			if Role(role).Allows(a) {
				row += " yes"
			}
			row += " |"
		}
		if !strings.Contains(string(text), "\n"+row+"\n") {
			t.Errorf("docs/server.md has no row %s", row)
		}
	}
}
