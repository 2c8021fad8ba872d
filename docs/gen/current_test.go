package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCurrent holds the documents that are made from the code against the code.
func TestCurrent(t *testing.T) {
	root, err := findRoot()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range documents {
		t.Run(filepath.Base(d.path), func(t *testing.T) {
			want, err := d.make(root)
			if errors.Is(err, errCannot) {
				t.Skip(err)
			}
			if err != nil {
				t.Fatal(err)
			}
			got, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(d.path)))
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != want {
				t.Errorf("%s is not current; run make generate. First difference:\n%s", d.path, difference(string(got), want))
			}
		})
	}
}

// difference shows the first line in which two texts differ.
func difference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(g), len(w)) {
		have, need := "(end)", "(end)"
		if i < len(g) {
			have = g[i]
		}
		if i < len(w) {
			need = w[i]
		}
		if have != need {
			return "have: " + have + "\nneed: " + need
		}
	}
	return ""
}

func TestDetect(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Apache License\n   Version 2.0, January 2004", "Apache-2.0"},
		{"Permission is hereby granted, free of\ncharge, to any person obtaining a copy", "MIT"},
		{"Redistribution and use in source and binary forms, with or", "BSD-2-Clause"},
		{"Redistribution and use in source and binary forms … used to endorse\nor promote products", "BSD-3-Clause"},
		{"Permission is hereby granted, free of charge, to any person obtaining a copy … Licensed under the Apache License, Version 2.0", "Apache-2.0 MIT"},
		{"All rights reserved.", ""},
	} {
		if got := strings.Join(detect(c.text), " "); got != c.want {
			t.Errorf("detect(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestPlain(t *testing.T) {
	for _, c := range []struct{ field, doc, want string }{
		{"Workers", "Workers is the number of objects\nread at once.\n", "The number of objects read at once."},
		{"Import", "Import sets how logs are read.", "Sets how logs are read."},
		{"X", "", ""},
	} {
		if got := plain(c.field, c.doc); got != c.want {
			t.Errorf("plain(%q, %q) = %q, want %q", c.field, c.doc, got, c.want)
		}
	}
}
