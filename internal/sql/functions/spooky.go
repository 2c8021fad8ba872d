package functions

import (
	"encoding/binary"
	"math/bits"
)

// SpookyHash V2 with the seed 0: http://burtleburtle.net/bob/hash/spooky.html (public domain). The test vectors are Trino's.

const (
	spookyConst = 0xdeadbeefdeadbeef
	spookyBlock = 96
)

// spooky is the hash's first 64 bits; its lower 32 are the hash of 32 bits.
func spooky(b []byte) uint64 {
	if len(b) < 2*spookyBlock {
		return spookyShort(b)
	}
	var h [12]uint64
	for i := 2; i < 12; i += 3 {
		h[i] = spookyConst
	}
	rest := b
	for ; len(rest) >= spookyBlock; rest = rest[spookyBlock:] {
		spookyMix(rest, &h)
	}
	var last [spookyBlock]byte
	copy(last[:], rest)
	last[spookyBlock-1] = byte(len(rest))
	for i := range h {
		h[i] += binary.LittleEndian.Uint64(last[8*i:])
	}
	for range 3 {
		spookyEnd(&h)
	}
	return h[0]
}

var spookyMixes = [12]int{11, 32, 43, 31, 17, 28, 39, 57, 55, 54, 22, 46}

func spookyMix(b []byte, h *[12]uint64) {
	for i := range h {
		h[i] += binary.LittleEndian.Uint64(b[8*i:])
		h[(i+2)%12] ^= h[(i+10)%12]
		h[(i+11)%12] ^= h[i]
		h[i] = bits.RotateLeft64(h[i], spookyMixes[i])
		h[(i+11)%12] += h[(i+1)%12]
	}
}

var spookyEnds = [12]int{44, 15, 34, 21, 38, 33, 10, 13, 38, 53, 42, 54}

func spookyEnd(h *[12]uint64) {
	for i := range h {
		x, y, z := (i+11)%12, (i+1)%12, (i+2)%12
		h[x] += h[y]
		h[z] ^= h[x]
		h[y] = bits.RotateLeft64(h[y], spookyEnds[i])
	}
}

func spookyShort(b []byte) uint64 {
	size := uint64(len(b))
	h := [4]uint64{0, 0, spookyConst, spookyConst}
	if len(b) > 15 {
		for ; len(b) >= 32; b = b[32:] {
			h[2] += binary.LittleEndian.Uint64(b)
			h[3] += binary.LittleEndian.Uint64(b[8:])
			spookyShortMix(&h)
			h[0] += binary.LittleEndian.Uint64(b[16:])
			h[1] += binary.LittleEndian.Uint64(b[24:])
		}
		if len(b) >= 16 {
			h[2] += binary.LittleEndian.Uint64(b)
			h[3] += binary.LittleEndian.Uint64(b[8:])
			spookyShortMix(&h)
			b = b[16:]
		}
	}
	h[3] += size << 56
	if len(b) == 0 {
		h[2] += spookyConst
		h[3] += spookyConst
	} else {
		var last [16]byte
		copy(last[:], b)
		h[2] += binary.LittleEndian.Uint64(last[:])
		h[3] += binary.LittleEndian.Uint64(last[8:])
	}
	spookyShortEnd(&h)
	return h[0]
}

var spookyShortMixes = [12]int{50, 52, 30, 41, 54, 48, 38, 37, 62, 34, 5, 36}

func spookyShortMix(h *[4]uint64) {
	for i, r := range spookyShortMixes {
		a := (i + 2) % 4
		h[a] = bits.RotateLeft64(h[a], r) + h[(a+1)%4]
		h[(a+2)%4] ^= h[a]
	}
}

var spookyShortEnds = [11]int{15, 52, 26, 51, 28, 9, 47, 54, 32, 25, 63}

func spookyShortEnd(h *[4]uint64) {
	for i, r := range spookyShortEnds {
		to, from := (i+3)%4, (i+2)%4
		h[to] ^= h[from]
		h[from] = bits.RotateLeft64(h[from], r)
		h[to] += h[from]
	}
}
