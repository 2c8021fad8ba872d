package decode

import "bytes"

// begun makes the test that a text begins with another.
func begun(prefix string) func([]byte) bool {
	return func(text []byte) bool { return bytes.HasPrefix(text, []byte(prefix)) }
}

// only makes the test that a text has no other characters than those of a class, as in A-Z0-9_; a hyphen that stands for
// itself comes last.
func only(class string) func([]byte) bool {
	var in [256]bool
	for i := 0; i < len(class); i++ {
		if i+2 < len(class) && class[i+1] == '-' {
			for c := int(class[i]); c <= int(class[i+2]); c++ {
				in[c] = true
			}
			i += 2
			continue
		}
		in[class[i]] = true
	}
	return func(text []byte) bool {
		for _, c := range text {
			if !in[c] {
				return false
			}
		}
		return true
	}
}

// cipher is like the name of a TLS cipher, which begins with a letter.
var cipher = lettered(only("A-Z0-9_-"))

// protocol is like the name of a TLS protocol, as in TLSv1.2 and SSLv3.
var protocol = lettered(only("A-Za-z0-9.-"))

// lettered makes the test that a text is like another and begins with a letter, or is a hyphen.
func lettered(like func([]byte) bool) func([]byte) bool {
	return func(text []byte) bool {
		return len(text) == 0 || like(text) && (text[0]|0x20 >= 'a' && text[0]|0x20 <= 'z' || string(text) == "-")
	}
}

var digits = only("0-9")
