package demo

import "time"

// appendISO appends a Unix time as CloudTrail writes eventTime.
func appendISO(b []byte, unix int64) []byte {
	year, month, dom := civil(unix)
	s := int(unix % day)
	b = append(appendInt(b, year, 4), '-')
	b = append(appendInt(b, month, 2), '-')
	b = append(appendInt(b, dom, 2), 'T')
	b = append(appendInt(b, s/hour, 2), ':')
	b = append(appendInt(b, s/minute%60, 2), ':')
	return append(appendInt(b, s%60, 2), 'Z')
}

// appendFolder appends the YYYY/MM/DD of a Unix time.
func appendFolder(b []byte, unix int64) []byte {
	year, month, dom := civil(unix)
	b = append(appendInt(b, year, 4), '/')
	b = append(appendInt(b, month, 2), '/')
	return appendInt(b, dom, 2)
}

// appendStamp appends YYYYMMDDTHHMM, the stamp in a log file's name.
func appendStamp(b []byte, unix int64) []byte {
	year, month, dom := civil(unix)
	b = appendInt(appendInt(appendInt(b, year, 4), month, 2), dom, 2)
	s := int(unix % day)
	return appendInt(appendInt(append(b, 'T'), s/hour, 2), s/minute%60, 2)
}

// appendWords appends a Unix time as Java's default format shows it, which is
// how CloudTrail records dates inside request and response members.
func appendWords(b []byte, unix int64) []byte {
	return time.Unix(unix, 0).UTC().AppendFormat(b, "Jan 2, 2006, 3:04:05 PM")
}

func dayName(unix int64) string {
	return time.Unix(unix, 0).UTC().Format(time.DateOnly)
}

func appendInt(b []byte, v, width int) []byte {
	var digits [20]byte
	i := len(digits)
	for v > 0 || width > 0 {
		i--
		digits[i] = byte('0' + v%10)
		v /= 10
		width--
	}
	return append(b, digits[i:]...)
}

// civil is Howard Hinnant's civil_from_days
// (https://howardhinnant.github.io/date_algorithms.html), for times after 1970.
func civil(unix int64) (year, month, dom int) {
	z := int(unix/day) + 719468
	era := z / 146097
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	year, month, dom = yoe+era*400, mp+3, doy-(153*mp+2)/5+1
	if month > 12 {
		return year + 1, month - 12, dom
	}
	return year, month, dom
}
