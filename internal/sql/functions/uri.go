package functions

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// uri is a text as java.net.URI reads it, RFC 2396 with Java's deviations: host is empty where the authority is none of a
// server's, and port -1 where there is none.
// https://docs.oracle.com/en/java/javase/24/docs/api/java.base/java/net/URI.html
type uri struct {
	scheme, host, path, query, fragment string
	hasQuery                            bool
	port                                int64
}

// uriChars is a set of characters; other adds escapes and what is visible beyond ASCII.
type uriChars struct {
	ascii [128]bool
	other bool
}

func charsOf(other bool, sets ...string) *uriChars {
	c := &uriChars{other: other}
	for _, s := range sets {
		for i := range len(s) {
			c.ascii[s[i]] = true
		}
	}
	return c
}

const (
	uriDigits = "0123456789"
	uriAlpha  = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	uriMarks  = "-_.!~*'()"
	uriPlain  = uriDigits + uriAlpha + uriMarks
)

var (
	uriDigit    = charsOf(false, uriDigits)
	uriHex      = charsOf(false, uriDigits, "abcdefABCDEF")
	uriLetter   = charsOf(false, uriAlpha)
	uriAlnum    = charsOf(false, uriDigits, uriAlpha)
	uriLabel    = charsOf(false, uriDigits, uriAlpha, "-")
	uriDotted   = charsOf(false, uriDigits, ".")
	uriScheme   = charsOf(false, uriDigits, uriAlpha, "+-.")
	uriScope    = charsOf(false, uriDigits, uriAlpha, "_.")
	uriAny      = charsOf(true, uriPlain, ";/?:@&=+$,[]")
	uriPath     = charsOf(true, uriPlain, ":@&=+$,;/")
	uriRegistry = charsOf(true, uriPlain, "$,;:@&=+")
	uriUser     = charsOf(true, uriPlain, ";:&=+$,")
	uriServer   = charsOf(true, uriPlain, ";:&=+$,.:@[]%")
)

// badURI is the panic of a text that is no URI.
type badURI struct{}

// uriParser reads a URI. Its methods panic with badURI.
type uriParser struct {
	s   string
	uri uri
	// bytes counts those of an IPv6 address.
	bytes int
}

func parseURI(s string) (u uri, ok bool) {
	defer func() {
		if r := recover(); r != nil {
			if _, bad := r.(badURI); !bad {
				panic(r)
			}
			ok = false
		}
	}()
	p := &uriParser{s: s, uri: uri{port: -1}}
	p.parse()
	return p.uri, true
}

func must(ok bool) {
	if !ok {
		panic(badURI{})
	}
}

func (p *uriParser) at(i, n int, text string) bool {
	return i <= n && strings.HasPrefix(p.s[i:n], text)
}

// until is the place of the first of some characters, or n.
func (p *uriParser) until(i, n int, stops string) int {
	if at := strings.IndexAny(p.s[i:n], stops); at >= 0 {
		return i + at
	}
	return n
}

// skip passes over characters of a set. A broken escape fails.
func (p *uriParser) skip(i, n int, set *uriChars) int {
	for i < n {
		c := p.s[i]
		switch {
		case c < utf8.RuneSelf && set.ascii[c]:
			i++
		case !set.other:
			return i
		case c == '%':
			must(i+3 <= n && isHex(p.s[i+1]) && isHex(p.s[i+2]))
			i += 3
		case c < utf8.RuneSelf:
			return i
		default:
			r, size := utf8.DecodeRuneInString(p.s[i:])
			if r <= 0x9F || unicode.In(r, unicode.Z) {
				return i
			}
			i += size
		}
	}
	return i
}

func (p *uriParser) all(i, n int, set *uriChars) { must(i >= n || p.skip(i, n, set) == n) }

func (p *uriParser) parse() {
	n := len(p.s)
	i := p.until(0, n, "/?#:")
	if p.at(i, n, ":") {
		must(i > 0)
		p.all(0, 1, uriLetter)
		p.all(1, i, uriScheme)
		p.uri.scheme = p.s[:i]
		if i++; p.at(i, n, "/") {
			i = p.hierarchical(i, n)
		} else {
			end := p.until(i, n, "#")
			must(end > i)
			p.all(i, end, uriAny)
			i = end
		}
	} else {
		i = p.hierarchical(0, n)
	}
	if p.at(i, n, "#") {
		p.all(i+1, n, uriAny)
		p.uri.fragment = p.s[i+1:]
		i = n
	}
	must(i == n)
}

func (p *uriParser) hierarchical(i, n int) int {
	if p.at(i, n, "//") {
		i += 2
		end := p.until(i, n, "/?#")
		must(end > i || end < n)
		if end > i {
			p.authority(i, end)
			i = end
		}
	}
	end := p.until(i, n, "?#")
	p.all(i, end, uriPath)
	p.uri.path = p.s[i:end]
	if i = end; p.at(i, n, "?") {
		end = p.until(i+1, n, "#")
		p.all(i+1, end, uriAny)
		p.uri.query, p.uri.hasQuery = p.s[i+1:end], true
		i = end
	}
	return i
}

// authority is a server's, or else any that a registry could have given.
func (p *uriParser) authority(i, n int) {
	server := p.skip(i, n, uriServer) == n
	registry := p.skip(i, n, uriRegistry) == n
	if registry && !server {
		return
	}
	must(server && (p.server(i, n) || registry))
}

