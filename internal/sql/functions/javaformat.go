package functions

import (
	"fmt"
	"math"
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Arguments of format come as texts with a letter for what they are in Java before them: a whole number, a decimal, a double, a
// boolean, a text, a date, a timestamp, a time of day.
const (
	javaLong    = 'l'
	javaDecimal = 'n'
	javaDouble  = 'd'
	javaBool    = 'b'
	javaText    = 's'
	javaDate    = 'D'
	javaStamp   = 'T'
	javaTime    = 't'
)

var javaClasses = map[byte]string{javaLong: "java.lang.Long", javaDecimal: "java.math.BigDecimal", javaDouble: "java.lang.Double", javaBool: "java.lang.Boolean",
	javaText: "java.lang.String", javaDate: "java.time.LocalDate", javaStamp: "java.time.LocalDateTime", javaTime: "java.time.LocalTime"}

// specifier: %[index$][flags][width][.precision][t]conversion; https://docs.oracle.com/en/java/javase/24/docs/api/java.base/java/util/Formatter.html
var specifier = regexp.MustCompile(`%(\d+\$)?([-#+ 0,(<]*)?(\d+)?(\.\d+)?([tT])?([a-zA-Z%])`)

type javaSpec struct {
	flags            string
	width, precision int
	upper            bool
	conversion       byte
	text             string
}

// javaFormat is Java's String.format in the root locale.
func javaFormat(format string, args []*string) (string, error) {
	bad := func(what, detail string) error {
		return badArgument("Invalid format string: %s (%s: %s)", format, what, detail)
	}
	var b strings.Builder
	rest, next, last := format, 0, -1
	for {
		i := strings.IndexByte(rest, '%')
		if i < 0 {
			b.WriteString(rest)
			return b.String(), nil
		}
		b.WriteString(rest[:i])
		rest = rest[i:]
		m := specifier.FindStringSubmatchIndex(rest)
		if m == nil || m[0] != 0 {
			c := "%"
			if m := regexp.MustCompile(`^%[-#+ 0,(<]*\d*(?:\.\d+)?(.)`).FindStringSubmatch(rest); m != nil {
				c = m[1]
			}
			return "", bad("UnknownFormatConversion", "Conversion = '"+c+"'")
		}
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return rest[m[2*i]:m[2*i+1]]
		}
		s := javaSpec{flags: group(2), width: -1, precision: -1, text: rest[:m[1]]}
		conversion := group(6)[0]
		if w := group(3); w != "" {
			s.width, _ = strconv.Atoi(w)
		}
		if p := group(4); p != "" {
			s.precision, _ = strconv.Atoi(p[1:])
		}
		if s.width > 1<<20 || s.precision > 1<<20 {
			return "", badArgument("a width of more than a million characters is not in Tarn")
		}
		index, date := group(1), group(5) != ""
		s.upper = group(5) == "T"
		rest = rest[m[1]:]
		s.conversion = conversion
		if !date {
			s.upper = conversion >= 'A' && conversion <= 'Z'
			s.conversion = conversion | 0x20
		}
		switch {
		case !date && conversion == 'n':
			b.WriteByte('\n')
			continue
		case !date && conversion == '%':
			b.WriteString(s.pad("%"))
			continue
		case !date && (!strings.ContainsRune("bhscdoxefga", rune(s.conversion)) || s.upper && strings.ContainsRune("DOF", rune(conversion))):
			return "", bad("UnknownFormatConversion", "Conversion = '"+string(conversion)+"'")
		}
		at := next
		switch {
		case strings.Contains(s.flags, "<"):
			at = last
		case index != "":
			n, _ := strconv.Atoi(strings.TrimSuffix(index, "$"))
			at = n - 1
		default:
			next++
		}
		if at < 0 || at >= len(args) {
			return "", bad("MissingFormatArgument", "Format specifier '"+s.text+"'")
		}
		last = at
		text, err := s.value(args[at], date, bad)
		if err != nil {
			return "", err
		}
		if s.upper {
			text = strings.ToUpper(text)
		}
		b.WriteString(text)
	}
}

func (s *javaSpec) pad(text string) string {
	n := s.width - utf8.RuneCountInString(text)
	if n <= 0 {
		return text
	}
	if strings.Contains(s.flags, "-") {
		return text + strings.Repeat(" ", n)
	}
	return strings.Repeat(" ", n) + text
}

