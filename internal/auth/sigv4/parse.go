package sigv4

import (
	"crypto/hmac"
	"crypto/sha256"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	algorithm  = "AWS4-HMAC-SHA256"
	terminator = "aws4_request"
)

func sum(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return h.Sum(nil)
}

// parse reads the signature of a request, from its header or its URL.
func parse(r *http.Request) (Signature, error) {
	q, err := queryOf(r)
	if err != nil {
		return Signature{}, err
	}
	inQuery := slices.ContainsFunc(q, func(p pair) bool {
		return strings.EqualFold(p.name, "X-Amz-Algorithm") || strings.EqualFold(p.name, "X-Amz-Signature")
	})
	headers := r.Header.Values("Authorization")
	switch {
	case len(headers) == 0 && !inQuery:
		return Signature{}, ErrMissing
	case len(headers) > 1 || len(headers) == 1 && inQuery:
		return Signature{}, malformed("give one signature, in the header Authorization or in the URL")
	case inQuery:
		return parseQuery(r, q)
	}
	return parseHeader(r, headers[0])
}

// parseHeader reads "AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…".
func parseHeader(r *http.Request, text string) (s Signature, err error) {
	kind, rest, _ := strings.Cut(text, " ")
	if kind != algorithm {
		return s, unknownAlgorithm(kind)
	}
	found := map[string]string{}
	for part := range strings.SplitSeq(rest, ",") {
		name, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		if _, twice := found[name]; !ok || twice {
			return s, malformed("the header Authorization has to have Credential, SignedHeaders and Signature, once each")
		}
		found[name] = value
	}
	if len(found) != 3 {
		return s, malformed("the header Authorization has to have Credential, SignedHeaders and Signature, and nothing else")
	}
	stamp, err := dateOf(r)
	if err != nil {
		return s, err
	}
	if len(r.Header.Values("X-Amz-Security-Token")) > 0 {
		return s, ErrToken
	}
	return s, s.read(found["Credential"], stamp, found["SignedHeaders"], found["Signature"])
}

func unknownAlgorithm(name string) error {
	if len(name) > 40 {
		name = name[:40]
	}
	return malformed("%q is not an algorithm that is taken here: sign with %s", name, algorithm)
}

// dateOf is the time that a request's headers tell.
func dateOf(r *http.Request) (time.Time, error) {
	for _, name := range []string{"X-Amz-Date", "Date"} {
		values := r.Header.Values(name)
		switch len(values) {
		case 0:
			continue
		case 1:
		default:
			return time.Time{}, malformed("%s is there %d times", name, len(values))
		}
		if t, err := time.Parse(stampForm, values[0]); err == nil {
			return t, nil
		}
		if name == "Date" {
			if t, err := http.ParseTime(values[0]); err == nil {
				return t.UTC(), nil
			}
		}
		return time.Time{}, malformed("%s is not a time as in 20130524T000000Z", name)
	}
	return time.Time{}, malformed("the header X-Amz-Date is missing")
}

// parseQuery reads the parameters of a presigned URL.
func parseQuery(r *http.Request, q []pair) (s Signature, err error) {
	found := map[string]string{}
	for _, p := range q {
		if !strings.HasPrefix(p.name, "X-Amz-") {
			if strings.HasPrefix(strings.ToLower(p.name), "x-amz-") && presigned[strings.ToLower(p.name)] {
				return s, malformed("the parameter %s has to be written as AWS writes it", p.name)
			}
			continue
		}
		if _, twice := found[p.name]; twice {
			return s, malformed("%s is there twice", p.name)
		}
		found[p.name] = p.value
	}
	if kind := found["X-Amz-Algorithm"]; kind != algorithm {
		return s, unknownAlgorithm(kind)
	}
	if _, ok := found["X-Amz-Security-Token"]; ok || len(r.Header.Values("X-Amz-Security-Token")) > 0 {
		return s, ErrToken
	}
	stamp, err := time.Parse(stampForm, found["X-Amz-Date"])
	if err != nil {
		return s, malformed("X-Amz-Date is not a time as in 20130524T000000Z")
	}
	seconds, err := strconv.Atoi(found["X-Amz-Expires"])
	s.Presigned, s.Expires = true, time.Duration(seconds)*time.Second
	if err != nil || seconds < 1 || s.Expires > MaxExpiry {
		return s, malformed("X-Amz-Expires has to be 1 to 604800 seconds")
	}
	return s, s.read(found["X-Amz-Credential"], stamp, found["X-Amz-SignedHeaders"], found["X-Amz-Signature"])
}

// presigned are the parameters that make a URL presigned, in small letters.
var presigned = map[string]bool{
	"x-amz-algorithm": true, "x-amz-credential": true, "x-amz-date": true, "x-amz-expires": true, "x-amz-signedheaders": true,
	"x-amz-signature": true, "x-amz-security-token": true,
}

var (
	signatureForm = regexp.MustCompile(`^[0-9a-f]{64}$`)
	scopeForm     = regexp.MustCompile(`^([\w.\-]{1,128})/(\d{8})/([a-z0-9\-]{1,64})/([a-z0-9\-]{1,64})/aws4_request$`)
	headerForm    = regexp.MustCompile("^[a-z0-9!#$%&'*+.^_`|~\\-]+$")
)

func (s *Signature) read(credential string, stamp time.Time, headers, signature string) error {
	m := scopeForm.FindStringSubmatch(credential)
	if m == nil {
		return malformed("Credential has to be KEY/YYYYMMDD/region/service/aws4_request")
	}
	s.KeyID, s.Region, s.Service, s.Time = m[1], m[3], m[4], stamp
	if m[2] != stamp.Format("20060102") {
		return malformed("the date of Credential is %s, and the request's is %s", m[2], stamp.Format("20060102"))
	}
	if !signatureForm.MatchString(signature) {
		return malformed("Signature has to be 64 hexadecimal digits in small letters")
	}
	s.signature = signature
	s.headers = strings.Split(headers, ";")
	for i, h := range s.headers {
		if !headerForm.MatchString(h) || i > 0 && s.headers[i-1] >= h {
			return malformed("SignedHeaders has to be a sorted list in small letters, as in host;x-amz-date")
		}
	}
	return nil
}

// pair is a parameter of a query string.
type pair struct{ name, value string }

// queryOf reads a query string in its order, as net/url's Values do, but for what those would leave out: that is an error.
func queryOf(r *http.Request) ([]pair, error) {
	var out []pair
	for part := range strings.SplitSeq(r.URL.RawQuery, "&") {
		if part == "" {
			continue
		}
		if strings.Contains(part, ";") {
			return nil, malformed("a semicolon in the query string has to be written as %%3B")
		}
		rawName, rawValue, _ := strings.Cut(part, "=")
		name, err := url.QueryUnescape(rawName)
		if err != nil {
			return nil, malformed("the query string is not escaped as it has to be")
		}
		value, err := url.QueryUnescape(rawValue)
		if err != nil {
			return nil, malformed("the query string is not escaped as it has to be")
		}
		out = append(out, pair{name, value})
	}
	return out, nil
}
