package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

const configurationHead = `# Configuration

<!-- Made from the comments in cmd/tarn/config.go by make generate. -->

Tarn reads ` + "`tarn.yaml`" + ` in the data directory, or the file that ` + "`--config`" + ` or ` + "`TARN_CONFIG`" + ` names. The file may be
missing, and so may any key in it. A flag beats its environment variable, which beats the file, which beats the default. A key
that is not listed here is refused, with its line and column.

| key | value | meaning |
|---|---|---|
`

// configuration lists the keys of the struct config.
func configuration(root string) (string, error) {
	tree, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, "cmd", "tarn", "config.go"), nil, parser.ParseComments)
	if err != nil {
		return "", err
	}
	structs := map[string]*ast.StructType{}
	ast.Inspect(tree, func(n ast.Node) bool {
		if spec, ok := n.(*ast.TypeSpec); ok {
			if s, ok := spec.Type.(*ast.StructType); ok {
				structs[spec.Name.Name] = s
			}
		}
		return true
	})
	top, ok := structs["config"]
	if !ok {
		return "", fmt.Errorf("cmd/tarn/config.go has no struct config")
	}
	var b strings.Builder
	b.WriteString(configurationHead)
	return b.String() + keys(structs, top, ""), nil
}

func keys(structs map[string]*ast.StructType, s *ast.StructType, prefix string) string {
	var b strings.Builder
	for _, f := range s.Fields.List {
		if f.Tag == nil || len(f.Names) != 1 {
			continue
		}
		tag, err := strconv.Unquote(f.Tag.Value)
		if err != nil {
			continue
		}
		key, _, _ := strings.Cut(reflect.StructTag(tag).Get("yaml"), ",")
		if key == "" || key == "-" {
			continue
		}
		name, within := typeName(f.Type)
		below, isStruct := structs[within]
		meaning := plain(f.Names[0].Name, f.Doc.Text())
		if !isStruct {
			fmt.Fprintf(&b, "| `%s%s` | %s | %s |\n", prefix, key, name, meaning)
			continue
		}
		if strings.HasPrefix(name, "list") {
			key += "[]"
		}
		fmt.Fprintf(&b, "| `%s%s` | | %s |\n", prefix, key, meaning)
		b.WriteString(keys(structs, below, prefix+key+"."))
	}
	return b.String()
}

// typeName says what a value is, and the name of the struct that it is or holds.
func typeName(t ast.Expr) (name, within string) {
	switch t := t.(type) {
	case *ast.StarExpr:
		return typeName(t.X)
	case *ast.ArrayType:
		name, within = typeName(t.Elt)
		return "list of " + name, within
	case *ast.MapType:
		name, within = typeName(t.Value)
		return "mapping to " + name, within
	case *ast.SelectorExpr:
		if t.Sel.Name == "Duration" {
			return "duration", ""
		}
		return strings.ToLower(t.Sel.Name), ""
	case *ast.Ident:
		switch t.Name {
		case "string":
			return "text", ""
		case "bool":
			return "true or false", ""
		case "int", "int32", "int64", "uint", "uint32", "uint64", "float64":
			return "number", ""
		}
		return t.Name, t.Name
	}
	return "", ""
}

// plain turns "Workers is the number of …" into "The number of …", on one line that fits a table.
func plain(field, doc string) string {
	s := strings.Join(strings.Fields(doc), " ")
	s = strings.TrimPrefix(s, field+" ")
	s = strings.TrimPrefix(strings.TrimPrefix(s, "is "), "are ")
	if r, n := utf8.DecodeRuneInString(s); n > 0 {
		s = string(unicode.ToUpper(r)) + s[n:]
	}
	return strings.ReplaceAll(s, "|", `\|`)
}
