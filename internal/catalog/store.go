// Package catalog says what tables exist: event data stores and the tables and views of databases, and what they are called in SQL.
package catalog

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/google/uuid"

	"tarn/internal/auth"

	"tarn/internal/schema"
	"tarn/internal/selector"
)

// EventDataStore is a store of CloudTrail events, as on CloudTrail Lake
// (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventDataStore.html).
type EventDataStore struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// Kind is what its rows are, the name of their schema.Table: cloudtrail or activity, or a log format.
	Kind   string `json:"kind"`
	Status Status `json:"status"`
	// RetentionDays, 7 to 3653, is how long events are kept, judged by event time.
	RetentionDays         int       `json:"retentionDays"`
	TerminationProtection bool      `json:"terminationProtection"`
	Created               time.Time `json:"created"`
	Updated               time.Time `json:"updated"`
	// DeleteAfter is when a store that waits for its deletion goes for good.
	DeleteAfter time.Time `json:"deleteAfter,omitzero"`
	// Table is its name in the lake.
	Table string `json:"table"`
	Settings
}

// Settings are what a store has beside its name: the state keeps them as one text.
type Settings struct {
	// BuiltIn stores are Tarn's own: they come last in lists, and are not changed.
	BuiltIn bool `json:"builtIn,omitempty"`
	// Selectors say which events the store takes: all where there are none.
	Selectors selector.Selectors `json:"advancedEventSelectors,omitempty"`
	// Reselected says that the selectors were changed: objects that were read before may hold more that they take.
	Reselected bool `json:"reselected,omitempty"`
	// MultiRegion says that events of every region are taken, not those of the home region only; Organization the same of
	// accounts, where tarn.yaml names an organization.
	MultiRegion  bool        `json:"multiRegionEnabled"`
	Organization bool        `json:"organizationEnabled"`
	Billing      BillingMode `json:"billingMode"`
	// Live says that the store is fed by every source, not only by those that name it.
	Live bool `json:"live,omitempty"`
	// Ingestion are the times in which what arrives at a source goes into the store: always where there are none.
	Ingestion []Window `json:"ingestion,omitempty"`
	// Federation is whether Athena's catalog has the store as a table.
	Federation Federation `json:"federation,omitzero"`
	// Insights and Events are kept for those who ask for them: nothing follows from them.
	Insights *InsightSelectors   `json:"insights,omitempty"`
	Events   *EventConfiguration `json:"eventConfiguration,omitempty"`
}

// Federation is whether, and in whose name, Athena's catalog has a store as a table.
type Federation struct {
	Enabled bool   `json:"enabled,omitempty"`
	RoleARN string `json:"roleArn,omitempty"`
}

// InsightSelectors say which insights are wanted of a store's events, and the store that they would go to.
type InsightSelectors struct {
	Selectors   json.RawMessage `json:"selectors,omitempty"`
	Destination string          `json:"destination,omitempty"`
}

// EventConfiguration is what PutEventConfiguration says of a store's events.
type EventConfiguration struct {
	MaxEventSize string          `json:"maxEventSize,omitempty"`
	Context      json.RawMessage `json:"contextKeySelectors,omitempty"`
	Aggregation  json.RawMessage `json:"aggregationConfigurations,omitempty"`
}

// Status of an event data store, in the words of the API.
type Status string

// The statuses that a store of Tarn has.
const (
	Enabled          Status = "ENABLED"
	PendingDeletion  Status = "PENDING_DELETION"
	StoppedIngestion Status = "STOPPED_INGESTION"
)

// The kinds of rows. Activity is what PutAuditEvents brings.
const (
	CloudTrail = "cloudtrail"
	Activity   = "activity"
)

// BillingMode is CloudTrail Lake's. Here it only bounds the retention.
type BillingMode string

// The billing modes.
const (
	Extendable BillingMode = "EXTENDABLE_RETENTION_PRICING"
	Fixed      BillingMode = "FIXED_RETENTION_PRICING"
)

// MaxRetention is the longest retention, in days; DefaultRetention is the one of a store that is made without.
func (b BillingMode) MaxRetention() int {
	if b == Fixed {
		return 2557
	}
	return MaxRetention
}

// DefaultRetention is the retention, in days, of a store that the API makes without saying one.
func (b BillingMode) DefaultRetention() int {
	if b == Fixed {
		return 2557
	}
	return 366
}

// DefaultStore is the name of the store that the first import makes.
const DefaultStore = "cloudtrail"

// Limits of CloudTrail Lake.
const (
	MinRetention     = 7
	MaxRetention     = 3653
	DefaultRetention = 3653
	deletionDelay    = 7 * 24 * time.Hour
)

// Errors of the stores, one a kind.
var (
	ErrStoreNotFound = errors.New("no such event data store")
	ErrStoreExists   = errors.New("an event data store of that name exists")
	ErrProtected     = errors.New("the event data store is protected against termination")
	ErrInvalid       = errors.New("invalid")
)

// invalid is an ErrInvalid in a sentence of its own.
func invalid(format string, args ...any) error { return invalidError(fmt.Sprintf(format, args...)) }

type invalidError string

func (e invalidError) Error() string { return string(e) }
func (invalidError) Unwrap() error   { return ErrInvalid }

// Stores keeps the event data stores.
type Stores interface {
	Stores(ctx context.Context) ([]EventDataStore, error)
	// AddStore fails with ErrStoreExists where the name is taken.
	AddStore(ctx context.Context, s EventDataStore) error
	// SetStore replaces the store with the same ID.
	SetStore(ctx context.Context, s EventDataStore) error
	RemoveStore(ctx context.Context, id string) error
}