// cut is a text of at most precision characters.
func (s *javaSpec) cut(text string) string {
	if rs := []rune(text); s.precision >= 0 && len(rs) > s.precision {
		text = string(rs[:s.precision])
	}
	return s.pad(text)
}

func (s *javaSpec) value(arg *string, date bool, bad func(what, detail string) error) (string, error) {
	if arg == nil {
		if s.conversion == 'b' && !date {
			return s.cut("false"), nil
		}
		if date || strings.ContainsRune("bhsc", rune(s.conversion)) {
			return s.cut("null"), nil
		}
		return s.pad("null"), nil
	}
	kind, text := (*arg)[0], (*arg)[1:]
	wrong := func() (string, error) {
		return "", bad("IllegalFormatConversion", string(s.conversion)+" != "+javaClasses[kind])
	}
	if date {
		if kind != javaDate && kind != javaStamp && kind != javaTime {
			return wrong()
		}
		out, ok := javaTimePart(s.conversion, kind, text)
		if !ok {
			return "", fault("NOT_SUPPORTED", "format's %%t%c is not in Tarn yet", s.conversion)
		}
		return s.pad(out), nil
	}
	if kind == javaDate && len(text) > len("9999-12-31") && text[0] != '-' {
		text = "+" + text
	}
	switch s.conversion {
	case 'b':
		if kind != javaBool {
			text = "true"
		}
		return s.cut(text), nil
	case 's':
		return s.cut(javaString(kind, text)), nil
	case 'h':
		if kind != javaText {
			return "", fault("NOT_SUPPORTED", "format's %%h of what is no text is not in Tarn yet")
		}
		h := int32(0)
		for _, r := range text {
			if r > 0xffff {
				h = h*31 + 0xd800 + (r-0x10000)>>10
				r = 0xdc00 + (r-0x10000)&0x3ff
			}
			h = h*31 + r
		}
		return s.cut(strconv.FormatUint(uint64(uint32(h)), 16)), nil
	case 'd', 'x', 'o':
		if kind != javaLong {
			return wrong()
		}
		return s.whole(text)
	case 'e', 'f', 'g':
		if kind != javaDouble && kind != javaDecimal {
			return wrong()
		}
		return s.float(text), nil
	case 'a':
		return "", fault("NOT_SUPPORTED", "format's %%a is not in Tarn yet")
	}
	return wrong()
}

func (s *javaSpec) whole(text string) (string, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return "", err
	}
	prefix := ""
	switch s.conversion {
	case 'x':
		text, prefix = strconv.FormatUint(uint64(n), 16), "0x"
	case 'o':
		text, prefix = strconv.FormatUint(uint64(n), 8), "0"
	default:
		return s.signed(text), nil
	}
	if strings.Contains(s.flags, "#") {
		text = prefix + text
	}
	if zeros := s.width - len(text); strings.Contains(s.flags, "0") && zeros > 0 {
		text = strings.Repeat("0", zeros) + text
	}
	return s.pad(text), nil
}

// signed puts groups, signs and zeros to a decimal number's digits.
func (s *javaSpec) signed(text string) string {
	digits, negative := strings.CutPrefix(text, "-")
	if strings.Contains(s.flags, ",") {
		whole, rest, _ := strings.Cut(digits, ".")
		for i := len(whole) - 3; i > 0; i -= 3 {
			whole = whole[:i] + "," + whole[i:]
		}
		digits = whole + strings.Repeat(".", min(1, len(rest))) + rest
	}
	before, after := "", ""
	switch {
	case negative && strings.Contains(s.flags, "("):
		before, after = "(", ")"
	case negative:
		before = "-"
	case strings.Contains(s.flags, "+"):
		before = "+"
	case strings.Contains(s.flags, " "):
		before = " "
	}
	if zeros := s.width - len(before+digits+after); strings.Contains(s.flags, "0") && zeros > 0 {
		digits = strings.Repeat("0", zeros) + digits
	}
	return s.pad(before + digits + after)
}

