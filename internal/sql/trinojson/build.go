package trinojson

// Object is json_object: keys and values are in pairs, values of the types of Params.
func (s *Spec) Object(keys, values []*string) (any, error) {
	v := &value{kind: startObject, members: map[string]*value{}}
	for i, k := range keys {
		if k == nil {
			return nil, &sqlError{"INVALID_FUNCTION_ARGUMENT", "null value passed for JSON object key to JSON_OBJECT function"}
		}
		if values[i] == nil && s.Absent {
			continue
		}
		m, err := s.Params[i].json(values[i])
		if err != nil {
			return nil, err
		}
		if v.members[*k] != nil {
			if s.Unique {
				return nil, &sqlError{"INVALID_FUNCTION_ARGUMENT", "duplicate key passed to JSON_OBJECT function"}
			}
			return nil, &sqlError{"NOT_SUPPORTED", "cannot construct a JSON object with duplicate key"}
		}
		v.set(*k, m)
	}
	return string(v.append(nil, false)), nil
}

// Array is json_array.
func (s *Spec) Array(values []*string) (any, error) {
	v := &value{kind: startArray}
	for i, e := range values {
		if e == nil && s.Absent {
			continue
		}
		m, err := s.Params[i].json(e)
		if err != nil {
			return nil, err
		}
		v.elems = append(v.elems, m)
	}
	return string(v.append(nil, false)), nil
}

// json is a value that goes into an object or an array: what JSON does not have is a text.
func (p Param) json(text_ *string) (*value, error) {
	it, err := p.item(text_)
	if err != nil {
		return nil, err
	}
	if v, ok := it.toJSON(); ok {
		return v, nil
	}
	return &value{kind: text, text: it.text}, nil
}
