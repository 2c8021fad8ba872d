package trinotime

import "time"

// step is a part of a pattern whose texts mostly have one width. Such a text is read without the general machinery, which
// costs ten times as much; every other text is left to it.
type step struct {
	kind  fieldKind
	width int  // digits, 0 for what follows
	lit   byte // a character that stands for itself
	mon   bool // Jan
	zone  bool // +0900 or Z
}

// steps are a pattern's, if it has nothing but these.
func steps(parts sequence) []step {
	var out []step
	has := map[fieldKind]bool{}
	for _, p := range parts {
		switch p := p.(type) {
		case literal:
			for i := range len(p) {
				out = append(out, step{lit: p[i]})
			}
			continue
		case number:
			width := map[fieldKind]int{fYear: 4, fYearOfEra: 4, fMonth: 2, fDay: 2, fHour: 2, fMinute: 2, fSecond: 2}[p.kind]
			if width == 0 || p.max < width || p.least != width || has[p.kind] {
				return nil
			}
			has[p.kind] = true
			out = append(out, step{kind: p.kind, width: width})
		case text:
			if p.kind != fMonth || !p.short || has[fMonth] {
				return nil
			}
			has[fMonth] = true
			out = append(out, step{mon: true})
		case offset:
			if p.colon {
				return nil
			}
			out = append(out, step{zone: true})
		default:
			return nil
		}
	}
	// Other combinations have rules of their own.
	if has[fYear] == has[fYearOfEra] || !has[fMonth] || !has[fDay] {
		return nil
	}
	for i, s := range out {
		if s.width == 4 && i+1 < len(out) && out[i+1].lit == 0 || s.zone && i+1 < len(out) {
			return nil
		}
	}
	return out
}

func quick(steps []step, s string) (t time.Time, zone string, ok bool) {
	if steps == nil {
		return t, "", false
	}
	y, m, d, clock := 0, 0, 0, [3]int{}
	minutes := 0
	at := 0
	digits := func(n int) int {
		v := 0
		for range n {
			c := s[at] - '0'
			if c > 9 {
				return -1
			}
			v = v*10 + int(c)
			at++
		}
		return v
	}
	for _, p := range steps {
		switch {
		case p.mon:
			if m = shortMonth(s, at); m == 0 {
				return t, "", false
			}
			at += 3
		case p.zone:
			if at+5 != len(s) || s[at] != '+' && s[at] != '-' {
				return t, "", false
			}
			negative := s[at] == '-'
			at++
			h := digits(2)
			mi := digits(2)
			if h < 0 || h > 13 || mi < 0 || mi > 59 {
				return t, "", false
			}
			if minutes = h*60 + mi; negative {
				minutes = -minutes
			}
		case p.width == 0:
			if at >= len(s) || s[at] != p.lit {
				return t, "", false
			}
			at++
		default:
			if at+p.width > len(s) {
				return t, "", false
			}
			v := digits(p.width)
			if v < 0 {
				return t, "", false
			}
			switch p.kind {
			case fMonth:
				m = v
			case fDay:
				d = v
			case fHour:
				clock[0] = v
			case fMinute:
				clock[1] = v
			case fSecond:
				clock[2] = v
			default:
				y = v
			}
		}
	}
	if at != len(s) || y < 1 || m < 1 || m > 12 || d < 1 || d > 28 && d > daysIn(y, time.Month(m)) || clock[0] > 23 || clock[1] > 59 || clock[2] > 59 {
		return t, "", false
	}
	t = time.Date(y, time.Month(m), d, clock[0], clock[1], clock[2], 0, time.UTC)
	if minutes != 0 {
		return t.Add(-time.Duration(minutes) * time.Minute), OffsetName(minutes), true
	}
	return t, "", true
}

func shortMonth(s string, at int) int {
	if at+3 > len(s) || at+3 < len(s) && s[at+3]|0x20 >= 'a' && s[at+3]|0x20 <= 'z' {
		return 0
	}
	for i, w := range words[fMonth] {
		if s[at:at+3] == w[:3] {
			return i + 1
		}
	}
	return 0
}
