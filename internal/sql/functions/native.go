package functions

import (
	"slices"
	"time"
)

// Native is a scalar function of ours that emitted text calls. The engine registers it under Name; it is deterministic.
type Native struct {
	Name string
	// Args and Result are DuckDB types: VARCHAR, BIGINT, TIMESTAMP, MAP(VARCHAR, VARCHAR).
	Args   []string
	Result string
	// Nulls says that Fn is to be called with NULL arguments (nil), too. Otherwise a NULL argument gives NULL.
	Nulls bool
	// Total says that what one argument is, the others being constants, makes no difference to whether Fn fails. DuckDB may then ask
	// it once for each value of a column's dictionary, of which some may be in none of the rows that are wanted.
	Total bool
	// Fn gets Go values as duckdb-go scans them (VARCHAR string, INTEGER int32, BIGINT int64, DOUBLE float64, BOOLEAN bool, TIMESTAMP time.Time) and returns one, nil for NULL;
	// a map(varchar, varchar) is returned as Pairs, one of lists as ListPairs, lists of lists as [][]*string or [][]int64. Nil where another package has the implementation and the engine wires it.
	Fn  func(args []any) (any, error)
	Doc string
}

// Pairs is a map in the order of its keys' first appearance. A nil value is NULL.
type Pairs struct {
	Keys   []string
	Values []*string
}

// ListPairs is a map whose values are lists. A nil element is NULL.
type ListPairs struct {
	Keys   []string
	Values [][]*string
}

// Zoned is a time with a zone of its own, canonical: the DuckDB type is STRUCT(t TIMESTAMP, z VARCHAR), in a Native ZONED.
type Zoned struct {
	At   time.Time
	Zone string
}

// Natives lists our functions.
func Natives() []Native {
	return slices.Concat(natives, jsonNatives, castNumbers, castTexts, castTimes, timeTexts, castIPs, castJSONs, mathNatives, conversionNatives, collectionNatives,
		textCases, textSplits, textPads, textDistances, textUTF8s, regexpNatives, textLikes, binaryTexts, binaryHashes, urlTexts, timeNatives, matchNatives)
}
