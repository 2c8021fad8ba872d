package query

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/big"
	"time"

	"tarn/internal/engine"
)

// The tags of values in a kept result. They are never given another meaning.
const (
	tagNull = iota
	tagFalse
	tagTrue
	tagInt
	tagReal
	tagDouble
	tagDecimal
	tagText
	tagBytes
	tagDate
	tagTimeOfDay
	tagTime
	tagInterval
	tagArray
	tagMap
	tagRow
)

func appendValues(b []byte, values []any) []byte {
	b = binary.AppendUvarint(b, uint64(len(values)))
	for _, v := range values {
		b = appendValue(b, v)
	}
	return b
}

func appendText[T string | []byte](b []byte, s T) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// appendValue writes one value with its tag. A type that engine.Row does not list is a fault of the engine.
func appendValue(b []byte, value any) []byte {
	switch v := value.(type) {
	case nil:
		return append(b, tagNull)
	case bool:
		if v {
			return append(b, tagTrue)
		}
		return append(b, tagFalse)
	case int64:
		return binary.AppendVarint(append(b, tagInt), v)
	case float32:
		return binary.LittleEndian.AppendUint32(append(b, tagReal), math.Float32bits(v))
	case float64:
		return binary.LittleEndian.AppendUint64(append(b, tagDouble), math.Float64bits(v))
	case engine.Decimal:
		b = binary.AppendUvarint(append(b, tagDecimal), uint64(v.Scale))
		return appendText(b, v.Unscaled.String())
	case string:
		return appendText(append(b, tagText), v)
	case []byte:
		return appendText(append(b, tagBytes), v)
	case engine.Date:
		return binary.AppendVarint(append(b, tagDate), int64(v))
	case engine.TimeOfDay:
		return binary.AppendVarint(append(b, tagTimeOfDay), int64(v))
	case time.Time:
		b = binary.AppendVarint(append(b, tagTime), v.Unix())
		b = binary.AppendUvarint(b, uint64(v.Nanosecond()))
		if v.Location() == time.UTC {
			return appendText(b, "")
		}
		_, offset := v.Zone()
		return binary.AppendVarint(appendText(b, v.Location().String()), int64(offset))
	case engine.Interval:
		b = binary.AppendVarint(append(b, tagInterval), int64(v.Months))
		return binary.AppendVarint(binary.AppendVarint(b, int64(v.Days)), v.Micros)
	case []any:
		return appendValues(append(b, tagArray), v)
	case engine.Map:
		return appendValues(appendValues(append(b, tagMap), v.Keys), v.Values)
	case engine.Row:
		return appendValues(append(b, tagRow), v)
	}
	panic(fmt.Sprintf("a value of type %T in a result", value))
}

var errDamaged = errors.New("a kept result is damaged")

// decoder reads what appendValue wrote. err is set once something does not fit; what it gives after that means nothing.
type decoder struct {
	b   []byte
	err error
}

func (d *decoder) fail() { d.b, d.err = nil, errDamaged }

func (d *decoder) uint() uint64 {
	n, size := binary.Uvarint(d.b)
	if size <= 0 {
		d.fail()
		return 0
	}
	d.b = d.b[size:]
	return n
}

func (d *decoder) int() int64 {
	n, size := binary.Varint(d.b)
	if size <= 0 {
		d.fail()
		return 0
	}
	d.b = d.b[size:]
	return n
}

func (d *decoder) take(n uint64) []byte {
	if n > uint64(len(d.b)) {
		d.fail()
		return make([]byte, min(n, 8))
	}
	out := d.b[:n]
	d.b = d.b[n:]
	return out
}

func (d *decoder) text() string { return string(d.take(d.uint())) }

func (d *decoder) values() []any {
	n := d.uint()
	if n > uint64(len(d.b)) { // a value takes a byte at least
		d.fail()
		return nil
	}
	out := make([]any, n)
	for i := range out {
		out[i] = d.value()
	}
	return out
}

func (d *decoder) value() any {
	switch d.take(1)[0] {
	case tagNull:
		return nil
	case tagFalse:
		return false
	case tagTrue:
		return true
	case tagInt:
		return d.int()
	case tagReal:
		return math.Float32frombits(binary.LittleEndian.Uint32(d.take(4)))
	case tagDouble:
		return math.Float64frombits(binary.LittleEndian.Uint64(d.take(8)))
	case tagDecimal:
		scale := int(d.uint())
		n, ok := new(big.Int).SetString(d.text(), 10)
		if !ok {
			d.fail()
		}
		return engine.Decimal{Unscaled: n, Scale: scale}
	case tagText:
		return d.text()
	case tagBytes:
		return []byte(d.text())
	case tagDate:
		return engine.Date(d.int())
	case tagTimeOfDay:
		return engine.TimeOfDay(d.int())
	case tagTime:
		t := time.Unix(d.int(), int64(d.uint()))
		name := d.text()
		if name == "" {
			return t.UTC()
		}
		return t.In(location(name, int(d.int())))
	case tagInterval:
		return engine.Interval{Months: int32(d.int()), Days: int32(d.int()), Micros: d.int()}
	case tagArray:
		return d.values()
	case tagMap:
		return engine.Map{Keys: d.values(), Values: d.values()}
	case tagRow:
		return engine.Row(d.values())
	}
	d.fail()
	return nil
}

// location is a zone by its name, or one of its own where the name is only an offset.
func location(name string, offset int) *time.Location {
	if l, err := time.LoadLocation(name); err == nil {
		return l
	}
	return time.FixedZone(name, offset)
}
