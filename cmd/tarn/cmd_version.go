package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is set when a release is built.
var version = "dev"

func newVersionCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print Tarn's version",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			revision, duckdb := "", ""
			if info, ok := debug.ReadBuildInfo(); ok {
				for _, s := range info.Settings {
					if s.Key == "vcs.revision" {
						revision = " " + s.Value[:min(12, len(s.Value))]
					}
				}
				for _, d := range info.Deps {
					if d.Path == "github.com/duckdb/duckdb-go-bindings" {
						duckdb = ", duckdb-go-bindings " + d.Version
					}
				}
			}
			fmt.Fprintf(a.stdout, "tarn %s%s (%s %s/%s%s)\n", version, revision, runtime.Version(), runtime.GOOS, runtime.GOARCH, duckdb)
			return nil
		},
	}
}
