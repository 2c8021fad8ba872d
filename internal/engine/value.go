package engine

import (
	"math/big"
	"time"
)

// Row is one row of a result, or a value of a row type. A value is, by its Trino type:
//
//	NULL                              nil
//	boolean                           bool
//	tinyint … bigint                  int64
//	real, double                      float32, float64
//	decimal                           Decimal
//	varchar, char, json, uuid,        string
//	  ipaddress, ipprefix
//	varbinary                         []byte
//	date                              Date
//	time                              TimeOfDay
//	timestamp                         time.Time in UTC
//	timestamp with time zone          time.Time in its zone
//	interval                          Interval
//	array, map, row                   []any, Map, Row
type Row []any

// Map is a map's entries, in the engine's order. Keys are never nil.
type Map struct {
	Keys, Values []any
}

// Date counts days from 1970-01-01.
type Date int32

// Time is the day's beginning in UTC.
func (d Date) Time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// TimeOfDay counts microseconds from midnight.
type TimeOfDay int64

// Interval is a span of months, or of days and microseconds.
type Interval struct {
	Months, Days int32
	Micros       int64
}

// Decimal is Unscaled divided by ten to the power of Scale.
type Decimal struct {
	Unscaled *big.Int
	Scale    int
}

// String writes every digit of the scale: 1.50.
func (d Decimal) String() string {
	s := d.Unscaled.String()
	if d.Scale == 0 {
		return s
	}
	sign := ""
	if s[0] == '-' {
		sign, s = "-", s[1:]
	}
	for len(s) <= d.Scale {
		s = "0" + s
	}
	return sign + s[:len(s)-d.Scale] + "." + s[len(s)-d.Scale:]
}
