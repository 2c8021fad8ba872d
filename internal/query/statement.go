package query

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"tarn/internal/auth"
)

// Statement is a question as it was asked.
type Statement struct {
	SQL string `json:"sql"`
	// Lake says that it is CloudTrail Lake SQL.
	Lake bool `json:"lake,omitempty"`
	// Parameters are the values of `?`, as SQL expressions.
	Parameters []string `json:"parameters,omitempty"`
	// Catalog and Database are what names without them mean, on Athena.
	Catalog  string `json:"catalog,omitempty"`
	Database string `json:"database,omitempty"`
	// Face is the API through which it was asked: cloudtrail or athena, empty for the command line.
	Face string `json:"face,omitempty"`
	// Workgroup and By say for whom it runs; By is a key's ID.
	Workgroup string `json:"workgroup,omitempty"`
	By        string `json:"by,omitempty"`
	// Alias is what CloudTrail Lake's dashboards call it.
	Alias string `json:"alias,omitempty"`
	// ClientToken makes a second Start with it answer with the first one's execution.
	ClientToken string `json:"clientToken,omitempty"`
	// OutputLocation is where the face brings the result to, as s3://bucket/prefix.
	OutputLocation string `json:"outputLocation,omitempty"`
	// Details are what the face keeps with it.
	Details map[string]string `json:"details,omitempty"`
	// Timeout ends it a time after it left the queue; the face's own by default.
	Timeout time.Duration `json:"timeout,omitempty"`
	// MaxBytes ends it, as soon as it is known to need more of the data files; 0 is no limit.
	MaxBytes int64 `json:"maxBytes,omitempty"`
	// Reuse lets it answer with a finished execution's result that is no older.
	Reuse time.Duration `json:"reuse,omitempty"`

	// Into, where it is not nil, has a query's rows go into a table.
	Into *Into `json:"into,omitempty"`

	// Key is whose it is; the zero value is the owner at the command line.
	Key auth.Key `json:"-"`
	// Once says that the rows are handed to one reader as they come, and not kept: the statement waits for its reader.
	Once bool `json:"-"`
	// Unnoted says that it leaves nothing in the history: what it was asked for is recorded elsewhere.
	Unnoted bool `json:"-"`
	// Strict says that one without a meaning leaves no execution behind.
	Strict bool `json:"-"`
	// Deliver, where it is not nil, brings the result to where it is wanted: the execution is finished once it has returned, and
	// fails with its error.
	Deliver func(ctx context.Context, x Execution, rows *Reader) error `json:"-"`
}

// Question identifies what is asked, whoever asks.
func (s Statement) Question() string {
	text, err := json.Marshal([]any{s.SQL, s.Lake, s.Parameters, s.Catalog, s.Database, s.Face, s.Workgroup})
	if err != nil {
		panic(err) // texts always have a form
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// same reports whether a statement asks what another does, for its client token.
func (s Statement) same(t Statement) bool {
	return s.Question() == t.Question() && s.OutputLocation == t.OutputLocation
}
