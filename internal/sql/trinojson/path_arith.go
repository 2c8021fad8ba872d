package trinojson

import (
	"errors"
	"math"
	"math/big"
)

// errArithmetic is a failure of SQL's arithmetic, which Trino does not name here.
var errArithmetic = errors.New("")

// arithmetic is a op b, in the types that SQL gives it.
func arithmetic(op byte, a, b number) (number, error) {
	switch {
	case a.kind >= realNumber || b.kind >= realNumber:
		x, y := a.double(), b.double()
		n := number{kind: doubleNumber}
		switch op {
		case '+':
			n.f = x + y
		case '-':
			n.f = x - y
		case '*':
			n.f = x * y
		case '/':
			n.f = x / y
		case '%':
			n.f = math.Mod(x, y)
		}
		return n, nil
	case a.kind == decimalNumber || b.kind == decimalNumber:
		return decimalArithmetic(op, a, b)
	}
	x, y := big.NewInt(a.i), big.NewInt(b.i)
	z := new(big.Int)
	switch op {
	case '+':
		z.Add(x, y)
	case '-':
		z.Sub(x, y)
	case '*':
		z.Mul(x, y)
	default:
		if b.i == 0 {
			return number{}, errArithmetic
		}
		if op == '/' {
			z.Quo(x, y)
		} else {
			z.Rem(x, y)
		}
	}
	n := number{kind: max(a.kind, b.kind), i: z.Int64()}
	if !z.IsInt64() || n.kind == integerNumber && (n.i < math.MinInt32 || n.i > math.MaxInt32) {
		return number{}, errArithmetic
	}
	return n, nil
}

func decimalArithmetic(op byte, a, b number) (number, error) {
	x, xs := a.decimal()
	y, ys := b.decimal()
	n := number{kind: decimalNumber, d: new(big.Int), scale: max(xs, ys)}
	shift := func(d *big.Int, by int) *big.Int {
		return new(big.Int).Mul(d, new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(by)), nil))
	}
	switch op {
	case '*':
		n.d.Mul(x, y)
		n.scale = xs + ys
	case '/':
		if y.Sign() == 0 {
			return n, errArithmetic
		}
		n.d = divideHalfUp(shift(x, n.scale-xs+ys), y)
	default:
		x, y = shift(x, n.scale-xs), shift(y, n.scale-ys)
		switch op {
		case '+':
			n.d.Add(x, y)
		case '-':
			n.d.Sub(x, y)
		default:
			if y.Sign() == 0 {
				return n, errArithmetic
			}
			n.d.Rem(x, y)
		}
	}
	if len(new(big.Int).Abs(n.d).String()) > 38 {
		return n, errArithmetic
	}
	return n, nil
}

func divideHalfUp(x, y *big.Int) *big.Int {
	q, r := new(big.Int).QuoRem(x, y, new(big.Int))
	if r.Abs(r).Lsh(r, 1).Cmp(new(big.Int).Abs(y)) >= 0 {
		q.Add(q, big.NewInt(int64(x.Sign()*y.Sign())))
	}
	return q
}

func negate(n number) (number, error) {
	switch n.kind {
	case integerNumber, bigintNumber:
		return arithmetic('-', number{kind: n.kind}, n)
	case decimalNumber:
		n.d = new(big.Int).Neg(n.d)
	default:
		n.f = -n.f
	}
	return n, nil
}

// rounded is .ceiling(), .floor() or .abs().
func rounded(name string, n number) (number, error) {
	switch n.kind {
	case integerNumber, bigintNumber:
		if name == "abs" && n.i < 0 {
			return negate(n)
		}
		return n, nil
	case decimalNumber:
		if name == "abs" {
			n.d = new(big.Int).Abs(n.d)
			return n, nil
		}
		unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n.scale)), nil)
		q, r := new(big.Int).QuoRem(n.d, unit, new(big.Int))
		switch {
		case name == "ceiling" && r.Sign() > 0:
			q.Add(q, big.NewInt(1))
		case name == "floor" && r.Sign() < 0:
			q.Sub(q, big.NewInt(1))
		}
		return number{kind: decimalNumber, d: q}, nil
	}
	switch name {
	case "abs":
		n.f = math.Abs(n.f)
	case "ceiling":
		n.f = math.Ceil(n.f)
	default:
		n.f = math.Floor(n.f)
	}
	return n, nil
}

// order compares two numbers; false where one is NaN.
func order(a, b number) (int, bool) {
	if a.kind >= realNumber || b.kind >= realNumber {
		x, y := a.double(), b.double()
		switch {
		case x < y:
			return -1, true
		case x > y:
			return 1, true
		}
		return 0, x == y
	}
	x, xs := a.decimal()
	y, ys := b.decimal()
	pow := func(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }
	return new(big.Int).Mul(x, pow(max(ys-xs, 0))).Cmp(new(big.Int).Mul(y, pow(max(xs-ys, 0)))), true
}
