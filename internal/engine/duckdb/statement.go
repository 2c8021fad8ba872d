package duckdb

import (
	"io"
	"regexp"

	duck "github.com/duckdb/duckdb-go-bindings"
)

// statement is a running SELECT whose result comes in chunks as it is made.
type statement struct {
	prepared duck.PreparedStatement
	pending  duck.PendingResult
	result   duck.Result
	running  bool
}

// query begins every text that emit writes.
var query = regexp.MustCompile(`^(?i:[\s(]*(SELECT|WITH|VALUES)\b)`)

// prepare makes a statement ready. Whatever is not one single SELECT is refused: the folders that a statement may read are
// writable through COPY and EXPORT, which makes its folder as early as when it is prepared.
func (n *conn) prepare(sql string) (*statement, error) {
	return n.prepareAs(dressing{}, sql, duck.StatementTypeSelect)
}

// dressing is what stands around a SELECT and makes another kind of statement of it.
type dressing struct{ before, after string }

// prepareAs makes a SELECT ready as another kind of statement.
func (n *conn) prepareAs(d dressing, sql string, kind duck.StatementType) (*statement, error) {
	if !query.MatchString(sql) {
		return nil, &fault{"Permission Error: not a SELECT statement"}
	}
	var extracted duck.ExtractedStatements
	count := duck.ExtractStatements(n.c, d.before+sql+d.after, &extracted)
	defer duck.DestroyExtracted(&extracted)
	switch {
	case count == 0:
		return nil, &fault{duck.ExtractStatementsError(extracted)}
	case count > 1:
		return nil, &fault{"Permission Error: more than one statement"}
	}
	s := &statement{}
	if duck.PrepareExtractedStatement(n.c, extracted, 0, &s.prepared) == duck.StateError {
		f := &fault{duck.PrepareError(s.prepared)}
		s.close()
		return nil, f
	}
	if t := duck.PreparedStatementType(s.prepared); t != kind {
		s.close()
		return nil, &fault{"Permission Error: not a SELECT statement"}
	}
	if duck.PendingPreparedStreaming(s.prepared, &s.pending) == duck.StateError {
		f := &fault{duck.PendingError(s.pending)}
		s.close()
		return nil, f
	}
	return s, nil
}

// next gives the next chunk's size, with the columns bound to it until the next call, or io.EOF. The first call runs the
// statement up to its first rows.
func (s *statement) next(chunk *duck.DataChunk) (int, error) {
	if !s.running {
		if duck.ExecutePending(s.pending, &s.result) == duck.StateError {
			return 0, &fault{duck.ResultError(&s.result)}
		}
		s.running = true
	}
	for {
		duck.DestroyDataChunk(chunk)
		*chunk = duck.FetchChunk(s.result)
		if chunk.Ptr == nil {
			if text := duck.ResultError(&s.result); text != "" {
				return 0, &fault{text}
			}
			return 0, io.EOF
		}
		if n := int(duck.DataChunkGetSize(*chunk)); n > 0 {
			return n, nil
		}
	}
}

// width is the number of columns.
func (s *statement) width() int { return int(duck.PreparedStatementColumnCount(s.prepared)) }

// columnType must be destroyed.
func (s *statement) columnType(i int) duck.LogicalType {
	return duck.PreparedStatementColumnLogicalType(s.prepared, duck.IdxT(i))
}

func (s *statement) close() {
	duck.DestroyResult(&s.result)
	duck.DestroyPending(&s.pending)
	duck.DestroyPrepare(&s.prepared)
}
