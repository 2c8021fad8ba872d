package setup

import (
	"embed"
	"fmt"
	"io"
	"strings"
	"text/template"
)

//go:embed templates
var templates embed.FS

// page is what the templates see.
type page struct {
	Delivery
	Places []Place
}

// Conditional reports whether a template is for more places than the bucket's.
func (p page) Conditional() bool {
	switch p.Kind {
	case Trail:
		return len(p.Others()) > 0
	case VPCFlow:
		return len(p.VPCs) == 0 || p.Owner != p.Accounts[0] || p.BucketRegion != p.Regions[0]
	}
	return false
}

var functions = template.FuncMap{
	"indent": func(n int, s string) string { return strings.ReplaceAll(s, "\n", "\n"+strings.Repeat(" ", n)) },
	"join":   strings.Join,
	// id makes a name for Terraform of an account or a region.
	"id": func(parts ...string) string {
		return strings.NewReplacer("-", "_", ".", "_").Replace(strings.Join(parts, "_"))
	},
	// hcl has ${ mean itself, and JSON laid out as Terraform does.
	"hcl": func(s string) string { return strings.NewReplacer("${", "$${", `": `, `" : `).Replace(s) },
	"map": func(pairs ...any) map[string]any {
		m := map[string]any{}
		for i := 0; i < len(pairs); i += 2 {
			m[pairs[i].(string)] = pairs[i+1]
		}
		return m
	},
}

// render writes a delivery by the template of its form and kind.
func render(w io.Writer, d Delivery, f Form) error {
	places, err := d.Places()
	if err != nil {
		return err
	}
	if f == CloudFormation && len(places) > 1 {
		p, err := d.anyRegion()
		if err != nil {
			return err
		}
		places = []Place{p}
	}
	dir := "templates/" + string(f)
	t, err := template.New("").Funcs(functions).ParseFS(templates, dir+"/*.tmpl")
	if err != nil {
		return fmt.Errorf("%q is no form of a delivery: choose cli, cloudformation or terraform", f)
	}
	return t.ExecuteTemplate(w, string(d.Kind)+".tmpl", page{d, places})
}

// Asks reports whether a template has a parameter for the VPC.
func (p page) Asks() bool { return p.Kind == VPCFlow && len(p.VPCs) == 0 }
