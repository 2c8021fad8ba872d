package hive

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"tarn/internal/auth"
	"tarn/internal/catalog"
	"tarn/internal/objects"
)

// Allowed fails where a key may not read or write a place.
func (h *Tables) Allowed(k auth.Key, write bool, place string) error {
	if strings.HasPrefix(place, folderScheme) {
		return folderOf(k, place)
	}
	return h.Buckets.Allowed(k, action(write), place)
}

// Named fails where a key may not make a place a table's or a database's, or unload to it.
func (h *Tables) Named(k auth.Key, write bool, place string) error {
	if strings.HasPrefix(place, folderScheme) {
		return folderOf(k, place)
	}
	return h.Buckets.Named(k, action(write), place)
}

// folderOf fails where a key may not use a folder of this machine: one that has a role came through an API.
func folderOf(k auth.Key, place string) error {
	if k.Role == "" {
		return nil
	}
	return fmt.Errorf("%w: %s is a folder of the server's machine, which its owner may use at the command line only", objects.ErrForbidden, place)
}

func action(write bool) objects.Action {
	if write {
		return objects.Write
	}
	return objects.Read
}

// errNoKey says that nobody told for whom a statement works: then it may nothing.
var errNoKey = errors.New("it is not known whose statement reads or writes the table")

// mayRead fails where the key of the statement may not read a location of a table's.
func (h *Tables) mayRead(ctx context.Context, t catalog.Table, location string) error {
	return h.may(ctx, false, location, fmt.Sprintf("select from table %s.%s", t.Database, t.Name))
}

// may fails where the key of the statement may not read or write a location. What is not a location fails where it is used.
func (h *Tables) may(ctx context.Context, write bool, location, what string) error {
	k, ok := auth.From(ctx)
	if !ok {
		return errNoKey
	}
	if k.Role == "" {
		return nil
	}
	if err := h.Allowed(k, write, location); err != nil {
		return userError("PERMISSION_DENIED", fmt.Sprintf("Access Denied: Cannot %s: %v", what, err))
	}
	return nil
}
