package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

const noticeHead = `Tarn
Licensed under the Apache License, Version 2.0: see LICENSE.

The program contains the Go standard library and the modules below, under their own licences. The source of a module is at the
address that its path names, at the version beside it. DuckDB is linked as a static library, which contains third-party
software under licences of its own: see the folder third_party in DuckDB's source.

This file is made by make generate from the modules that are linked on Linux and macOS, and from the packages that make web builds the
console's page with.
`

// module is a module that is linked into tarn.
type module struct {
	Path, Version, Dir string

	licences   []string // SPDX identifiers
	copyrights []string
	texts      []string // bodies of the licence files
	notices    []string
}

// staticLibraries are modules with DuckDB's library for one platform each. They hold no licence file; the bindings do.
const staticLibraries = "github.com/duckdb/duckdb-go-bindings/lib/"

var platforms = []string{"linux/amd64", "linux/arm64", "darwin/amd64", "darwin/arm64"}

// notice lists the modules that are linked, with their licences.
func notice(root string) (string, error) {
	modules, err := linked(root)
	if err != nil {
		return "", err
	}
	byPath := map[string]*module{}
	for _, m := range modules {
		byPath[m.Path] = m
	}
	for _, m := range modules {
		if err := readLicence(m, byPath); err != nil {
			return "", err
		}
	}
	if m := byPath["golang.org/x/sys"]; m != nil { // the same authors, the same text
		modules = append([]*module{{Path: "Go standard library", licences: m.licences, copyrights: m.copyrights, texts: m.texts}}, modules...)
	}
	// What npm's packages are in the console's page is known where it is built: web/licences.ts writes this file.
	page, err := os.ReadFile(filepath.Join(root, "web", "LICENCES"))
	if err != nil {
		return "", err
	}
	return render(modules) + "\n\nPackages in the console's page\n==============================\n\n" + strings.TrimSpace(string(page)) + "\n", nil
}

// linked returns the modules of the packages that tarn is made of, on any platform, in the order of their paths.
func linked(root string) ([]*module, error) {
	out, err := run(root, nil, "go", "list", "-m", "-json=Path,Version,Dir", "all")
	if err != nil {
		return nil, err
	}
	var known []*module
	for d := json.NewDecoder(strings.NewReader(out)); ; {
		m := &module{}
		if err := d.Decode(m); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		known = append(known, m)
	}
	used := map[*module]bool{}
	for _, p := range platforms {
		goos, goarch, _ := strings.Cut(p, "/")
		// Without a network, so that listing does not fetch the static libraries of other platforms.
		env := []string{"GOOS=" + goos, "GOARCH=" + goarch, "CGO_ENABLED=1", "GOPROXY=off"}
		out, err := run(root, env, "go", "list", "-e", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", "./cmd/tarn")
		if err != nil {
			return nil, err
		}
		for _, pkg := range strings.Fields(out) {
			var best *module
			for _, m := range known {
				if (pkg == m.Path || strings.HasPrefix(pkg, m.Path+"/")) && (best == nil || len(m.Path) > len(best.Path)) {
					best = m
				}
			}
			if best == nil {
				return nil, fmt.Errorf("no module in go.mod has the package %s", pkg)
			}
			used[best] = true
		}
	}
	var all []*module
	libraries := false
	for _, m := range known {
		switch {
		case !used[m] || m.Path == "tarn":
			continue
		case strings.HasPrefix(m.Path, staticLibraries):
			if libraries {
				continue
			}
			libraries = true
			m.Path, m.Dir = staticLibraries+"…", ""
		case m.Dir == "":
			if err := fetch(root, m); err != nil {
				return nil, err
			}
		}
		all = append(all, m)
	}
	slices.SortFunc(all, func(a, b *module) int { return strings.Compare(a.Path, b.Path) })
	return all, nil
}

// fetch gets a module that is needed on another platform only.
func fetch(root string, m *module) error {
	out, err := run(root, nil, "go", "mod", "download", "-json", m.Path+"@"+m.Version)
	if err != nil {
		return fmt.Errorf("%w: %w", errCannot, err)
	}
	return json.Unmarshal([]byte(out), m)
}

var (
	licenceName = regexp.MustCompile(`(?i)^(un)?licen[cs]e|^copying|^notice`)
	// Some name a file of code for the licence, or license their logo apart.
	notCode   = regexp.MustCompile(`\.go$|-LOGO`)
	copyright = regexp.MustCompile(`(?i)^\s*(//|#|\*)?\s*(copyright\b|\(c\)|©).*(\d{4}|\(c\)|©|authors)`)
)

// readLicence reads the licence files of a module, or of the module that its path lies in.
func readLicence(m *module, byPath map[string]*module) error {
	from := m
	for {
		if from.Dir != "" {
			found, err := readFolder(m, from.Dir)
			if err != nil {
				return err
			}
			if found {
				return nil
			}
		}
		parent := from.Path
		for from = nil; from == nil; from = byPath[parent] {
			i := strings.LastIndexByte(parent, '/')
			if i < 0 {
				return fmt.Errorf("module %s has no licence file", m.Path)
			}
			parent = parent[:i]
		}
	}
}

func readFolder(m *module, dir string) (bool, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return false, err
	}
	for _, e := range entries {
		if e.IsDir() || !licenceName.MatchString(e.Name()) || notCode.MatchString(e.Name()) {
			continue
		}
		raw, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return false, err
		}
		text := strings.TrimSpace(strings.ReplaceAll(string(raw), "\r\n", "\n"))
		if strings.HasPrefix(strings.ToLower(e.Name()), "notice") {
			m.notices = append(m.notices, text)
			continue
		}
		names := detect(text)
		if len(names) == 0 {
			return false, fmt.Errorf("module %s: the licence in %s is not known to docs/gen; add it to licenceSigns", m.Path, e.Name())
		}
		for _, n := range names {
			if !slices.Contains(m.licences, n) {
				m.licences = append(m.licences, n)
			}
		}
		m.addText(text, names)
	}
	slices.Sort(m.licences)
	return len(m.licences) > 0, nil
}

