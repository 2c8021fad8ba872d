package syntax

import "fmt"

// Pos is a place in a statement's text. Line and Col count from 1, Col in characters, as Trino's messages do.
type Pos struct {
	Offset    int
	Line, Col int
}

func (p Pos) String() string { return fmt.Sprintf("line %d:%d", p.Line, p.Col) }

// Span is the text from Pos up to End. Every node embeds one.
type Span struct{ From, To Pos }

// Pos is where the node's text begins.
func (s Span) Pos() Pos { return s.From }

// End is just after the node's text.
func (s Span) End() Pos { return s.To }

// Node is any part of a statement.
type Node interface {
	Pos() Pos
	End() Pos
}
