package main

import (
	"os"
	"path/filepath"
	"sync"
	"time"

	"golang.org/x/sys/unix"

	"tarn/internal/console"
)

// watchedFolders are those of the data directory whose size is told.
var watchedFolders = []string{"lake", "index", "converted", "results", "objects", "audit", "tmp"}

// diskSpace is what a data directory takes. Whoever asks within gaugeLife gets the same answer: to count, every file is looked at.
type diskSpace struct {
	mu    sync.Mutex
	until time.Time
	found console.Disk
}

func (s *diskSpace) look(dir string) console.Disk {
	s.mu.Lock()
	defer s.mu.Unlock()
	if now := time.Now(); now.After(s.until) {
		s.found = console.Disk{}
		var stat unix.Statfs_t
		if unix.Statfs(dir, &stat) == nil {
			s.found.Free, s.found.Size = int64(stat.Bavail)*int64(stat.Bsize), int64(stat.Blocks)*int64(stat.Bsize)
		}
		for _, name := range watchedFolders {
			s.found.Folders = append(s.found.Folders, console.FolderSize{Name: name, Bytes: folderSize(filepath.Join(dir, name))})
		}
		s.until = now.Add(gaugeLife)
	}
	return s.found
}

// folderSize is what the files below a folder take, in bytes.
func folderSize(dir string) (bytes int64) {
	filepath.WalkDir(dir, func(_ string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			if info, err := e.Info(); err == nil {
				bytes += info.Size()
			}
		}
		return nil
	})
	return bytes
}
