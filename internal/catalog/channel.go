package catalog

import (
	"context"
	"errors"
	"slices"
	"time"
)

// Channel brings events from outside AWS into stores
// (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetChannel.html).
type Channel struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// Source is Custom, or the name of a partner's event source. It has one channel.
	Source string `json:"source"`
	// Stores are the IDs of those that the events go to.
	Stores  []string  `json:"stores"`
	Created time.Time `json:"created"`
	// Ingestion tells of the last attempts to bring events in: SetAttempts keeps it, apart from the rest.
	Ingestion Attempts `json:"-"`
}

// Attempts tells of a channel's last attempts.
type Attempts struct {
	Attempt      time.Time `json:"attempt,omitzero"`
	AttemptEvent string    `json:"attemptEvent,omitempty"`
	Success      time.Time `json:"success,omitzero"`
	SuccessEvent string    `json:"successEvent,omitempty"`
	Error        string    `json:"error,omitempty"`
}

// Errors of the channels.
var (
	ErrChannelNotFound = errors.New("no such channel")
	// ErrChannelExists says that a channel has the name, or the source.
	ErrChannelExists = errors.New("a channel of that name or source exists")
)

// Channels keeps the channels.
type Channels interface {
	// Channels lists them, the oldest first.
	Channels(ctx context.Context) ([]Channel, error)
	// AddChannel fails with ErrChannelExists where the name or the source is taken.
	AddChannel(ctx context.Context, c Channel) error
	// SetChannel replaces the channel with the same ID.
	SetChannel(ctx context.Context, c Channel) error
	SetAttempts(ctx context.Context, id string, a Attempts) error
	// RemoveChannel fails with ErrChannelNotFound where there is none.
	RemoveChannel(ctx context.Context, id string) error
}

// Feeds reports whether the channel's events go to a store.
func (c Channel) Feeds(store string) bool { return slices.Contains(c.Stores, store) }
