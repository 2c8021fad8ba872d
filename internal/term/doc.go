// Package term writes for people at a terminal: tables, a line of progress, errors with a caret. Log data is hostile: whatever it
// holds, nothing in it reaches the terminal as a command.
package term
