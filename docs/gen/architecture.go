package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

var packageLine = regexp.MustCompile("(?m)^- `((?:cmd|internal|docs|bench|conformance)[^`]*)`.*$")

// architecture puts each package's first sentence beside its name. Which packages are listed, and where, is written by hand.
func architecture(root string) (string, error) {
	text, err := os.ReadFile(filepath.Join(root, "ARCHITECTURE.md"))
	if err != nil {
		return "", err
	}
	out, err := run(root, nil, "go", "list", "-e", "-f", "{{.ImportPath}}\t{{.Doc}}", "./...")
	if err != nil {
		return "", err
	}
	sentences := map[string]string{}
	for line := range strings.Lines(out) {
		path, doc, _ := strings.Cut(strings.TrimSpace(line), "\t")
		if words := strings.SplitN(doc, " ", 3); len(words) == 3 {
			sentences[strings.TrimPrefix(path, "tarn/")] = " " + words[2]
		}
	}
	return packageLine.ReplaceAllStringFunc(string(text), func(line string) string {
		name := packageLine.FindStringSubmatch(line)[1]
		return "- `" + name + "`" + sentences[name]
	}), nil
}
