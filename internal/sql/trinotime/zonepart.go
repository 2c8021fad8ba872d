package trinotime

import (
	"strings"
	"time"
)

// offset is Z or ZZ: +0900, +09:00; Z is read, too.
type offset struct{ colon bool }

func (o offset) parse(b *bucket, s string, at int) int {
	if at < len(s) && (s[at] == 'Z' || s[at] == 'z') {
		zero := 0
		b.offset, b.zone = &zero, nil
		return at + 1
	}
	if len(s)-at <= 1 || s[at] != '+' && s[at] != '-' {
		return ^at
	}
	negative := s[at] == '-'
	at++
	two := func(at int) (n, digits int) {
		for digits < 2 && at+digits < len(s) && s[at+digits] >= '0' && s[at+digits] <= '9' {
			n = n*10 + int(s[at+digits]-'0')
			digits++
		}
		return n, digits
	}
	h, digits := two(at)
	if digits < 2 || h > 23 {
		return ^at
	}
	total := h * 3600000
	at += 2
	colons := at < len(s) && s[at] == ':'
	for _, unit := range []int{60000, 1000} {
		if at >= len(s) || colons && s[at] != ':' {
			break
		}
		if colons {
			at++
		}
		n, digits := two(at)
		if digits == 0 && !colons {
			break
		}
		if digits < 2 || n > 59 {
			return ^at
		}
		total += n * unit
		at += 2
	}
	if negative {
		total = -total
	}
	b.offset, b.zone = &total, nil
	return at
}

func (o offset) format(out []byte, _ time.Time, z *zoned) []byte {
	m := z.offset / 60
	sign := byte('+')
	if z.offset < 0 {
		sign, m = '-', -z.offset/60
	}
	out = padded(append(out, sign), m/60, 2)
	if o.colon {
		out = append(out, ':')
	}
	return padded(out, m%60, 2)
}

// zoneID is ZZZ: a region's name.
type zoneID struct{}

func (zoneID) parse(b *bucket, s string, at int) int {
	end := at
	for end < len(s) && (s[end] >= 'a' && s[end] <= 'z' || s[end] >= 'A' && s[end] <= 'Z' || s[end] >= '0' && s[end] <= '9' || strings.IndexByte("/_+-", s[end]) >= 0) {
		end++
	}
	for ; end > at; end-- {
		name := s[at:end]
		if name == "UTC" || knownZones()[name] || utcNames[name] && name != "Z" {
			if z, err := Zone(name); err == nil {
				b.zone, b.offset = &z, nil
				return end
			}
		}
	}
	return ^at
}

func (zoneID) format(out []byte, _ time.Time, z *zoned) []byte {
	if z.name == "" {
		return append(out, "UTC"...)
	}
	return append(out, z.name...)
}

// zoneName is z: a zone's short name. Only those that are the same everywhere are known.
type zoneName struct{ long bool }

var readableNames = map[string]string{"UT": "", "UTC": "", "GMT": "", "EST": "America/New_York", "EDT": "America/New_York", "CST": "America/Chicago", "CDT": "America/Chicago",
	"MST": "America/Denver", "MDT": "America/Denver", "PST": "America/Los_Angeles", "PDT": "America/Los_Angeles"}

func (zoneName) parse(b *bucket, s string, at int) int {
	for n := min(3, len(s)-at); n > 1; n-- {
		if z, ok := readableNames[s[at:at+n]]; ok {
			b.zone, b.offset = &z, nil
			return at + n
		}
	}
	return ^at
}

// writtenNames are the names of zones, in standard and in summer time.
var writtenNames = map[string][2][2]string{
	"":                    {{"UTC", "Coordinated Universal Time"}},
	"America/New_York":    {{"EST", "Eastern Standard Time"}, {"EDT", "Eastern Daylight Time"}},
	"America/Chicago":     {{"CST", "Central Standard Time"}, {"CDT", "Central Daylight Time"}},
	"America/Denver":      {{"MST", "Mountain Standard Time"}, {"MDT", "Mountain Daylight Time"}},
	"America/Los_Angeles": {{"PST", "Pacific Standard Time"}, {"PDT", "Pacific Daylight Time"}},
	"Asia/Seoul":          {{"KST", "Korean Standard Time"}},
	"Asia/Tokyo":          {{"JST", "Japan Standard Time"}},
}

func (n zoneName) format(out []byte, wall time.Time, z *zoned) []byte {
	i := 0
	if n.long {
		i = 1
	}
	names, ok := writtenNames[z.name]
	switch {
	case ok && z.at.In(Location(z.name)).IsDST() && names[1][0] != "":
		return append(out, names[1][i]...)
	case ok:
		return append(out, names[0][i]...)
	}
	return zoneID{}.format(out, wall, z)
}

// writable reports whether a zone's name can be written.
func writable(zone string) bool {
	_, named := writtenNames[zone]
	_, isOffset := IsOffset(zone)
	return named || isOffset
}
