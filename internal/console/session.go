package console

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"

	"tarn/internal/audit"
	"tarn/internal/auth"
)

// cookie is the name of the session's.
const cookie = "tarn_session"

const (
	// sessionLife ends a session that is not used for so long, sessionMost any.
	sessionLife = 12 * time.Hour
	sessionMost = 7 * 24 * time.Hour
	// linkLife is how long a one-time link can be used.
	linkLife = time.Hour
	// maxSessions bounds those that are open; the one that was used longest ago goes.
	maxSessions = 10_000
)

// sessions are those that are open, by the hash of their secret, and the one-time links that can still be used.
type sessions struct {
	now func() time.Time

	mu    sync.Mutex
	open  map[[32]byte]*session
	links map[[32]byte]*session
}

type session struct {
	key         string // its ID
	begun, used time.Time
}

func newSessions(now func() time.Time) *sessions {
	return &sessions{now: now, open: map[[32]byte]*session{}, links: map[[32]byte]*session{}}
}

func (s *sessions) begin(all map[[32]byte]*session, key string) (secret string) {
	secret = rand.Text() + rand.Text()
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(all) >= maxSessions {
		var oldest [32]byte
		var at *session
		for id, o := range all {
			if at == nil || o.used.Before(at.used) {
				oldest, at = id, o
			}
		}
		delete(all, oldest)
	}
	now := s.now()
	all[sha256.Sum256([]byte(secret))] = &session{key: key, begun: now, used: now}
	return secret
}

// find gives the key of a session.
func (s *sessions) find(secret string) (key string, ok bool) {
	id := sha256.Sum256([]byte(secret))
	s.mu.Lock()
	defer s.mu.Unlock()
	o, ok := s.open[id]
	if !ok {
		return "", false
	}
	now := s.now()
	if now.Sub(o.used) > sessionLife || now.Sub(o.begun) > sessionMost {
		delete(s.open, id)
		return "", false
	}
	o.used = now
	return o.key, true
}

// take gives the key of a link, once.
func (s *sessions) take(secret string) (key string, ok bool) {
	id := sha256.Sum256([]byte(secret))
	s.mu.Lock()
	defer s.mu.Unlock()
	o, ok := s.links[id]
	delete(s.links, id)
	if !ok || s.now().Sub(o.begun) > linkLife {
		return "", false
	}
	return o.key, true
}

func (s *sessions) end(secret string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.open, sha256.Sum256([]byte(secret)))
}

// Link gives what stands behind the console's address in a link that signs in as a key, once, within an hour. It is behind a #, so
// that no request and no log has it.
func (s *Console) Link(k auth.Key) string {
	return "/#link=" + s.sessions.begin(s.sessions.links, k.ID)
}

var signIn = &Failure{Status: http.StatusUnauthorized, Code: "SignIn", Message: "Sign in with a key: its access key ID and secret, or its token."}

// who finds whose request it is: a session's cookie or a key's bearer token.
func (s *Console) who(r *http.Request) (auth.Key, error) {
	if scheme, token, ok := strings.Cut(r.Header.Get("Authorization"), " "); ok && strings.EqualFold(scheme, "Bearer") {
		k, err := auth.CheckToken(r.Context(), s.Keys, strings.Replace(strings.TrimSpace(token), ":", ".", 1))
		if errors.Is(err, auth.ErrRefused) {
			return k, signIn
		}
		return k, err
	}
	c, err := r.Cookie(cookie)
	if err != nil {
		return auth.Key{}, signIn
	}
	id, ok := s.sessions.find(c.Value)
	if !ok {
		return auth.Key{}, signIn
	}
	k, err := s.Keys.KeyOf(r.Context(), id)
	if errors.Is(err, auth.ErrKeyNotFound) {
		s.sessions.end(c.Value)
		return k, signIn
	}
	return k, err
}

func sessionRoutes() []Route {
	const group = "Session"
	return []Route{
		route(Route{Method: "GET", Path: "/session", Group: group, Summary: "Who is signed in, and to what", Access: auth.List}, (*Console).session),
		route(Route{Method: "POST", Path: "/session", Group: group, Summary: "Sign in with a key or a one-time link; the answer sets a cookie", Open: true}, (*Console).signIn),
		route(Route{Method: "DELETE", Path: "/session", Group: group, Summary: "Sign out", Open: true}, (*Console).signOut),
	}
}

