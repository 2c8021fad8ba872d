package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"tarn/internal/audit"
	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/catalog"
	"tarn/internal/sql/syntax"
)

// commandSource is what the record of calls has for commands on the directory.
const commandSource = "command.tarn"

// commandRecord is a command as the record of calls has it. It is recorded when it opens the data directory, before it does anything
// there, and says at its end what came of it. Its methods may be called on nil.
type commandRecord struct {
	path     string
	readOnly bool
	asked    commandAsked

	event audit.Event
	note  *audit.Note
}

// commandAsked is what was asked for: requestParameters.
type commandAsked struct {
	Command   string            `json:"command"`
	Arguments []string          `json:"arguments,omitempty"`
	Flags     map[string]string `json:"flags,omitempty"`
	Statement string            `json:"statement,omitempty"`
}

// What only reads, by the last word of its name or by the whole; tarn query is judged by its statement.
var (
	readingWords = map[string]bool{"list": true, "show": true, "runs": true, "history": true, "verify": true, "policy": true, "validate": true, "setup": true, "query": true}
	readingPaths = map[string]bool{"tarn dashboard run": true, "tarn dashboard report": true}
)

// newCommandRecord is nil for tarn up, whose calls are recorded one by one, and for the shell's completion.
func newCommandRecord(cmd *cobra.Command, args []string) *commandRecord {
	if name := cmd.Name(); name == "up" || strings.HasPrefix(name, "__") {
		return nil
	}
	c := &commandRecord{path: cmd.CommandPath(), readOnly: readingWords[cmd.Name()] || readingPaths[cmd.CommandPath()]}
	c.asked = commandAsked{Command: c.path, Arguments: args}
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if cmd.InheritedFlags().Lookup(f.Name) != nil {
			return // where the directory is, and the like
		}
		if c.asked.Flags == nil {
			c.asked.Flags = map[string]string{}
		}
		c.asked.Flags[f.Name] = f.Value.String()
	})
	return c
}

// asks notes a statement, and whether it changes anything.
func (c *commandRecord) asks(sql string) {
	if c == nil {
		return
	}
	c.asked.Statement, c.asked.Arguments = sql, nil
	stmt, err := syntax.Parse(sql)
	if err != nil {
		return // it does nothing
	}
	switch stmt.(type) {
	case *syntax.Query, *syntax.Execute, *syntax.Explain, *syntax.Show, *syntax.Describe, *syntax.DescribePrepared:
	default:
		c.readOnly = false
	}
}

// begin records the command. What changes something is refused where it cannot be recorded.
func (c *commandRecord) begin(ctx context.Context, a *app, d *dataDir) error {
	if c == nil || c.note != nil {
		return nil
	}
	home, err := d.knownHome(ctx, a.config.Home)
	if err != nil {
		return err
	}
	name := ""
	for _, word := range strings.Fields(c.path)[1:] {
		name += strings.ToUpper(word[:1]) + word[1:]
	}
	now := time.Now()
	c.event = audit.Home{Account: home.Account, Region: home.Region}.Event(commandSource, name, c.readOnly, now)
	c.event.EventType = "TarnCommand"
	c.event.SourceIPAddress, c.event.UserAgent = "localhost", "tarn/"+version
	c.event.UserIdentity = audit.Identity{Type: "OSUser", PrincipalID: strconv.Itoa(os.Getuid()), AccountID: home.Account, UserName: userName()}
	text, err := json.Marshal(c.asked)
	if err != nil {
		return err
	}
	c.event.RequestParameters = audit.Part(text)
	if c.note, err = audit.Begin(d.auditDir(), c.event, now); err == nil {
		return nil
	}
	if c.readOnly {
		a.say("note: this command is not in the record of calls: %v", err)
		return nil
	}
	return fmt.Errorf("the command cannot be recorded in %s, so nothing is changed: %w", catalog.AuditStore, err)
}

// end says what came of the command.
func (c *commandRecord) end(ctx context.Context, a *app, failed error) {
	if c == nil || c.note == nil {
		return
	}
	var exit *exitError
	switch {
	case failed == nil:
	case errors.As(failed, &exit):
		c.event.ErrorCode, c.event.ErrorMessage = "ExitCode"+strconv.Itoa(exit.code), exit.Error()
	default:
		c.event.ErrorCode, c.event.ErrorMessage = "ExitCode"+strconv.Itoa(exitFailed), failed.Error()
	}
	if err := c.note.End(c.event); err != nil {
		a.say("what came of this command is not in the record of calls: %v", err)
		return
	}
	if log := a.recorded(a.data); log.due() && !audit.Written(a.data.auditDir()) {
		if err := log.commit(ctx); err != nil {
			a.say("the record of calls could not be brought into the lake: %v", err)
		}
	}
}

// knownHome is home without a search for the account.
func (d *dataDir) knownHome(ctx context.Context, c homeConfig) (awsapi.Home, error) {
	kept, err := d.state.Setting(ctx, accountSetting)
	return awsapi.Home{Account: cmp.Or(c.Account, kept, noAccount), Region: cmp.Or(c.Region, defaultRegion), Organization: c.Organization}, err
}

// namesAudit reports whether a statement may name the record of calls, by its name or its ID.
func namesAudit(sql string) bool {
	return strings.Contains(strings.ToLower(sql), catalog.AuditStore) || strings.Contains(sql, auth.AuditStore)
}
