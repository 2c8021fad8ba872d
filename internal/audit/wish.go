package audit

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"github.com/google/uuid"
)

// wish begins the names of files by which a process asks the one that writes the journal to bring it into the lake.
const wish = "wanted-"

// Ask asks the process that writes the journal of a folder to bring it into the lake, and waits until that has been done, or for
// the time given. It reports whether it was.
func Ask(ctx context.Context, dir string, most time.Duration) bool {
	name := filepath.Join(dir, wish+uuid.NewString())
	if os.WriteFile(name, nil, 0o600) != nil {
		return false
	}
	defer os.Remove(name)
	end := time.After(most)
	for tick := time.NewTicker(20 * time.Millisecond); ; {
		select {
		case <-ctx.Done():
			tick.Stop()
			return false
		case <-end:
			tick.Stop()
			return false
		case <-tick.C:
		}
		if _, err := os.Stat(name); os.IsNotExist(err) {
			tick.Stop()
			return true
		}
	}
}

// Asked lists what others ask for; granted tells them that it was done.
func Asked(dir string) (granted func(), any bool) {
	names, _ := filepath.Glob(filepath.Join(dir, wish+"*"))
	return func() {
		for _, name := range names {
			os.Remove(name)
		}
	}, len(names) > 0
}
