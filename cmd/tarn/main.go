// Command tarn is a lake for AWS logs: it imports them, keeps them, and answers SQL about them.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"tarn/internal/term"
)

// Exit codes, as every command's help lists them.
const (
	exitOK          = 0
	exitFailed      = 1
	exitUsage       = 2
	exitIncomplete  = 3
	exitInterrupted = 130
)

// exitError ends the program with a code of its own. Its message has been printed where quiet is set.
type exitError struct {
	code  int
	err   error
	quiet bool
}

func (e *exitError) Error() string { return e.err.Error() }
func (e *exitError) Unwrap() error { return e.err }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C does not wait
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run is the program without its process: tests call it, too.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	out := &output{Writer: stdout}
	a := &app{stdin: stdin, stdout: out, stderr: stderr}
	defer a.close()
	root := newRootCommand(a)
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(out)
	root.SetErr(stderr)
	err := misnamed(root, args)
	if err == nil {
		err = root.ExecuteContext(ctx)
	}
	if err == nil && out.err != nil {
		err = fmt.Errorf("the output could not be written: %w", out.err)
	}
	a.typed.end(context.WithoutCancel(ctx), a, err)
	stderr = term.SafeWriter{W: stderr} // messages name objects, and an object's name may hold anything
	var exit *exitError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &exit):
		if !exit.quiet {
			fmt.Fprintln(stderr, "tarn:", exit.err)
		}
		return exit.code
	case ctx.Err() != nil:
		fmt.Fprintln(stderr, "tarn: interrupted")
		return exitInterrupted
	}
	fmt.Fprintln(stderr, "tarn:", err)
	return exitFailed
}

func newRootCommand(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "tarn",
		Short: "A lake for AWS logs that you run yourself",
		Long: `Tarn reads the log files that CloudTrail, VPC Flow Logs, load balancers and other AWS
services leave in S3, keeps them as Apache Iceberg tables, and answers CloudTrail Lake
and Athena SQL about them, here, in a console, and through AWS's own APIs.`,
		Example: `  tarn demo /tmp/logs && tarn --data /tmp/lake import /tmp/logs
  tarn import s3://my-trail-bucket/AWSLogs/
  tarn query "SELECT eventName, count(*) FROM cloudtrail GROUP BY 1 ORDER BY 2 DESC LIMIT 10"
  tarn up`,
		SilenceUsage:  true,
		SilenceErrors: true,
		PersistentPreRunE: func(cmd *cobra.Command, args []string) error {
			a.typed = newCommandRecord(cmd, args)
			return a.configure(cmd)
		},
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return &exitError{code: exitUsage, err: fmt.Errorf("%w\nSee '%s --help'.", err, cmd.CommandPath())}
	})
	flags := root.PersistentFlags()
	flags.StringVar(&a.dataFlag, "data", "", "the data `directory` (env TARN_DATA; default "+defaultDataDir()+")")
	flags.StringVar(&a.configFlag, "config", "", "the configuration `file` (env TARN_CONFIG; default tarn.yaml in the data directory)")
	flags.BoolVarP(&a.verbose, "verbose", "v", false, "say on stderr what happens")
	root.AddCommand(
		newUpCommand(a), newImportCommand(a), newQueryCommand(a), newSourceCommand(a), newStoreCommand(a), newViewCommand(a), newTableCommand(a), newJobCommand(a), newAlertCommand(a), newDashboardCommand(a), newAccountCommand(a), newKeyCommand(a), newQuarantineCommand(a),
		newVerifyCommand(a), newCompactCommand(a), newExpireCommand(a), newRelocateCommand(a), newBackupCommand(a), newRestoreCommand(a),
		newSetupCommand(a), newDemoCommand(a), newVersionCommand(a),
	)
	strict(root)
	completeStatementsInBash(root)
	return root
}
