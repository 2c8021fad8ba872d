package imports_test

import (
	"context"
	"errors"
	"testing"

	"tarn/internal/imports"
	"tarn/internal/state"
)

// What had been read to its end when it was told to stop is complete.
func TestAStopThatComesTooLate(t *testing.T) {
	data, err := state.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer data.Close()
	for want, end := range map[imports.Status]error{imports.Completed: nil, imports.Stopped: errors.New("interrupted")} {
		running := make(chan struct{})
		s := imports.New(imports.Options{Store: data, Run: func(ctx context.Context, _ imports.Import, _ imports.Watcher) error {
			close(running)
			<-ctx.Done()
			return end
		}})
		i, err := s.Start(t.Context(), imports.Import{URI: "s3://trail/AWSLogs/"})
		if err != nil {
			t.Fatal(err)
		}
		<-running
		if i, err = s.Stop(t.Context(), i.ID); err != nil || i.Status != want {
			t.Errorf("%s, %v; it was to be %s", i.Status, err, want)
		}
		s.Close()
	}
}