var storeName = regexp.MustCompile(`^[a-zA-Z0-9._\-]{3,128}$`)

// NewStore makes a store with CloudTrail Lake's defaults: termination protection on.
func NewStore(name string, now time.Time) EventDataStore {
	id := uuid.NewString()
	return EventDataStore{
		ID: id, Name: name, Kind: CloudTrail, Status: Enabled, RetentionDays: DefaultRetention, TerminationProtection: true,
		Created: now, Updated: now, Table: "store_" + strings.ReplaceAll(id, "-", "_"), Settings: DefaultSettings(),
	}
}

// DefaultSettings take every event there is.
func DefaultSettings() Settings {
	return Settings{MultiRegion: true, Organization: true, Billing: Extendable}
}

// Select sets a new store's selectors, and with them the kind of its rows.
func (s EventDataStore) Select(by selector.Selectors) EventDataStore {
	s.Selectors = by
	if len(by) > 0 && by.Takes(selector.ActivityAuditLog) {
		return s.OfKind(Activity)
	}
	return s
}

// OfKind sets what a new store's rows are.
func (s EventDataStore) OfKind(kind string) EventDataStore {
	if s.Kind = kind; kind != CloudTrail {
		s.Table = strings.ReplaceAll(kind+"_"+s.ID, "-", "_")
	}
	return s
}

// Schema is the schema of the store's table in the lake. A store of a kind that this Tarn does not know has none.
func (s EventDataStore) Schema() (*schema.Table, error) {
	t := schema.TableOf(s.Kind)
	if t == nil {
		return nil, fmt.Errorf("event data store %s has rows of the kind %q, which this Tarn does not know; a newer one does", s.Name, s.Kind)
	}
	return t, nil
}

// OfEvents reports whether the rows are events, as those of CloudTrail Lake. The rows of all other stores are those of a log
// format, and SQL has them as tables of the database default.
func (s EventDataStore) OfEvents() bool { return s.Kind == CloudTrail || s.Kind == Activity }

// AuditStore is the name of the built-in store, the record of calls; its ID is auth.AuditStore.
const AuditStore = "tarn-audit"

// AuditTable is where the rows of the record of calls are, as a schema.Relation's Source.
var AuditTable = NewAuditStore(time.Time{}).Table

// NewAuditStore makes the record of calls.
func NewAuditStore(now time.Time) EventDataStore {
	s := NewStore(AuditStore, now)
	s.ID, s.BuiltIn = auth.AuditStore, true
	s.Table = "store_" + strings.ReplaceAll(s.ID, "-", "_")
	return s
}

// Validate checks what a person can set.
func (s EventDataStore) Validate() error {
	if !storeName.MatchString(s.Name) {
		return fmt.Errorf("%w store name %q: 3 to 128 letters, digits, periods, underscores and dashes", ErrInvalid, s.Name)
	}
	if uuid.Validate(s.Name) == nil {
		return fmt.Errorf("%w store name %q: it looks like a store ID", ErrInvalid, s.Name)
	}
	if longest := s.Billing.MaxRetention(); s.RetentionDays < MinRetention || s.RetentionDays > longest {
		return fmt.Errorf("%w retention of %d days: it must be %d to %d", ErrInvalid, s.RetentionDays, MinRetention, longest)
	}
	if err := s.Selectors.Validate(); err != nil {
		return fmt.Errorf("%w selectors: %w", ErrInvalid, err)
	}
	return nil
}

// FindStore finds a store by its name, its ID, or the end of its ARN.
func FindStore(stores []EventDataStore, name string) (EventDataStore, error) {
	if i := strings.LastIndex(name, "eventdatastore/"); i >= 0 {
		name = name[i+len("eventdatastore/"):]
	}
	for _, s := range stores {
		if strings.EqualFold(s.ID, name) || strings.EqualFold(s.Name, name) {
			return s, nil
		}
	}
	return EventDataStore{}, fmt.Errorf("%w: %s", ErrStoreNotFound, name)
}

// StoreOfKind is the store of a kind that is meant: the one of a name or an ID that is wanted, and where none is, the one that is called as
// its kind, or else the oldest.
func StoreOfKind(stores []EventDataStore, kind, wanted string) (found EventDataStore, ok bool) {
	for _, s := range stores {
		switch {
		case s.Kind != kind || s.Status == PendingDeletion:
		case wanted != "" && (s.Name == wanted || s.ID == wanted), wanted == "" && s.Name == kind:
			return s, true
		case wanted == "" && !s.BuiltIn && (!ok || s.Created.Before(found.Created)):
			found, ok = s, true
		}
	}
	return found, ok
}

// Delete puts a store in the state before its deletion, seven days later, as CloudTrail Lake does.
func (s EventDataStore) Delete(now time.Time) (EventDataStore, error) {
	if s.Status == PendingDeletion {
		return s, invalid("event data store %s is to be deleted on %s already", s.Name, s.DeleteAfter.UTC().Format(time.DateTime))
	}
	if s.TerminationProtection || s.BuiltIn {
		return s, fmt.Errorf("%w: %s", ErrProtected, s.Name)
	}
	s.Status, s.Updated, s.DeleteAfter = PendingDeletion, now, now.Add(deletionDelay)
	return s, nil
}

// Restore takes a deletion back.
func (s EventDataStore) Restore(now time.Time) (EventDataStore, error) {
	if s.Status != PendingDeletion {
		return s, invalid("event data store %s is not waiting for its deletion", s.Name)
	}
	s.Status, s.Updated, s.DeleteAfter = Enabled, now, time.Time{}
	if s.stopped() {
		s.Status = StoppedIngestion
	}
	return s, nil
}
