package main

import (
	"tarn/internal/ingest"
)

// watchImport shows a progress line while an import runs; what it returns ends it.
func (a *app) watchImport(m *ingest.Importer, demo string) (stop func()) { return func() {} }

// counter shows how many of something are done; done ends the line.
func (a *app) counter(verb, noun string) (progress func(done, total int), done func()) {
	return nil, func() {}
}
