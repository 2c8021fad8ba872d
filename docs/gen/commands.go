package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
)

const commandsHead = `# Commands

<!-- Made from the program's own help by make generate. -->

Results go to stdout, everything else to stderr. Every command takes the flags of ` + "`tarn`" + ` itself. A flag beats its
environment variable, which beats [tarn.yaml](configuration.md), which beats the default.
`

// commands builds the program and puts down the help of each of its commands.
func commands(root string) (string, error) {
	if _, err := exec.LookPath("c++"); err != nil {
		if _, err := exec.LookPath("g++"); err != nil {
			return "", fmt.Errorf("%w: there is no C++ compiler to build tarn with", errCannot)
		}
	}
	dir, err := os.MkdirTemp("", "tarn-gen-*")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	program := filepath.Join(dir, "tarn")
	if _, err := run(root, []string{"CGO_ENABLED=1"}, "go", "build", "-o", program, "./cmd/tarn"); err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString(commandsHead)
	if err := describe(&b, program, nil); err != nil {
		return "", err
	}
	return b.String(), nil
}

var (
	subcommands   = regexp.MustCompile(`(?s)\n[^\n]*Commands:\n(.*?)\n(?:\n|$)`)
	globalFlags   = regexp.MustCompile(`(?s)\nGlobal Flags:\n.*?\n(?:\n|$)`)
	helpReference = regexp.MustCompile(`\nUse "tarn [^\n]*" for more information about a command\.\n`)
)

func describe(b *strings.Builder, program string, path []string) error {
	// A home that is nobody's, so that defaults read the same wherever they are made.
	env := []string{"HOME=/home/you", "XDG_DATA_HOME=", "XDG_CACHE_HOME=", "TARN_DATA=", "TARN_CONFIG=", "TARN_SERVER="}
	help, err := run("", env, program, append(append([]string{}, path...), "--help")...)
	if err != nil {
		return err
	}
	if runtime.GOOS == "darwin" {
		help = strings.ReplaceAll(help, "/home/you/Library/Application Support/tarn", "/home/you/.local/share/tarn")
	}
	below := subcommands.FindStringSubmatch(help)
	help = helpReference.ReplaceAllString(help, "")
	if len(path) > 0 {
		help = globalFlags.ReplaceAllString(help, "\n")
	}
	fmt.Fprintf(b, "\n%s %s\n\n```text\n%s\n```\n", strings.Repeat("#", min(2+max(len(path)-1, 0), 4)), strings.Join(append([]string{"tarn"}, path...), " "), strings.TrimSpace(help))
	if below == nil || len(path) > 0 && path[0] == "completion" {
		return nil
	}
	for line := range strings.Lines(below[1]) {
		name, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		if name == "help" || name == "" {
			continue
		}
		if err := describe(b, program, append(path[:len(path):len(path)], name)); err != nil {
			return err
		}
	}
	return nil
}
