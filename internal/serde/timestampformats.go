package serde

// timestampFormats are what the property timestamp.formats lists, tried in turn before the built-in forms.
type timestampFormats []func(string) (instant, bool)

func newTimestampFormats(t *Table, escapes bool) (timestampFormats, error) {
	return nil, nil
}

// read reads a timestamp as Hive does.
func (f timestampFormats) read(s string) (instant, bool) {
	s = trim(s)
	for _, each := range f {
		if at, ok := each(s); ok {
			return at, true
		}
	}
	return hiveTimestamp(s)
}
