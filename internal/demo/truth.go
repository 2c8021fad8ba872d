package demo

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// TruthFile is the name of the truth in a demonstration's folder. Its presence
// marks the folder as one that Write may replace.
const TruthFile = "truth.json"

const truthFormat = "tarn-demo/1"

// Truth says what a demonstration holds, counted while it was written.
type Truth struct {
	Format       string `json:"format"`
	Complete     bool   `json:"complete"`
	Seed         int64  `json:"seed"`
	Days         int    `json:"days"`
	FirstDay     string `json:"firstDay"`
	LastDay      string `json:"lastDay"`
	OldestEvent  string `json:"oldestEvent"`
	NewestEvent  string `json:"newestEvent"`
	Organisation string `json:"organisation"`
	Bucket       string `json:"bucket"` // as the digests name it

	Accounts       []Account `json:"accounts"`
	Regions        []string  `json:"regions"`
	AllowedAddress string    `json:"allowedAddress"`

	Events     int `json:"events"`     // distinct eventIDs
	Records    int `json:"records"`    // Events + Duplicates + Conflicts
	Duplicates int `json:"duplicates"` // the same record again, below trail2/
	Conflicts  int `json:"conflicts"`  // an eventID again, with other content
	Misplaced  int `json:"misplaced"`  // records in the folder of a day that is not their eventTime's
	Insights   int `json:"insights"`   // Insights records, which are not in Records

	Objects      int   `json:"objects"` // all of the following; the truth is not one
	LogFiles     int   `json:"logFiles"`
	DigestFiles  int   `json:"digestFiles"`
	InsightFiles int   `json:"insightFiles"`
	Bytes        int64 `json:"bytes"`     // of the objects
	LogBytes     int64 `json:"logBytes"`  // of the log files
	JSONBytes    int64 `json:"jsonBytes"` // of the log files, decompressed

	// Counts of distinct events. A day is eventTime's in UTC, an account is
	// recipientAccountId, and an error is an errorCode.
	ByDay     map[string]int `json:"byDay"`
	ByAccount map[string]int `json:"byAccount"`
	ByEvent   map[string]int `json:"byEvent"`
	ByError   map[string]int `json:"byError"`

	Chapters []Chapter `json:"chapters"`

	// Logs are the logs besides those of the trails, which none of the counts above has.
	Logs []LogTruth `json:"logs,omitempty"`
}

// Account is an account of the organisation.
type Account struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Chapter returns the chapter of that name, or nil.
func (t *Truth) Chapter(name string) *Chapter {
	for i := range t.Chapters {
		if t.Chapters[i].Name == name {
			return &t.Chapters[i]
		}
	}
	return nil
}

// ErrIncomplete is what ReadTruth returns for a demonstration whose writing was
// interrupted.
var ErrIncomplete = errors.New("the demonstration is incomplete: write it again")

// ReadTruth reads the truth of the demonstration in dir.
func ReadTruth(dir string) (*Truth, error) {
	t, err := readTruth(dir)
	if err != nil {
		return nil, err
	}
	if !t.Complete {
		return nil, fmt.Errorf("%s: %w", dir, ErrIncomplete)
	}
	return t, nil
}

func readTruth(dir string) (*Truth, error) {
	path := filepath.Join(dir, TruthFile)
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	t := &Truth{}
	if err := json.Unmarshal(text, t); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if t.Format != truthFormat {
		return nil, fmt.Errorf("%s is not the truth of a demonstration (format %q, want %q)", path, t.Format, truthFormat)
	}
	return t, nil
}

func (t *Truth) write(dir string) error {
	text, err := json.MarshalIndent(t, "", "  ")
	if err != nil {
		return err
	}
	_, err = folder(dir).put(TruthFile, append(text, '\n'))
	return err
}
