package trinojson

// Quote writes a text as JSON.
func Quote(s string) string { return string(appendText(nil, s, false)) }
