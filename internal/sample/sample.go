// Package sample holds the sample queries: statements with a name, a description and tags, to begin from.
//
// A folder holds those of one kind of table. A file is SQL whose first lines are comments:
//
//	-- name: Console sign-ins without MFA
//	-- name ko: MFA 없는 콘솔 로그인
//	-- description: Finds successful console sign-ins whose user did not present a second factor.
//	-- tags: sign-in, console, mfa
//
// The name and the description are in English, and in the other languages after their codes.
//
// In those of CloudTrail, $EDS_ID stands for the event data store, as in CloudTrail Lake's own samples; the others name the store
// that an import of their format makes.
package sample

import (
	"embed"
	"fmt"
	"path"
	"strings"
	"sync"

	"tarn/internal/title"
)

//go:embed */*.sql
var files embed.FS

// Query is a sample query.
type Query struct {
	// ID is the file's name without its end. Kind is its folder: the kind of the store that it asks.
	ID, Kind          string
	Name, Description title.Title
	Tags              []string
	SQL               string
}

// CloudTrail gives the sample queries of event data stores, in the order of their IDs.
var CloudTrail = sync.OnceValue(func() []Query { return folder("cloudtrail") })

// All gives the sample queries of every kind of store, CloudTrail's first.
var All = sync.OnceValue(func() []Query {
	all := CloudTrail()
	dirs, err := files.ReadDir(".")
	if err != nil {
		panic(err)
	}
	for _, d := range dirs {
		if d.Name() != "cloudtrail" {
			all = append(all, folder(d.Name())...)
		}
	}
	return all
})

// folder reads what is part of the program: a fault in it is the program's.
func folder(dir string) []Query {
	entries, err := files.ReadDir(dir)
	if err != nil {
		panic(err)
	}
	var out []Query
	for _, e := range entries {
		text, err := files.ReadFile(path.Join(dir, e.Name()))
		if err != nil {
			panic(err)
		}
		q, err := parse(strings.TrimSuffix(e.Name(), ".sql"), string(text))
		if err != nil {
			panic(err)
		}
		q.Kind = dir
		out = append(out, q)
	}
	return out
}

func parse(id, text string) (Query, error) {
	q := Query{ID: id, Name: title.Title{}, Description: title.Title{}}
	for {
		line, rest, _ := strings.Cut(text, "\n")
		comment, ok := strings.CutPrefix(line, "-- ")
		if !ok {
			break
		}
		member, v, _ := strings.Cut(comment, ": ")
		member, language, _ := strings.Cut(member, " ")
		if language == "" {
			language = title.Languages[0]
		}
		switch member {
		case "name":
			q.Name[language] = v
		case "description":
			q.Description[language] = v
		case "tags":
			q.Tags = strings.Split(v, ", ")
		default:
			return q, fmt.Errorf("sample query %s: a line begins with %q; there are name, description and tags", id, member)
		}
		text = rest
	}
	q.SQL = strings.TrimSpace(text)
	for _, language := range title.Languages {
		if q.Name[language] == "" || q.Description[language] == "" {
			return q, fmt.Errorf("sample query %s has no name or no description in %s", id, language)
		}
	}
	if len(q.Tags) == 0 || q.SQL == "" {
		return q, fmt.Errorf("sample query %s has no tags or no statement", id)
	}
	return q, nil
}