// Session is who is signed in, and to what.
type Session struct {
	Key       SessionKey `json:"key"`
	Version   string     `json:"version"`
	Demo      bool       `json:"demo"`
	AccountID string     `json:"accountId"`
	Region    string     `json:"region"`
}

// SessionKey is the key of a session.
type SessionKey struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Role string `json:"role"`
	// May lists what the role may: manage, list, query, save, write, put, audit.
	May []string `json:"may"`
	// Limited says that the key reaches only what it names.
	Limited bool `json:"limited"`
}

func (s *Console) sessionOf(k auth.Key) Session {
	out := Session{Key: SessionKey{ID: k.ID, Name: k.Name, Role: string(k.Role), Limited: k.Limited(), May: []string{}}, Version: s.Version, Demo: s.Demo, AccountID: s.Account, Region: s.Region}
	for i, name := range []string{"manage", "list", "query", "save", "write", "put", "audit"} {
		if k.Role.Allows(auth.Access(i)) {
			out.Key.May = append(out.Key.May, name)
		}
	}
	return out
}

func (s *Console) session(c *call, _ none) (Session, error) { return s.sessionOf(c.key), nil }

// Credential is what one signs in with: one of the three.
type Credential struct {
	ID     string `json:"id,omitempty" doc:"access key ID, with its secret"`
	Secret string `json:"secret,omitempty" doc:"secret access key"`
	Token  string `json:"token,omitempty" doc:"a key's bearer token"`
	Link   string `json:"link,omitempty" doc:"what stands behind #link= in the link that tarn up prints"`
}

func (s *Console) signIn(c *call, in Credential) (Session, error) {
	c.in = nil // secrets are not recorded
	k, how, err := s.check(c, in)
	if errors.Is(err, auth.ErrRefused) {
		time.Sleep(300 * time.Millisecond) // guesses are slow
		err = &Failure{Status: http.StatusUnauthorized, Code: "Refused", Message: "There is no such key, or the secret is another one."}
		if in.Link != "" {
			err = &Failure{Status: http.StatusUnauthorized, Code: "LinkUsed", Message: "The link was used before, or is older than an hour. Sign in with a key."}
		}
	}
	if err != nil {
		return Session{}, err
	}
	c.key = k
	// As AWS records a sign-in, so that what watches for those watches these, too.
	e := s.event(c, "ConsoleLogin", false)
	e.EventType = "AwsConsoleSignIn"
	e.ResponseElements = json.RawMessage(`{"ConsoleLogin":"Success"}`)
	e.RequestParameters = audit.Part(json.RawMessage(`{"by":"` + how + `"}`))
	if err := s.Journal.Append(c.ctx, e, true); err != nil {
		s.Log.Error("a sign-in could not be recorded", "err", err)
		return Session{}, unrecorded
	}
	http.SetCookie(c.w, s.cookie(s.sessions.begin(s.sessions.open, k.ID), int(sessionMost.Seconds())))
	return s.sessionOf(k), nil
}

func (s *Console) check(c *call, in Credential) (k auth.Key, how string, err error) {
	switch {
	case in.Link != "":
		id, ok := s.sessions.take(in.Link)
		if !ok {
			return k, "", auth.ErrRefused
		}
		k, err = s.Keys.KeyOf(c.ctx, id)
		if errors.Is(err, auth.ErrKeyNotFound) {
			err = auth.ErrRefused
		}
		return k, "link", err
	case in.Token != "":
		k, err = auth.CheckToken(c.ctx, s.Keys, strings.Replace(strings.TrimSpace(in.Token), ":", ".", 1))
		return k, "token", err
	}
	k, err = auth.Check(c.ctx, s.Keys, strings.TrimSpace(in.ID), strings.TrimSpace(in.Secret))
	return k, "key", err
}

func (s *Console) cookie(value string, age int) *http.Cookie {
	return &http.Cookie{Name: cookie, Value: value, Path: "/", MaxAge: age, HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: s.Secure}
}

func (s *Console) signOut(c *call, _ none) (none, error) {
	if old, err := c.r.Cookie(cookie); err == nil {
		s.sessions.end(old.Value)
	}
	http.SetCookie(c.w, s.cookie("", -1))
	return none{}, nil
}
