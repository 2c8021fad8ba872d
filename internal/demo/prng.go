package demo

import "math/bits"

// prng is SplitMix64 (https://prng.di.unimi.it/splitmix64.c). It is written
// out here, and every choice made with it is integer arithmetic, because the
// tree must be the same on every machine and with every later Go release.
type prng struct{ state uint64 }

func (r *prng) next() uint64 {
	r.state += 0x9e3779b97f4a7c15
	return scramble(r.state)
}

func scramble(z uint64) uint64 {
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb
	return z ^ (z >> 31)
}

// below returns a number in [0, n); n must be positive.
func (r *prng) below(n int) int {
	hi, _ := bits.Mul64(r.next(), uint64(n))
	return int(hi)
}

// between returns a number in [lo, hi].
func (r *prng) between(lo, hi int) int { return lo + r.below(hi-lo+1) }

// tail returns a number in [0, n) from a long-tailed distribution: the cube of
// a uniform one, so a tenth of the numbers take almost half of the draws.
func (r *prng) tail(n int) int {
	u := r.next() >> 32
	cube := ((u * u) >> 32) * u >> 32
	return int(cube * uint64(n) >> 32)
}

func (r *prng) chance(perMille int) bool { return r.below(1000) < perMille }

// derive gives an independent seed for a named part of whatever seed stands for.
func derive(seed uint64, parts ...uint64) uint64 {
	for _, p := range parts {
		seed = scramble(seed*0x9e3779b97f4a7c15 + scramble(p+0x632be59bd9b4e019))
	}
	return seed
}

// label turns a name into a part for derive (FNV-1a).
func label(name string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(name); i++ {
		h = (h ^ uint64(name[i])) * 1099511628211
	}
	return h
}

func pick[T any](r *prng, from []T) T { return from[r.below(len(from))] }
