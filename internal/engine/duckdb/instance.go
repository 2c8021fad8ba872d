package duckdb

import (
	"fmt"
	"os"
	"runtime/cgo"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// instance is one database, locked down, that runs one statement at a time.
type instance struct {
	*conn
	temp    string
	handles []cgo.Handle
	long    longKeys
}

// open makes an instance: settings first, then our functions, then the lock. What is locked cannot be undone by a statement:
// files outside the allowed folders, extensions, settings. Intermediate rows go to a folder of its own in dir.
func (o *Options) open(dir, templates string) (*instance, error) {
	temp, err := os.MkdirTemp(dir, "spill-")
	if err != nil {
		return nil, fmt.Errorf("making the folder for intermediate rows: %w", err)
	}
	settings := map[string]string{
		"temp_directory":               temp,
		"autoload_known_extensions":    "false",
		"autoinstall_known_extensions": "false",
		"allow_community_extensions":   "false",
		"allow_unsigned_extensions":    "false",
		"memory_limit":                 strconv.FormatInt(o.share()>>10, 10) + "KiB",
	}
	if room := spillRoom(temp) / int64(o.Slots); room > 0 {
		settings["max_temp_directory_size"] = strconv.FormatInt(room>>10, 10) + "KiB"
	}
	if o.Threads > 0 {
		settings["threads"] = strconv.Itoa(o.Threads)
	}
	c, err := connect(settings)
	if err != nil {
		os.RemoveAll(temp)
		return nil, err
	}
	in := &instance{conn: c, temp: temp}
	if err := in.setUp(o, templates); err != nil {
		in.close()
		return nil, err
	}
	return in, nil
}

// spillRoom is what intermediate rows of all instances may take of a folder's disk, in bytes: nine tenths of what is free, as one
// instance of DuckDB takes it by itself; 0 where nobody knows.
func spillRoom(dir string) int64 {
	var stat unix.Statfs_t
	if unix.Statfs(dir, &stat) != nil {
		return 0
	}
	return int64(stat.Bavail) * int64(stat.Bsize) / 10 * 9
}

func (in *instance) setUp(o *Options, templates string) error {
	for _, f := range append(slices.Clip(o.Functions), in.long.native()) {
		if f.Fn == nil {
			if f.Fn = o.Natives[f.Name]; f.Fn == nil {
				continue
			}
		}
		h, err := in.register(f, o.share()/2)
		if err != nil {
			return err
		}
		in.handles = append(in.handles, h)
	}
	if len(o.Macros) > 0 {
		if err := in.exec(strings.Join(o.Macros, ";\n")); err != nil {
			return fmt.Errorf("setting up the functions: %w", err)
		}
	}
	var allowed []string
	for _, dir := range append([]string{templates}, o.AllowedDirs...) {
		allowed = append(allowed, quote(strings.TrimSuffix(dir, "/")+"/"))
	}
	return in.exec(strings.Join([]string{
		"SET TimeZone = 'UTC'",
		"SET enable_progress_bar = true",
		"SET enable_progress_bar_print = false",
		"SET progress_bar_time = 0",
		"SET allowed_directories = [" + strings.Join(allowed, ", ") + "]",
		"SET enable_external_access = false",
		"SET lock_configuration = true",
	}, ";\n"))
}

func (in *instance) close() {
	in.conn.close()
	for _, h := range in.handles {
		h.Delete()
	}
	os.RemoveAll(in.temp)
}
