package duckdb

import (
	"errors"
	"fmt"

	duck "github.com/duckdb/duckdb-go-bindings"
)

// conn is a connection to a database of its own, in memory.
type conn struct {
	db duck.Database
	c  duck.Connection
}

// connect opens a database with settings that have to be there from the start.
func connect(settings map[string]string) (*conn, error) {
	var config duck.Config
	if duck.CreateConfig(&config) == duck.StateError {
		return nil, errors.New("duckdb: no configuration")
	}
	defer duck.DestroyConfig(&config)
	for name, value := range settings {
		if duck.SetConfig(config, name, value) == duck.StateError {
			return nil, fmt.Errorf("duckdb: %s cannot be set to %q", name, value)
		}
	}
	n := &conn{}
	var message string
	if duck.OpenExt("", &n.db, config, &message) == duck.StateError {
		duck.Close(&n.db)
		return nil, fmt.Errorf("duckdb: %s", message)
	}
	if duck.Connect(n.db, &n.c) == duck.StateError {
		duck.Close(&n.db)
		return nil, errors.New("duckdb: no connection")
	}
	return n, nil
}

func (n *conn) close() {
	duck.Disconnect(&n.c)
	duck.Close(&n.db)
}

// exec runs statements of our own.
func (n *conn) exec(sql string) error {
	var result duck.Result
	defer duck.DestroyResult(&result)
	if duck.Query(n.c, sql, &result) == duck.StateError {
		return &fault{duck.ResultError(&result)}
	}
	return nil
}
