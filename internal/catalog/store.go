// Package catalog says what tables exist: event data stores and the tables and views of databases, and what they are called in SQL.
package catalog

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/google/uuid"
)

// EventDataStore is a store of CloudTrail events, as on CloudTrail Lake
// (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventDataStore.html).
type EventDataStore struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// Kind is what its rows are: cloudtrail.
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
}

// Status of an event data store, in the words of the API.
type Status string

// The statuses that a store of Tarn has.
const (
	Enabled         Status = "ENABLED"
	PendingDeletion Status = "PENDING_DELETION"
)

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
		ID: id, Name: name, Kind: "cloudtrail", Status: Enabled, RetentionDays: DefaultRetention, TerminationProtection: true,
		Created: now, Updated: now, Table: "store_" + strings.ReplaceAll(id, "-", "_"),
	}
}

// Validate checks what a person can set.
func (s EventDataStore) Validate() error {
	if !storeName.MatchString(s.Name) {
		return fmt.Errorf("%w store name %q: 3 to 128 letters, digits, periods, underscores and dashes", ErrInvalid, s.Name)
	}
	if uuid.Validate(s.Name) == nil {
		return fmt.Errorf("%w store name %q: it looks like a store ID", ErrInvalid, s.Name)
	}
	if s.RetentionDays < MinRetention || s.RetentionDays > MaxRetention {
		return fmt.Errorf("%w retention of %d days: it must be %d to %d", ErrInvalid, s.RetentionDays, MinRetention, MaxRetention)
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

// Delete puts a store in the state before its deletion, seven days later, as CloudTrail Lake does.
func (s EventDataStore) Delete(now time.Time) (EventDataStore, error) {
	if s.Status == PendingDeletion {
		return s, invalid("event data store %s is to be deleted on %s already", s.Name, s.DeleteAfter.UTC().Format(time.DateTime))
	}
	if s.TerminationProtection {
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
	return s, nil
}
