package decode

// value skips any value.
func (s *scanner) value(i int) int {
	b := s.b
	if b[i] != '{' && b[i] != '[' {
		return s.scalar(i)
	}
	// The stack has a bit for each open container: 1 for an object.
	top := 0
	object := false
	for {
		// i is at the start of a value.
		if c := b[i]; c == '{' || c == '[' {
			if top+s.depth == maxDepth {
				s.at, s.fault, s.why = i, tooDeep, "nested deeper than 10000"
				return -1
			}
			if top > 0 {
				s.push(top-1, object)
			}
			top++
			object = c == '{'
			i++
			if b[i] <= ' ' {
				i = s.space(i)
			}
			if b[i] == c+2 { // } and ] are two after { and [
				i++
				goto closed
			}
			if object {
				goto key
			}
			continue
		}
		if b[i] == '"' {
			end, flags := s.str(i + 1)
			if end < 0 {
				return -1
			}
			s.flags |= flags
			i = end + 1
		} else if i = s.scalar(i); i < 0 {
			return -1
		}
	after:
		if b[i] <= ' ' {
			i = s.space(i)
		}
		if b[i] == ',' {
			i++
			if b[i] <= ' ' {
				i = s.space(i)
			}
			if object {
				goto key
			}
			continue
		}
		if object && b[i] == '}' || !object && b[i] == ']' {
			i++
			goto closed
		}
		if object {
			return s.fail(i, "after a member")
		}
		return s.fail(i, "after an element")
	key:
		if b[i] != '"' {
			return s.fail(i, "where a member's name should be")
		}
		{
			end, flags := s.str(i + 1)
			if end < 0 {
				return -1
			}
			s.flags |= flags
			i = end + 1
		}
		if b[i] != ':' {
			if i = s.space(i); b[i] != ':' {
				return s.fail(i, "after a member's name")
			}
		}
		i++
		if b[i] <= ' ' {
			i = s.space(i)
		}
		continue
	closed:
		top--
		if top == 0 {
			return i
		}
		object = s.stack[(top-1)>>6]>>((top-1)&63)&1 == 1
		goto after
	}
}

func (s *scanner) push(at int, object bool) {
	bit := uint64(1) << (at & 63)
	if object {
		s.stack[at>>6] |= bit
	} else {
		s.stack[at>>6] &^= bit
	}
}

// name skips a member's name and the colon: raw is the name with its quotes, next is where the value starts.
func (s *scanner) name(i int) (raw []byte, flags uint64, next int) {
	if s.b[i] != '"' {
		return nil, 0, s.fail(i, "where a member's name should be")
	}
	end, flags := s.str(i + 1)
	if end < 0 {
		return nil, 0, -1
	}
	raw = s.b[i : end+1]
	if i = s.space(end + 1); s.b[i] != ':' {
		return nil, 0, s.fail(i, "after a member's name")
	}
	return raw, flags, s.space(i + 1)
}

// member returns where the value of a member starts, in the valid object at i; -1 where there is none. The last one of a
// name counts.
func (s *scanner) member(i int, name string) int {
	found := -1
	for i = s.space(i + 1); s.b[i] == '"'; i = s.space(i) {
		raw, flags, next := s.name(i)
		if next < 0 {
			return -1
		}
		raw = raw[1 : len(raw)-1]
		if flags&escaped != 0 {
			raw, _ = appendText(nil, raw, asUTF8)
		}
		if string(raw) == name {
			found = next
		}
		if i = s.value(next); i < 0 {
			return -1
		}
		if i = s.space(i); s.b[i] == ',' {
			i++
		}
	}
	return found
}