func (s *javaSpec) float(text string) string {
	if strings.HasSuffix(text, "NaN") || strings.HasSuffix(text, "Infinity") {
		s.flags = strings.ReplaceAll(s.flags, "0", "")
		if text == "NaN" {
			return s.pad(text)
		}
		return s.signed(text)
	}
	precision := s.precision
	if precision < 0 {
		precision = 6
	}
	r, _ := new(big.Rat).SetString(text)
	sign := ""
	if strings.HasPrefix(text, "-") {
		sign = "-"
	}
	r.Abs(r)
	conversion := s.conversion
	if conversion == 'g' {
		precision = max(precision, 1)
		low, high := big.NewRat(1, 10000), new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(precision)), nil))
		if r.Sign() == 0 || r.Cmp(low) >= 0 && r.Cmp(high) < 0 {
			conversion = 'f'
			f, _ := r.Float64()
			precision = max(0, precision-1-decade(f))
		} else {
			conversion, precision = 'e', precision-1
		}
	}
	if conversion == 'f' {
		return s.signed(sign + r.FloatString(precision))
	}
	exp := 0
	if r.Sign() != 0 {
		f, _ := r.Float64()
		exp = decade(f)
		scaled := func() string {
			unit := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(exp, -exp))), nil))
			if exp > 0 {
				unit.Inv(unit)
			}
			return unit.Mul(unit, r).FloatString(precision)
		}
		text = scaled()
		if strings.HasPrefix(text, "10") {
			exp++
			text = scaled()
		}
	} else {
		text = r.FloatString(precision)
	}
	return s.signed(fmt.Sprintf("%s%se%+03d", sign, text, exp))
}

// decade is the power of ten of a number's first digit.
func decade(f float64) int {
	if f == 0 {
		return 0
	}
	_, exp, _ := strings.Cut(strconv.FormatFloat(math.Abs(f), 'e', -1, 64), "e")
	n, _ := strconv.Atoi(exp)
	return n
}

// javaString is a value's toString.
func javaString(kind byte, text string) string {
	if kind != javaStamp && kind != javaTime {
		return text
	}
	text = strings.Replace(text, " ", "T", 1)
	text = strings.TrimSuffix(text, ".000000")
	if clock := text[strings.IndexByte(text, 'T')+1:]; len(clock) == len("15:04:05") {
		return strings.TrimSuffix(text, ":00")
	}
	return strings.TrimSuffix(text, "000")
}

func javaTimePart(conversion, kind byte, text string) (string, bool) {
	layout := map[byte]string{javaDate: "2006-01-02", javaStamp: "2006-01-02 15:04:05.000000", javaTime: "15:04:05.000000"}[kind]
	t, err := time.Parse(layout, text)
	if err != nil || kind == javaTime && !strings.ContainsRune("HIklMSLNpRTr", rune(conversion)) || kind == javaDate && !strings.ContainsRune("BbhAaCYyjmdeDF", rune(conversion)) {
		return "", false
	}
	switch conversion {
	case 'H':
		return t.Format("15"), true
	case 'I':
		return t.Format("03"), true
	case 'k':
		return strconv.Itoa(t.Hour()), true
	case 'l':
		return t.Format("3"), true
	case 'M':
		return t.Format("04"), true
	case 'S':
		return t.Format("05"), true
	case 'L':
		return fmt.Sprintf("%03d", t.Nanosecond()/1e6), true
	case 'N':
		return fmt.Sprintf("%09d", t.Nanosecond()), true
	case 'p':
		return t.Format("pm"), true
	case 'B':
		return t.Format("January"), true
	case 'b', 'h':
		return t.Format("Jan"), true
	case 'A':
		return t.Format("Monday"), true
	case 'a':
		return t.Format("Mon"), true
	case 'C':
		return fmt.Sprintf("%02d", t.Year()/100), true
	case 'Y':
		return t.Format("2006"), true
	case 'y':
		return t.Format("06"), true
	case 'j':
		return t.Format("002"), true
	case 'm':
		return t.Format("01"), true
	case 'd':
		return t.Format("02"), true
	case 'e':
		return t.Format("2"), true
	case 'R':
		return t.Format("15:04"), true
	case 'T':
		return t.Format("15:04:05"), true
	case 'r':
		return t.Format("03:04:05 PM"), true
	case 'D':
		return t.Format("01/02/06"), true
	case 'F':
		return t.Format("2006-01-02"), true
	}
	return "", false
}
