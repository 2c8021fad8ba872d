package sigv4

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
)

// canonicals are the forms of a request that both sides may have signed: one, or two where a path can be written in two ways.
func (s Signature) canonicals(r *http.Request, payloadHash string) ([]string, error) {
	paths, err := s.paths(r)
	if err != nil {
		return nil, err
	}
	query, err := s.query(r)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	for _, name := range s.headers {
		values, err := valuesOf(r, name)
		if err != nil {
			return nil, err
		}
		b.WriteString(name + ":" + strings.Join(values, ",") + "\n")
	}
	rest := "\n" + query + "\n" + b.String() + "\n" + strings.Join(s.headers, ";") + "\n" + payloadHash
	for i, p := range paths {
		paths[i] = r.Method + "\n" + p + rest
	}
	return paths, nil
}

// paths are the canonical URIs. S3 escapes a path once, but clients do not agree which characters that are allowed in a path need
// it, and sign what they send: either form stands for the same path. Every other service escapes the escaped path again, without
// dots and empty parts.
func (s Signature) paths(r *http.Request) ([]string, error) {
	sent := r.URL.EscapedPath()
	if sent == "" {
		sent = "/"
	}
	if s.Service != "s3" {
		clean := path.Clean(sent)
		if strings.HasSuffix(sent, "/") && clean != "/" {
			clean += "/"
		}
		return []string{escape(clean, true)}, nil
	}
	text, err := url.PathUnescape(sent)
	if err != nil {
		return nil, malformed("the path is not escaped as it has to be")
	}
	if escaped := escape(text, true); escaped != sent {
		return []string{escaped, sent}, nil
	}
	return []string{sent}, nil
}

func (s Signature) query(r *http.Request) (string, error) {
	pairs, err := queryOf(r)
	if err != nil {
		return "", err
	}
	if s.Presigned {
		pairs = slices.DeleteFunc(pairs, func(p pair) bool { return p.name == "X-Amz-Signature" })
	}
	for i, p := range pairs {
		pairs[i] = pair{escape(p.name, false), escape(p.value, false)}
	}
	slices.SortFunc(pairs, func(a, b pair) int { return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.value, b.value)) })
	texts := make([]string, len(pairs))
	for i, p := range pairs {
		texts[i] = p.name + "=" + p.value
	}
	return strings.Join(texts, "&"), nil
}

// valuesOf gives a header's values as they are signed: without white space around them, and one space where there are several.
func valuesOf(r *http.Request, name string) ([]string, error) {
	var values []string
	switch name {
	case "host":
		values = []string{r.Host}
	case "content-length":
		values = r.Header.Values(name)
		if len(values) == 0 && r.ContentLength >= 0 {
			values = []string{strconv.FormatInt(r.ContentLength, 10)}
		}
	case "transfer-encoding":
		values = r.TransferEncoding
	default:
		values = r.Header.Values(name)
	}
	if len(values) == 0 {
		return nil, fmt.Errorf("%w: the header %s is signed, and is not there", ErrMismatch, name)
	}
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = strings.Join(strings.FieldsFunc(v, func(c rune) bool { return c == ' ' || c == '\t' }), " ")
	}
	return out, nil
}

// covers checks that what decides over a request is signed: its host and every header of AWS's.
func (s Signature) covers(r *http.Request) error {
	if !slices.Contains(s.headers, "host") {
		return fmt.Errorf("%w: host", ErrUnsigned)
	}
	var missing []string
	for name := range r.Header {
		name = strings.ToLower(name)
		if strings.HasPrefix(name, "x-amz-") && !slices.Contains(s.headers, name) {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		slices.Sort(missing)
		return fmt.Errorf("%w: %s", ErrUnsigned, strings.Join(missing, ", "))
	}
	return nil
}

// escape is AWS's UriEncode: all but RFC 3986's unreserved characters.
func escape(s string, isPath bool) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case 'A' <= c && c <= 'Z', 'a' <= c && c <= 'z', '0' <= c && c <= '9', c == '-', c == '.', c == '_', c == '~', isPath && c == '/':
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(digits[c>>4])
			b.WriteByte(digits[c&15])
		}
	}
	return b.String()
}
