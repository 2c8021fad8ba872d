package analyze

import (
	"tarn/internal/schema"
	"tarn/internal/sql/functions"
	"tarn/internal/sql/syntax"
)

// format is format(pattern, …): the arguments go to Java's String.format, each as text with a letter before it that says what
// it is there.
func (a *analyzer) format(at syntax.Span, args []Expr) Expr {
	if len(args) < 2 {
		a.fail(at, syntax.SyntaxError, "The 'format' function must have at least two arguments")
	}
	if k := args[0].Type().Kind; k != schema.Varchar && k != schema.Unknown {
		a.fail(args[0].At(), syntax.TypeMismatch, "Type of first argument to format() must be VARCHAR (actual: %s)", args[0].Type().Display())
	}
	list := &Array{typed: typed{schema.ArrayOf(varchar), at}}
	for _, x := range args[1:] {
		list.Items = append(list.Items, a.formatted(x))
	}
	return &Call{typed{varchar, at}, functions.Lookup("format"), javaFormat, []Expr{a.coerce(args[0], varchar), list}}
}

var javaFormat = &functions.Overload{Signature: "(varchar, array(varchar)) -> varchar", Duck: "tarn_format($1, $2)"}

func (a *analyzer) formatted(x Expr) Expr {
	t := x.Type()
	letter := "s"
	switch t.Kind {
	case schema.Boolean:
		letter = "b"
	case schema.Tinyint, schema.Smallint, schema.Integer, schema.Bigint:
		letter = "l"
	case schema.Decimal:
		letter = "n"
	case schema.Real, schema.Double:
		x, letter = a.castTo(x.At(), x, schema.Of(schema.JSON), false), "d"
		return &Call{typed{varchar, x.At()}, functions.Lookup("format"), javaDouble, []Expr{x}}
	case schema.Date:
		letter = "D"
	case schema.Timestamp:
		x, letter = a.castTo(x.At(), x, schema.TimestampOf(6), false), "T"
	case schema.Time:
		x, letter = a.castTo(x.At(), x, schema.Type{Kind: schema.Time, Precision: 6}, false), "t"
	case schema.TimestampTZ, schema.TimeTZ:
		a.fail(x.At(), syntax.NotSupported, "format of %s is not in Tarn yet", t)
	case schema.JSON:
		return &Arith{typed{varchar, x.At()}, "||", &Literal{typed{varchar, x.At()}, letter}, x}
	case schema.Unknown, schema.Varchar, schema.Char, schema.UUID, schema.IPAddress, schema.IntervalDaySecond, schema.IntervalYearMonth:
	default:
		a.fail(x.At(), syntax.NotSupported, "Type not supported for formatting: %s", t.Display())
	}
	return &Arith{typed{varchar, x.At()}, "||", &Literal{typed{varchar, x.At()}, letter}, a.castTo(x.At(), x, varchar, false)}
}

// javaDouble takes a double's JSON, where what is no number is in quotes.
var javaDouble = &functions.Overload{Signature: "(json) -> varchar", Duck: "('d' || replace($1, '\"', ''))"}
