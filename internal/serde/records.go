package serde

import (
	"bytes"
	"io"
)

// eachRecord hands over the elements of the arrays that are the member Records of a file's objects, one after another. What
// stands for an object that has no such array is read over. A record is good until give returns.
func eachRecord(in io.Reader, give func(record []byte) error) error {
	s := &jsonStream{in: in, buf: make([]byte, 64<<10)}
	for {
		c, err := s.token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if c != '{' {
			s.pos--
			if err := s.skip(); err != nil {
				return cutShort(err)
			}
			continue
		}
		if err := s.document(give); err != nil {
			return cutShort(err)
		}
	}
}

// cutShort says that a file ends within a record.
func cutShort(err error) error {
	if err == io.EOF {
		return &Error{Code: codeCursor, Message: "Unexpected end-of-input: expected close marker for OBJECT"}
	}
	return err
}

// jsonStream finds values in JSON that is longer than the memory should be. It does not check them.
type jsonStream struct {
	in   io.Reader
	buf  []byte
	pos  int // of the next byte
	to   int // the rest ends
	keep int // what must stay, -1 if nothing does
	err  error
}

// document reads an object, whose brace was taken.
func (s *jsonStream) document(give func([]byte) error) error {
	for {
		c, err := s.token()
		switch {
		case err != nil:
			return err
		case c == '}':
			return nil
		case c == ',':
			continue
		case c != '"':
			return &Error{Code: codeCursor, Message: "Unexpected character (" + string(rune(c)) + "): was expecting double-quote to start field name"}
		}
		s.pos--
		name, err := s.value()
		if err != nil {
			return err
		}
		records := bytes.Equal(name, []byte(`"Records"`))
		if c, err = s.token(); err != nil {
			return err
		}
		if c != ':' {
			return &Error{Code: codeCursor, Message: "was expecting a colon to separate field name and value"}
		}
		if c, err = s.token(); err != nil {
			return err
		}
		if records && c == '[' {
			err = s.elements(give)
		} else {
			s.pos--
			err = s.skip()
		}
		if err != nil {
			return err
		}
	}
}

func (s *jsonStream) elements(give func([]byte) error) error {
	for {
		c, err := s.token()
		switch {
		case err != nil:
			return err
		case c == ']':
			return nil
		case c == ',':
			continue
		}
		s.pos--
		record, err := s.value()
		if err != nil {
			return err
		}
		if err := give(record); err != nil {
			return err
		}
	}
}

// token takes the next byte that is no space.
func (s *jsonStream) token() (byte, error) {
	s.keep = -1
	for {
		for s.pos < s.to {
			c := s.buf[s.pos]
			s.pos++
			if c > ' ' && c != 0xef && c != 0xbb && c != 0xbf { // a byte order mark is no more than space
				return c, nil
			}
		}
		if err := s.more(); err != nil {
			return 0, err
		}
	}
}

// value takes a whole value, whose first byte is next.
func (s *jsonStream) value() ([]byte, error) {
	s.keep = s.pos
	if err := s.pass(); err != nil {
		return nil, err
	}
	return s.buf[s.keep:s.pos], nil
}

// skip reads over a value.
func (s *jsonStream) skip() error {
	s.keep = -1
	return s.pass()
}

func (s *jsonStream) pass() error {
	depth, inString, escaped, began := 0, false, false, false
	for {
		rest := s.buf[s.pos:s.to]
		for i, c := range rest {
			switch {
			case escaped:
				escaped = false
			case inString:
				if c == '\\' {
					escaped = true
				} else if c == '"' {
					inString = false
					if depth == 0 {
						s.pos += i + 1
						return nil
					}
				}
			case c == '"':
				inString = true
			case c == '{' || c == '[':
				depth++
			case c == '}' || c == ']':
				if depth == 0 { // the end of what the value is in
					s.pos += i
					if !began {
						s.pos++
					}
					return nil
				}
				if depth--; depth == 0 {
					s.pos += i + 1
					return nil
				}
			case depth == 0 && began && (c == ',' || c <= ' '):
				s.pos += i
				return nil
			}
			began = true
		}
		s.pos = s.to
		if err := s.more(); err != nil {
			return err
		}
	}
}

// more reads on; what must stay is kept.
func (s *jsonStream) more() error {
	if s.err != nil {
		return s.err
	}
	from := s.pos
	if s.keep >= 0 {
		from = s.keep
	}
	if s.to-from > maxLine {
		return &Error{Code: codeBadData, Message: "Line too long in text file"}
	}
	if from > 0 {
		copy(s.buf, s.buf[from:s.to])
		s.pos, s.to = s.pos-from, s.to-from
		if s.keep >= 0 {
			s.keep = 0
		}
	}
	if s.to == len(s.buf) {
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	var n int
	n, s.err = s.in.Read(s.buf[s.to:])
	s.to += n
	if n > 0 {
		return nil
	}
	return s.err
}