var apacheText = regexp.MustCompile(`(?s)[ \t]*Apache License\s+Version 2\.0, January 2004.*?END OF TERMS AND CONDITIONS`)

// addText divides a licence file into its copyright lines and its body. The body of the Apache License is in LICENSE.
func (m *module) addText(text string, names []string) {
	text = apacheText.ReplaceAllString(text, "[The Apache License, Version 2.0: see LICENSE.]")
	var body []string
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n\r\t ")
		if copyright.MatchString(line) && !strings.Contains(line, "[yyyy]") && !strings.Contains(line, "{yyyy}") {
			if c := strings.TrimLeft(line, "/#* \t"); !slices.Contains(m.copyrights, c) {
				m.copyrights = append(m.copyrights, c)
			}
			continue
		}
		body = append(body, line)
	}
	if slices.Equal(names, []string{"Apache-2.0"}) {
		return
	}
	m.texts = append(m.texts, strings.Trim(strings.Join(body, "\n"), "\n"))
}

// licenceSigns are phrases that only one licence has.
var licenceSigns = []struct{ name, phrase string }{
	{"Apache-2.0", "Apache License Version 2.0"},
	{"Apache-2.0", "Licensed under the Apache License, Version 2.0"},
	{"MPL-2.0", "Mozilla Public License Version 2.0"},
	{"MPL-2.0", "Mozilla Public License, version 2.0"},
	{"MIT", "Permission is hereby granted, free of charge, to any person obtaining a copy"},
	{"ISC", "Permission to use, copy, modify, and distribute this software for any purpose with or without fee"},
	{"ISC", "Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee"},
	{"Unlicense", "This is free and unencumbered software released into the public domain"},
	{"CC0-1.0", "CC0 1.0 Universal"},
	{"BSL-1.0", "Boost Software License - Version 1.0"},
	{"blessing", "The author disclaims copyright to this source code"},
	{"Public domain", "public domain"},
	{"Zlib", "This software is provided 'as-is', without any express or implied warranty"},
}

// detect names the licences that a text states.
func detect(text string) []string {
	flat := strings.ToLower(strings.Join(strings.Fields(text), " "))
	var names []string
	add := func(name string) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, s := range licenceSigns {
		if strings.Contains(flat, strings.ToLower(s.phrase)) {
			add(s.name)
		}
	}
	if strings.Contains(flat, "redistribution and use in source and binary forms") {
		if strings.Contains(flat, "endorse or promote products") {
			add("BSD-3-Clause")
		} else {
			add("BSD-2-Clause")
		}
	}
	slices.Sort(names)
	return names
}

func render(modules []*module) string {
	var b strings.Builder
	b.WriteString(noticeHead)
	title := func(s string) { fmt.Fprintf(&b, "\n\n%s\n%s\n", s, strings.Repeat("=", len(s))) }
	title("Modules")
	type text struct {
		body  string
		users []string
	}
	var texts []*text
	byBody := map[string]*text{}
	for _, m := range modules {
		fmt.Fprintf(&b, "\n%s\n    %s\n", strings.TrimSpace(m.Path+" "+m.Version), strings.Join(m.licences, " AND "))
		for _, c := range m.copyrights {
			fmt.Fprintf(&b, "    %s\n", c)
		}
		for _, body := range m.texts {
			key := strings.ToLower(strings.Join(strings.Fields(body), " "))
			t := byBody[key]
			if t == nil {
				t = &text{body: body}
				byBody[key] = t
				texts = append(texts, t)
			}
			t.users = append(t.users, m.Path)
		}
	}
	title("Notices of these modules")
	seen := map[string]bool{}
	for _, m := range modules {
		for _, n := range m.notices {
			if !seen[n] {
				fmt.Fprintf(&b, "\n%s:\n\n%s\n", m.Path, n)
			}
			seen[n] = true
		}
	}
	title("Licence texts (for the Apache License see LICENSE)")
	for _, t := range texts {
		b.WriteByte('\n')
		for _, u := range t.users {
			fmt.Fprintf(&b, "%s\n", u)
		}
		fmt.Fprintf(&b, "\n%s\n", t.body)
	}
	return b.String()
}
