package syntax

// kind is what a token is.
type kind uint8

const (
	eof kind = iota
	word
	quotedWord  // "name"
	backWord    // `name`: Hive's quotes, refused in queries as Trino refuses them
	digitWord   // 1abc
	text        // 'text'
	unicodeText // U&'text'
	binary      // X'65'
	integer
	decimal // 1.5
	double  // 1e5
	symbol
	bad // its text is the error's message
)

// token is one lexeme. A word's val is upper case; a quoted word's and a text's val has the quotes resolved.
type token struct {
	kind kind
	val  string
	Span
}

// reserved are the words that Trino does not take for a name unless quoted.
// https://trino.io/docs/current/language/reserved.html
var reserved = wordSet(`ALTER AND AS AUTO BETWEEN BY CASE CAST CONSTRAINT CREATE CROSS CUBE CURRENT_CATALOG CURRENT_DATE
	CURRENT_PATH CURRENT_ROLE CURRENT_SCHEMA CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER DEALLOCATE DELETE DESCRIBE
	DISTINCT DROP ELSE END ESCAPE EXCEPT EXISTS EXTRACT FALSE FOR FROM FULL GROUP GROUPING HAVING IN INNER
	INSERT INTERSECT INTO IS JOIN JSON_ARRAY JSON_EXISTS JSON_OBJECT JSON_QUERY JSON_TABLE JSON_VALUE LEFT LIKE LISTAGG
	LOCALTIME LOCALTIMESTAMP NATURAL NORMALIZE NOT NULL ON OR ORDER OUTER PREPARE RECURSIVE RIGHT ROLLUP SELECT SKIP
	TABLE THEN TRIM TRUE UESCAPE UNION UNNEST USING VALUES WHEN WHERE WITH`)
