package main

import (
	"fmt"
	"io"
	"log/slog"
)

// level is the least that is written.
func (c logConfig) level(verbose bool) (slog.Level, error) {
	switch c.Level {
	case "":
		if verbose {
			return slog.LevelInfo, nil
		}
		return slog.LevelError, nil
	case "error":
		return slog.LevelError, nil
	case "warn":
		return slog.LevelWarn, nil
	case "info":
		return slog.LevelInfo, nil
	case "debug":
		return slog.LevelDebug, nil
	}
	return 0, fmt.Errorf("log.level is %q; choose error, warn, info or debug", c.Level)
}

// open makes the log. Secrets are never in it: keys are named by their ID.
func (c logConfig) open(w io.Writer, verbose bool) *slog.Logger {
	level, _ := c.level(verbose)
	o := &slog.HandlerOptions{Level: level}
	if c.Format == "json" {
		return slog.New(slog.NewJSONHandler(w, o))
	}
	return slog.New(slog.NewTextHandler(w, o))
}
