package alert

import (
	"context"
	"errors"
	"time"

	"tarn/internal/notify"
)

// State is where a group of a rule stands, in Prometheus' words (https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/).
type State string

// The states.
const (
	Inactive State = "inactive"
	// Pending is a condition that holds, and not as long yet as the rule's for.
	Pending  State = "pending"
	Firing   State = "firing"
	Resolved State = "resolved"
)

// Message is what a rule sends.
type Message = notify.Message

// Group is a rule's rows with the same labels, while it is pending or firing.
type Group struct {
	Rule   string            `json:"rule"`
	Labels map[string]string `json:"labels,omitempty"`
	State  State             `json:"state"`
	// Since is when the condition began to hold, Fired when the group began to fire, Seen when its condition last held.
	Since time.Time `json:"since"`
	Fired time.Time `json:"fired,omitzero"`
	Seen  time.Time `json:"seen"`
	// Sent is when a message about it was last put into the outbox, Messages how many were.
	Sent     time.Time `json:"sent,omitzero"`
	Messages int       `json:"messages"`
	// Rows is how many rows it had last; Value is that of the threshold's column.
	Rows  int    `json:"rows"`
	Value string `json:"value,omitempty"`
	// Silence is the ID of the silence that kept its last message back.
	Silence string `json:"silence,omitempty"`
}

// Event is something that happened to a rule.
type Event struct {
	ID     string            `json:"id"`
	Rule   string            `json:"rule"`
	Time   time.Time         `json:"time"`
	State  State             `json:"state"`
	Labels map[string]string `json:"labels,omitempty"`
	// Rows counts the rows that were new.
	Rows  int    `json:"rows"`
	Value string `json:"value,omitempty"`
	Title string `json:"title"`
	Text  string `json:"text,omitempty"`
	// Columns and Sample are the first of the rows that were new.
	Columns []string   `json:"columns,omitempty"`
	Sample  [][]string `json:"sample,omitempty"`
	Link    string     `json:"link,omitempty"`
	// Message is that of the outbox, for Notifiers; empty where nobody was to be told: Silence says which silence kept it back.
	Message   string   `json:"message,omitempty"`
	Notifiers []string `json:"notifiers,omitempty"`
	Silence   string   `json:"silence,omitempty"`
	// Error is why an evaluation failed; State is then empty.
	Error string `json:"error,omitempty"`
}

// Silence keeps messages back for a time. It matches groups of Rule, or of all rules where that is empty, that have all of Labels.
type Silence struct {
	ID      string            `json:"id"`
	Rule    string            `json:"rule,omitempty"`
	Labels  map[string]string `json:"labels,omitempty"`
	Starts  time.Time         `json:"starts"`
	Ends    time.Time         `json:"ends"`
	By      string            `json:"by,omitempty"`
	Comment string            `json:"comment,omitempty"`
	Created time.Time         `json:"created"`
}

// Matches reports whether a silence keeps messages about a rule's group back at a time.
func (s Silence) Matches(rule string, labels map[string]string, at time.Time) bool {
	if s.Rule != "" && s.Rule != rule || at.Before(s.Starts) || !at.Before(s.Ends) {
		return false
	}
	for name, value := range s.Labels {
		if labels[name] != value {
			return false
		}
	}
	return true
}

// Status is a rule and where it stands.
type Status struct {
	Rule
	Enabled bool  `json:"enabled"`
	State   State `json:"state"`
	// Needs are parameters that have to be given before the rule is evaluated.
	Needs  []string `json:"needs,omitempty"`
	Groups []Group  `json:"groups,omitempty"`
	// Silences are those that match the rule now.
	Silences []Silence `json:"silences,omitempty"`
	// Evaluated is the time that the last evaluation was about, Took how long that took, Error why it failed; Next is when the next one is due.
	Evaluated time.Time     `json:"evaluated,omitzero"`
	Took      time.Duration `json:"took,omitempty"`
	Error     string        `json:"error,omitempty"`
	Next      time.Time     `json:"next,omitzero"`
}

// Settings are what is known of a rule beside its file.
type Settings struct {
	// Enabled says that it is evaluated; nil is yes.
	Enabled *bool `json:"enabled,omitempty"`
	// Evaluated is the time that the last evaluation was about, Took how long that took.
	Evaluated time.Time     `json:"evaluated,omitzero"`
	Took      time.Duration `json:"took,omitempty"`
	// Error is why the last evaluation failed.
	Error string `json:"error,omitempty"`
}

// Seen is a row that was announced. Hash begins with its group's.
type Seen struct {
	Hash string
	// Time is the row's own, or when it was last seen.
	Time time.Time
}

// Change is what an evaluation makes of a rule's state. It is kept as a whole, or not at all.
type Change struct {
	Rule     string
	Settings Settings
	// Groups take the place of all groups of the rule.
	Groups []Group
	Seen   []Seen
	// Forget are beginnings of hashes of rows that were announced, and may be again.
	Forget []string
	// Older are announced rows of times before it that are not needed any more.
	Older    time.Time
	Events   []Event
	Messages []notify.Entry
}

// Store keeps what is known of rules.
type Store interface {
	RuleSettings(ctx context.Context, rule string) (Settings, error)
	SetRuleSettings(ctx context.Context, rule string, s Settings) error
	// Groups lists those of a rule, or of all for "".
	Groups(ctx context.Context, rule string) ([]Group, error)
	// Announced tells which rows of a rule were announced.
	Announced(ctx context.Context, rule string) (map[string]bool, error)
	Change(ctx context.Context, c Change) error
	// AlertEvents lists what happened to a rule, or to all for "", the youngest first; max 0 is no limit.
	AlertEvents(ctx context.Context, rule string, max int) ([]Event, error)
	Silences(ctx context.Context) ([]Silence, error)
	PutSilence(ctx context.Context, s Silence) error
	RemoveSilence(ctx context.Context, id string) error
}

// Errors, one a kind.
var (
	ErrNotFound        = errors.New("there is no such rule")
	ErrSilenceNotFound = errors.New("there is no such silence")
)
