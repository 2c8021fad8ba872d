package hive

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"tarn/internal/schema"
)

// integers are whole numbers from one to another, by an interval.
type integers struct {
	from, to, interval int64
	digits             int
	n                  int64
	ordered            bool
}

// integer reads range, interval and digits.
func (c column) integer() (dimension, error) {
	bounds := strings.Split(c.property("range"), ",")
	if len(bounds) != 2 {
		return nil, c.invalid("range", "an integer needs its least and its greatest value, with a comma between: 0,10")
	}
	d := integers{interval: 1}
	for i, to := range []*int64{&d.from, &d.to} {
		n, err := strconv.ParseInt(strings.TrimPrefix(strings.TrimSpace(bounds[i]), "+"), 10, 64)
		if err != nil {
			return nil, c.invalid("range", "a bound is a whole number of at most 64 bits")
		}
		*to = n
	}
	if d.from > d.to {
		return nil, c.invalid("range", "the first bound is above the second")
	}
	if text := c.trimmed("interval"); text != "" {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil || n < 1 {
			return nil, c.invalid("interval", "it is a positive whole number")
		}
		d.interval = n
	}
	if text := c.trimmed("digits"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > 1000 {
			return nil, c.invalid("digits", "it is a positive whole number")
		}
		d.digits = n
	}
	n := new(big.Int).Sub(big.NewInt(d.to), big.NewInt(d.from))
	n.Add(n.Div(n, big.NewInt(d.interval)), big.NewInt(1))
	if !n.IsInt64() {
		return nil, c.invalid("range", "it has more than 9223372036854775807 values")
	}
	d.n = n.Int64()
	switch c.typ.Kind {
	case schema.Tinyint, schema.Smallint, schema.Integer, schema.Bigint:
		d.ordered = true
	case schema.Varchar, schema.Char:
		d.ordered = d.from >= 0 && len(d.text(d.from)) == len(d.text(d.to)) // texts of one length
	case schema.Date, schema.Timestamp, schema.Boolean:
		return nil, c.invalid("type", "a column of the type "+c.key.Type+" has no whole numbers")
	}
	return d, nil
}

func (d integers) text(n int64) string {
	if d.digits > 0 {
		return fmt.Sprintf("%0*d", d.digits, n)
	}
	return strconv.FormatInt(n, 10)
}

func (d integers) size() int64   { return d.n }
func (d integers) ascends() bool { return d.ordered }

func (d integers) at(i int64) (projected, error) {
	text := d.text(d.from + i*d.interval)
	return projected{text, text}, nil
}

func (d integers) find(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < d.from || n > d.to || d.text(n) != text {
		return -1
	}
	diff := uint64(n) - uint64(d.from)
	if diff%uint64(d.interval) != 0 {
		return -1
	}
	return int64(diff / uint64(d.interval))
}
