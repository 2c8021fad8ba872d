package notify

import (
	"fmt"
	"os"
	"strings"
)

// Secret is a text that no configuration holds: it is in an environment variable or in a file, and is read each time, so that one that changes
// needs no restart.
type Secret struct{ Env, File string }

// Given reports whether it says where the text is.
func (s Secret) Given() bool { return s.Env != "" || s.File != "" }

// Read gives the text, without the white space around it.
func (s Secret) Read() (string, error) {
	switch {
	case s.Env != "" && s.File != "":
		return "", fmt.Errorf("the environment variable %s and the file %s exclude each other", s.Env, s.File)
	case s.Env != "":
		if v := strings.TrimSpace(os.Getenv(s.Env)); v != "" {
			return v, nil
		}
		return "", fmt.Errorf("the environment variable %s is not set", s.Env)
	case s.File != "":
		text, err := os.ReadFile(s.File)
		if err != nil {
			return "", err
		}
		if v := strings.TrimSpace(string(text)); v != "" {
			return v, nil
		}
		return "", fmt.Errorf("the file %s is empty", s.File)
	}
	return "", nil
}
