// Command gen writes the documents that are made from the code: NOTICE, the command and configuration references, the table of
// AWS's operations, the log formats, the description and the types of the console's API, and the package list of ARCHITECTURE.md.
package main

//go:generate go run .

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"tarn/internal/console"
)

// document is a file of the repository that is made, whole or in part, from the code.
type document struct {
	path string
	make func(root string) (string, error)
}

var documents = []document{
	{"ARCHITECTURE.md", architecture},
	{"NOTICE", notice},
	{"docs/configuration.md", configuration},
	{"docs/commands.md", commands},
	{"docs/aws-coverage.md", coverage},
	{"docs/formats.md", formats},
	{"docs/openapi.json", openAPI},
	{"web/src/api/types.ts", func(string) (string, error) { return console.TypeScript(), nil }},
}

func openAPI(string) (string, error) {
	text, err := console.OpenAPI()
	return string(text), err
}

// errCannot says that something outside the repository is missing, without which a document cannot be made.
var errCannot = errors.New("cannot be made here")

func main() {
	root, err := findRoot()
	if err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
	failed := false
	for _, d := range documents {
		if err := write(root, d); err != nil {
			fmt.Fprintf(os.Stderr, "gen: %s: %v\n", d.path, err)
			failed = true
		}
	}
	if failed {
		os.Exit(1)
	}
}

func write(root string, d document) error {
	text, err := d.make(root)
	if err != nil {
		return err
	}
	path := filepath.Join(root, filepath.FromSlash(d.path))
	if old, err := os.ReadFile(path); err == nil && string(old) == text {
		return nil
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		return err
	}
	fmt.Println("wrote", d.path)
	return nil
}

// findRoot returns the folder of the module.
func findRoot() (string, error) {
	out, err := run("", nil, "go", "env", "GOMOD")
	if err != nil {
		return "", err
	}
	return filepath.Dir(strings.TrimSpace(out)), nil
}

// run returns what a program prints, and what it says on stderr as the error if it fails.
func run(dir string, env []string, name string, args ...string) (string, error) {
	c := exec.Command(name, args...)
	c.Dir = dir
	c.Env = append(os.Environ(), env...)
	out, err := c.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return string(out), fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, exit.Stderr)
	}
	return string(out), err
}