// server reports whether an authority is a server's.
func (p *uriParser) server(i, n int) (ok bool) {
	defer func() {
		if r := recover(); r != nil {
			if _, bad := r.(badURI); !bad {
				panic(r)
			}
			ok = false
		}
		if !ok {
			p.uri.host, p.uri.port = "", -1
		}
	}()
	if at := p.until(i, n, "/?#@"); p.at(at, n, "@") {
		p.all(i, at, uriUser)
		i = at + 1
	}
	if p.at(i, n, "[") {
		i++
		end := p.until(i, n, "/?#]")
		must(end > i && p.at(end, n, "]"))
		percent := p.until(i, end, "%")
		if percent > i {
			p.ipv6(i, percent)
			must(percent+1 != end)
			p.all(percent+1, end, uriScope)
		} else {
			p.ipv6(i, end)
		}
		p.uri.host = p.s[i-1 : end+1]
		i = end + 1
	} else {
		end := p.ipv4(i, n, false)
		if end > i && end < n && p.s[end] != ':' {
			end = -1
		}
		if end <= i {
			end = p.hostname(i, n)
		}
		p.uri.host = p.s[i:end]
		i = end
	}
	if p.at(i, n, ":") {
		i++
		if end := p.until(i, n, "/"); end > i {
			p.all(i, end, uriDigit)
			port, err := strconv.ParseInt(p.s[i:end], 10, 64)
			must(err == nil && port <= math.MaxInt32)
			p.uri.port = port
			i = end
		}
	}
	return i == n
}

func (p *uriParser) hostname(i, n int) int {
	start, last := i, -1
	for {
		end := p.skip(i, n, uriAlnum)
		if end <= i {
			break
		}
		last, i = i, end
		if end = p.skip(i, n, uriLabel); end > i {
			must(p.s[end-1] != '-')
			i = end
		}
		if !p.at(i, n, ".") {
			break
		}
		if i++; i >= n {
			break
		}
	}
	must(i >= n || p.at(i, n, ":"))
	must(last >= 0)
	must(last <= start || uriLetter.ascii[p.s[last]])
	return i
}

// ipv4 is where an address ends, or -1.
func (p *uriParser) ipv4(i, n int, whole bool) int {
	m := p.skip(i, n, uriDotted)
	if m <= i || whole && m != n {
		return -1
	}
	for part := range 4 {
		if part > 0 {
			if !p.at(i, m, ".") {
				return -1
			}
			i++
		}
		end := p.skip(i, m, uriDigit)
		v, err := strconv.ParseInt(p.s[i:end], 10, 32)
		if err != nil || v > 255 {
			return -1
		}
		i = end
	}
	if i < m {
		return -1
	}
	return i
}

func (p *uriParser) ipv6(i, n int) {
	p.bytes = 0
	compressed := false
	if end := p.hexes(i, n); end > i {
		i = end
		if p.at(i, n, "::") {
			compressed = true
			i = p.hexesAfter(i+2, n)
		} else if p.at(i, n, ":") {
			i = p.embedded(i+1, n)
		}
	} else if p.at(i, n, "::") {
		compressed = true
		i = p.hexesAfter(i+2, n)
	}
	must(i >= n && p.bytes <= 16)
	must(compressed != (p.bytes == 16))
}

// embedded is the IPv4 address at an IPv6 address's end.
func (p *uriParser) embedded(i, n int) int {
	end := p.ipv4(i, n, true)
	must(end > i)
	p.bytes += 4
	return end
}

func (p *uriParser) hexesAfter(i, n int) int {
	if i == n {
		return i
	}
	end := p.hexes(i, n)
	if end <= i {
		return p.embedded(i, n)
	}
	if p.at(end, n, ":") {
		return p.embedded(end+1, n)
	}
	return end
}

// hexes is where groups of hexadecimal digits end, or -1 for none.
func (p *uriParser) hexes(i, n int) int {
	end := p.skip(i, n, uriHex)
	if end <= i || p.at(end, n, ".") {
		return -1
	}
	must(end <= i+4)
	p.bytes += 2
	i = end
	for i < n && p.at(i, n, ":") && !p.at(i+1, n, ":") {
		i++
		end = p.skip(i, n, uriHex)
		must(end > i)
		if p.at(end, n, ".") {
			return i - 1
		}
		must(end <= i+4)
		p.bytes += 2
		i = end
	}
	return i
}

// unescape takes the escapes out of a part.
func unescape(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		if s[i] != '%' {
			out = append(out, s[i])
			i++
			continue
		}
		var run []byte
		for ; i < len(s) && s[i] == '%'; i += 3 {
			run = append(run, unhex(s[i+1])<<4|unhex(s[i+2]))
		}
		out = append(out, decodedText(run)...)
	}
	return string(out)
}

// decodedText is the text of bytes as Java decodes them: a replacement for the longest start of a character that is broken.
func decodedText(b []byte) []byte {
	if utf8.Valid(b) {
		return b
	}
	var out []byte
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r != utf8.RuneError || n > 1 {
			out = append(out, b[:n]...)
		} else {
			out = append(out, "\uFFFD"...)
			n = brokenStart(b)
		}
		b = b[n:]
	}
	return out
}

// brokenStart is how many bytes of b Java takes for one broken character.
func brokenStart(b []byte) int {
	low, high, want := byte(0x80), byte(0xBF), 1
	switch c := b[0]; {
	case c >= 0xC2 && c <= 0xDF:
		want = 2
	case c == 0xE0:
		low, want = 0xA0, 3
	case c >= 0xE1 && c <= 0xEF:
		want = 3
	case c == 0xF0:
		low, want = 0x90, 4
	case c >= 0xF1 && c <= 0xF3:
		want = 4
	case c == 0xF4:
		high, want = 0x8F, 4
	}
	n := 1
	for ; n < want && n < len(b) && low <= b[n] && b[n] <= high; n++ {
		low, high = 0x80, 0xBF
	}
	return n
}
