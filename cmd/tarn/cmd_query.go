package main

import "github.com/spf13/cobra"

func newQueryCommand(a *app) *cobra.Command { return &cobra.Command{Use: "query", Hidden: true} }
