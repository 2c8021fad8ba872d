package functions

import (
	"encoding/json"
	"fmt"
	"sync/atomic"

	"tarn/internal/sql/rowpattern"
)

// MatchRows is the function that finds the matches of a row pattern in a partition. Its arguments are a rowpattern.Spec as JSON, the number of
// rows, and the columns of the rowpattern.Table, which have a value for the row that is not there before those of the rows: bits, columns
// of integers, of floating-point numbers and of texts (numbered in this order), and sets of pairs, of which each is a list of
// left << 33 | right << 2 | value.
const MatchRows = "tarn_match_rows"

var matchNatives = []Native{
	{Name: MatchRows, Args: []string{"VARCHAR", "BIGINT", "BIGINT[][]", "BIGINT[][]", "DOUBLE[][]", "VARCHAR[][]", "BIGINT[][]"}, Result: "BIGINT[][]", Fn: matchRows,
		Doc: "the matches of a row pattern in the rows of a partition"},
}

type matchProgram struct {
	text    string
	program *rowpattern.Program
}

// lastProgram is the program that was asked for last: each partition asks for the same.
var lastProgram atomic.Pointer[matchProgram]

func programOf(text string) (*rowpattern.Program, error) {
	if last := lastProgram.Load(); last != nil && last.text == text {
		return last.program, nil
	}
	spec := &rowpattern.Spec{}
	if err := json.Unmarshal([]byte(text), spec); err != nil {
		return nil, fmt.Errorf("%s: %w", MatchRows, err)
	}
	p, err := rowpattern.Compile(spec)
	if err == nil {
		lastProgram.Store(&matchProgram{text, p})
	}
	return p, err
}

func matchRows(args []any) (any, error) {
	p, err := programOf(args[0].(string))
	if err != nil {
		return nil, err
	}
	t := &rowpattern.Table{Rows: int(args[1].(int64))}
	for _, list := range args[2].([]any) {
		bits := make([]int64, t.Rows+1)
		for i, v := range list.([]any) {
			bits[i], _ = v.(int64)
		}
		t.Bits = append(t.Bits, bits)
	}
	for _, kind := range args[3:6] {
		for _, list := range kind.([]any) {
			t.Columns = append(t.Columns, matchColumn(list.([]any)))
		}
	}
	for _, list := range args[6].([]any) {
		pairs := rowpattern.NewPairs(t.Rows)
		if list != nil {
			for _, v := range list.([]any) {
				code, _ := v.(int64)
				pairs.Add(int(code>>33), int(code>>2&(1<<31-1)), uint8(code&3))
			}
		}
		t.Pairs = append(t.Pairs, pairs)
	}
	return p.Find(t)
}

func matchColumn(values []any) rowpattern.Column {
	c := rowpattern.Column{Null: make([]bool, len(values))}
	for i, v := range values {
		switch v := v.(type) {
		case int64:
			if c.Ints == nil {
				c.Ints = make([]int64, len(values))
			}
			c.Ints[i] = v
		case float64:
			if c.Floats == nil {
				c.Floats = make([]float64, len(values))
			}
			c.Floats[i] = v
		case string:
			if c.Texts == nil {
				c.Texts = make([]string, len(values))
			}
			c.Texts[i] = v
		default:
			c.Null[i] = true
		}
	}
	return c
}
