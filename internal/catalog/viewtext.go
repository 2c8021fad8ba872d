package catalog

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"

	"tarn/internal/schema"
)

// ViewMark begins the text that Athena and Trino keep in the data catalog for a view; base64 of JSON follows.
const ViewMark = "/* Presto View: "

// prestoView is that JSON: https://github.com/trinodb/trino/blob/master/core/trino-spi/src/main/java/io/trino/spi/connector/ConnectorViewDefinition.java.
type prestoView struct {
	OriginalSQL string `json:"originalSql"`
	Catalog     string `json:"catalog,omitempty"`
	Schema      string `json:"schema,omitempty"`
	Columns     []struct {
		Name string `json:"name"`
		Type string `json:"type"`
	} `json:"columns"`
	Comment      string `json:"comment,omitempty"`
	Owner        string `json:"owner,omitempty"`
	RunAsInvoker bool   `json:"runAsInvoker"`
}

// ViewText is a view as Athena keeps it in the data catalog.
func ViewText(t Table) string {
	v := prestoView{
		OriginalSQL: t.View.SQL, Catalog: t.View.Catalog, Schema: t.View.Schema, Comment: t.View.Comment, Owner: t.Owner,
		RunAsInvoker: t.View.Security == "INVOKER",
	}
	if v.Schema == "" {
		v.Catalog, v.Schema = DefaultCatalog, t.Database
	}
	for _, c := range t.View.Columns {
		v.Columns = append(v.Columns, struct {
			Name string `json:"name"`
			Type string `json:"type"`
		}{c.Name, c.Type})
	}
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // texts always have a form
	}
	return ViewMark + base64.StdEncoding.EncodeToString(text) + " */"
}

// ReadView makes a view of a table whose ViewOriginal is such a text.
func ReadView(t *Table) error {
	text, ok := strings.CutPrefix(t.ViewOriginal, ViewMark)
	content, err := base64.StdEncoding.DecodeString(strings.TrimSpace(strings.TrimSuffix(text, "*/")))
	if !ok || err != nil {
		return fmt.Errorf("what follows %q is not base64", ViewMark)
	}
	var v prestoView
	if err := json.Unmarshal(content, &v); err != nil {
		return fmt.Errorf("the view is not JSON: %w", err)
	}
	if v.OriginalSQL == "" || len(v.Columns) == 0 {
		return fmt.Errorf("the view has no originalSql, or no columns")
	}
	t.View = &schema.View{SQL: v.OriginalSQL, Comment: v.Comment, Catalog: v.Catalog, Schema: v.Schema, Security: "DEFINER", Created: t.Created}
	if v.RunAsInvoker {
		t.View.Security = "INVOKER"
	}
	for _, c := range v.Columns {
		t.View.Columns = append(t.View.Columns, schema.ViewColumn{Name: c.Name, Type: c.Type})
	}
	t.Type = VirtualView
	return nil
}
