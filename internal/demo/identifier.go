package demo

const (
	hexDigits   = "0123456789abcdef"
	upperDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	keyDigits   = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
	base62      = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	base64Std   = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
)

func (r *prng) appendFrom(b []byte, alphabet string, n int) []byte {
	for range n {
		b = append(b, alphabet[r.below(len(alphabet))])
	}
	return b
}

func (r *prng) appendHex(b []byte, n int) []byte {
	for n > 0 {
		v := r.next()
		for i := 0; i < 16 && n > 0; i, n = i+1, n-1 {
			b = append(b, hexDigits[v>>60])
			v <<= 4
		}
	}
	return b
}

func (r *prng) appendBase64(b []byte, n int) []byte {
	for n > 0 {
		v := r.next()
		for i := 0; i < 10 && n > 0; i, n = i+1, n-1 {
			b = append(b, base64Std[v&63])
			v >>= 6
		}
	}
	return b
}

// appendUUID appends a random (version 4) UUID.
func (r *prng) appendUUID(b []byte) []byte {
	hi := r.next()&^0xf000 | 0x4000
	lo := r.next()&^(3<<62) | 2<<62
	b = appendHexWord(b, hi>>32, 8)
	b = append(b, '-')
	b = appendHexWord(b, hi>>16, 4)
	b = append(b, '-')
	b = appendHexWord(b, hi, 4)
	b = append(b, '-')
	b = appendHexWord(b, lo>>48, 4)
	b = append(b, '-')
	return appendHexWord(b, lo, 12)
}

func appendHexWord(b []byte, v uint64, digits int) []byte {
	for s := (digits - 1) * 4; s >= 0; s -= 4 {
		b = append(b, hexDigits[v>>s&15])
	}
	return b
}

// unique returns an IAM unique identifier or access key with the prefix AWS
// documents for its kind: AKIA, ASIA, AIDA, AROA
// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html).
func unique(prefix string, seed uint64) string {
	r := prng{seed}
	return string(r.appendFrom([]byte(prefix), keyDigits, 16))
}

// eventID is the eventID of the event with that seed.
func eventID(seed uint64) string { return string(appendEventID(nil, seed)) }

func appendEventID(b []byte, seed uint64) []byte {
	r := prng{derive(seed, 0xe1d)}
	return r.appendUUID(b)
}
