package console

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"slices"
	"strconv"

	"tarn/internal/audit"
	"tarn/internal/auth"
)

// Prefix begins the paths of the API.
const Prefix = "/api/v1"

// Route is a call of the API.
type Route struct {
	Method, Path string
	// Name is what the record of calls knows it by. A call without one is not recorded: it tells nothing of the data.
	Name    string
	Group   string
	Summary string
	// Access is what the key's role has to allow; Open needs no key.
	Access auth.Access
	Open   bool
	// Changes says that it changes something: it is refused where it cannot be recorded.
	Changes bool
	// In are the parameters: members with the tag path or query, and those of the body. Out is the answer; nil for a file.
	In, Out reflect.Type

	serve func(s *Console, c *call) (any, error)
}

// call is a call by someone who may.
type call struct {
	ctx context.Context
	w   http.ResponseWriter
	r   *http.Request
	key auth.Key
	// in is what was asked for, for the record.
	in any
}

// Routes is the table of the API.
func Routes() []Route {
	return slices.Concat(sessionRoutes(), overviewRoutes(), accountRoutes(), tableRoutes(), queryRoutes(), textRoutes(), savedRoutes(), eventRoutes(), awsRoutes(), jobRoutes(), alertRoutes(), dashboardRoutes())
}

// none is no parameters.
type none struct{}

// file is an answer that is written as it comes.
type file func(w http.ResponseWriter) error

// route makes a route of a function with its types.
func route[I, O any](r Route, do func(*Console, *call, I) (O, error)) Route {
	r.In, r.Out = reflect.TypeFor[I](), reflect.TypeFor[O]()
	if r.Out == reflect.TypeFor[file]() {
		r.Out = nil
	}
	r.serve = func(s *Console, c *call) (any, error) {
		var in I
		if err := read(c, &in); err != nil {
			return nil, err
		}
		c.in = in
		return do(s, c, in)
	}
	return r
}

// maxBody bounds requests.
const maxBody = 2 << 20

// read fills a struct with a request's parameters.
func read(c *call, in any) error {
	v := reflect.ValueOf(in).Elem()
	body := false
	for i := range v.NumField() {
		f := v.Type().Field(i)
		text := ""
		if name, ok := f.Tag.Lookup("path"); ok {
			text = c.r.PathValue(name)
		} else if name, ok := f.Tag.Lookup("query"); ok {
			text = c.r.URL.Query().Get(name)
		} else {
			body = true
			continue
		}
		if text == "" {
			continue
		}
		switch field := v.Field(i); field.Kind() {
		case reflect.String:
			field.SetString(text)
		case reflect.Bool:
			on, err := strconv.ParseBool(text)
			if err != nil {
				return invalid("%s is true or false, not %q.", f.Name, text)
			}
			field.SetBool(on)
		case reflect.Int, reflect.Int64:
			n, err := strconv.ParseInt(text, 10, 64)
			if err != nil {
				return invalid("%s is a number, not %q.", f.Name, text)
			}
			field.SetInt(n)
		default:
			panic("a parameter of a kind that is not read: " + f.Name)
		}
	}
	if !body {
		return nil
	}
	d := json.NewDecoder(http.MaxBytesReader(c.w, c.r.Body, maxBody))
	d.DisallowUnknownFields()
	if err := d.Decode(in); err != nil && !errors.Is(err, io.EOF) {
		return invalid("The request's body is not as it should be: %v.", err)
	}
	return nil
}

// handler answers a route's calls.
func (s *Console) handler(r Route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		c := &call{ctx: req.Context(), w: w, r: req}
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Cache-Control", "no-store")
		out, err := s.perform(c, r)
		if err != nil {
			s.fail(w, s.failure(req, err))
			return
		}
		if f, ok := out.(file); ok {
			if err := f(w); err != nil {
				s.Log.Error("console", "path", req.URL.Path, "err", err)
				panic(http.ErrAbortHandler) // half a file is none
			}
			return
		}
		answer(w, http.StatusOK, out)
	})
}

func (s *Console) perform(c *call, r Route) (any, error) {
	if err := meant(c.r); err != nil {
		return nil, err
	}
	if !r.Open {
		k, err := s.who(c.r)
		if err != nil {
			return nil, err
		}
		c.key, c.ctx = k, auth.With(c.ctx, k)
		if !k.Role.Allows(r.Access) {
			err := &Failure{Status: http.StatusForbidden, Code: "AccessDenied", Message: fmt.Sprintf("The role %s may not do this.", k.Role)}
			return nil, errors.Join(err, s.record(c, r, nil, err))
		}
	}
	if r.Changes {
		if err := s.Journal.Ready(); err != nil {
			s.Log.Error("calls cannot be recorded", "err", err)
			return nil, unrecorded
		}
	}
	out, err := r.serve(s, c)
	if failed := s.record(c, r, out, err); failed != nil {
		s.Log.Error("a call could not be recorded", "path", c.r.URL.Path, "err", failed)
		if r.Changes && err == nil {
			return nil, unrecorded
		}
	}
	return out, err
}

var unrecorded = &Failure{Status: http.StatusServiceUnavailable, Code: "ServiceUnavailable",
	Message: "The call cannot be recorded in tarn-audit, so nothing that changes something is done; the server's log says why."}

// record writes a call into the record of calls.
func (s *Console) record(c *call, r Route, out any, err error) error {
	if r.Name == "" {
		return nil
	}
	e := s.event(c, r.Name, !r.Changes)
	if text, err := json.Marshal(c.in); err == nil {
		e.RequestParameters = audit.Part(text)
	}
	if err != nil {
		f := s.failure(c.r, err)
		e.ErrorCode, e.ErrorMessage = f.Code, f.Message
	} else if r.Changes && out != nil {
		if text, err := json.Marshal(out); err == nil {
			e.ResponseElements = audit.Part(text)
		}
	}
	return s.Journal.Append(c.ctx, e, r.Changes)
}

func answer(w http.ResponseWriter, status int, v any) {
	text, err := json.Marshal(v)
	if err != nil {
		status, text = http.StatusInternalServerError, []byte(`{"code":"InternalError","message":"The answer could not be written."}`)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	w.Write(text)
}
