// Package query is the waist: every statement, whoever asks it, is started, watched, cancelled and remembered here.
package query
