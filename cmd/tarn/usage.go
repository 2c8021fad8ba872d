package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"
)

// usageError is a wrong use of a command, in one sentence.
func usageError(format string, args ...any) error {
	return &exitError{code: exitUsage, err: fmt.Errorf(format, args...)}
}

// strict makes wrong numbers of arguments wrong usage, in words that show the right one.
func strict(cmd *cobra.Command) {
	for _, c := range cmd.Commands() {
		strict(c)
	}
	check := cmd.Args
	if check == nil || !cmd.Runnable() {
		return
	}
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		err := check(cmd, args)
		switch {
		case err == nil && slices.Contains(args, ""):
			return usageError("an argument is empty: %s", cmd.UseLine())
		case err == nil:
			return nil
		case len(args) == 0:
			return usageError("an argument is missing: %s", cmd.UseLine())
		}
		return usageError("too many arguments (the last is %q): %s", args[len(args)-1], cmd.UseLine())
	}
}

// misnamed says which command is not there; cobra alone would print a group's help and succeed.
func misnamed(root *cobra.Command, args []string) error {
	if len(args) > 0 && (args[0] == cobra.ShellCompRequestCmd || args[0] == cobra.ShellCompNoDescRequestCmd) {
		return nil
	}
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd(args...)
	group, rest, _ := root.Find(args)
	if group.Runnable() || !group.HasSubCommands() || group.ParseFlags(rest) != nil || group.Flags().NArg() == 0 {
		return nil
	}
	group.SuggestionsMinimumDistance = 2
	message := fmt.Sprintf("there is no command %q", group.CommandPath()+" "+group.Flags().Arg(0))
	if near := group.SuggestionsFor(group.Flags().Arg(0)); len(near) > 0 {
		message += fmt.Sprintf("; did you mean %q?", group.CommandPath()+" "+near[0])
	} else {
		message += fmt.Sprintf("; '%s --help' lists those that are there", group.CommandPath())
	}
	return usageError("%s", message)
}

// choice is a flag that takes one of several words.
type choice struct {
	value *string
	of    []string
}

func (c choice) String() string {
	if c.value == nil {
		return ""
	}
	return *c.value
}

func (c choice) Type() string { return "string" }

func (c choice) Set(s string) error {
	if !slices.Contains(c.of, s) {
		return errors.New("choose " + oneOf(c.of))
	}
	*c.value = s
	return nil
}

// oneOf lists words, as in table or json.
func oneOf(words []string) string {
	s := ""
	for i, w := range words {
		switch {
		case i > 0 && i == len(words)-1:
			s += " or "
		case i > 0:
			s += ", "
		}
		s += w
	}
	return s
}

// outputFlag adds -o, with which a command prints JSON.
func outputFlag(cmd *cobra.Command, output *string) {
	*output = "table"
	formats := []string{"table", "json"}
	cmd.Flags().VarP(choice{output, formats}, "output", "o", "`format`: "+oneOf(formats))
	cmd.RegisterFlagCompletionFunc("output", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
}
