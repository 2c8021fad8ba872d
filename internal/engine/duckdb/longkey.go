package duckdb

import (
	"encoding/hex"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"sync"

	"tarn/internal/sql/functions"
)

// longKey is the function of longKeys.
const longKey = "tarn_long_key"

// longKeys numbers the texts of partition keys, in one statement, that are too long for the name of a folder.
type longKeys struct {
	mu      sync.Mutex
	texts   []string
	numbers map[string]int
}

func (k *longKeys) forget() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.texts, k.numbers = nil, map[string]int{}
}

func (k *longKeys) native() functions.Native {
	return functions.Native{Name: longKey, Args: []string{"VARCHAR"}, Result: "VARCHAR", Total: true, Fn: func(args []any) (any, error) {
		text := args[0].(string)
		k.mu.Lock()
		defer k.mu.Unlock()
		n, ok := k.numbers[text]
		if !ok {
			n = len(k.texts)
			text = strings.Clone(text)
			k.texts, k.numbers[text] = append(k.texts, text), n
		}
		return strconv.Itoa(n), nil
	}}
}

// value is the key that keyFolder named a folder after; nil is NULL.
func (k *longKeys) value(folder string) (*string, error) {
	name, err := url.PathUnescape(folder)
	if err != nil || name == "n" {
		return nil, err
	}
	if number, ok := strings.CutPrefix(name, "k"); ok {
		n, err := strconv.Atoi(number)
		if err != nil || n >= len(k.texts) {
			return nil, fmt.Errorf("no key has the number %s", number)
		}
		return &k.texts[n], nil
	}
	text, err := hex.DecodeString(strings.TrimPrefix(name, "v"))
	return new(string(text)), err
}
