package console

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"tarn/internal/audit"
	"tarn/internal/auth"
)

// sessionCookie begins the name of the session's cookie.
const sessionCookie = "tarn_session"

// cookieName is the name of the session's cookie. Browsers send the cookies of a host to all of its ports, so that the port is in the name: two
// servers on one machine do not sign each other out. With TLS the browser keeps it to this host, and to encrypted connections
// (https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes).
func (s *Console) cookieName(r *http.Request) string {
	name := sessionCookie
	if _, port, err := net.SplitHostPort(r.Host); err == nil {
		name += "_" + port
	}
	if s.Secure {
		name = "__Host-" + name
	}
	return name
}

const (
	// sessionLife ends a session that is not used for so long, sessionMost any.
	sessionLife = 12 * time.Hour
	sessionMost = 7 * 24 * time.Hour
	// linkLife is how long a one-time link can be used.
	linkLife = time.Hour
	// maxSessions bounds those that are open; the one that was used longest ago goes.
	maxSessions = 10_000
)

// SessionStore keeps the sessions that are open, so that a restart signs nobody out.
type SessionStore interface {
	Saved(ctx context.Context, kind, name string) ([]byte, error)
	AllSaved(ctx context.Context, kind string) ([][]byte, error)
	SetSaved(ctx context.Context, kind, name string, content []byte) error
	RemoveSaved(ctx context.Context, kind, name string) (bool, error)
}

// ofSessions is their kind in the store, where each has the hash of its secret for a name: who reads the store cannot sign in with it.
const ofSessions = "console-session"

// usedStep is how exactly the last use of a session is known.
const usedStep = time.Minute

// openSession is a session as the store keeps it.
type openSession struct {
	Name  string    `json:"name"`
	Key   string    `json:"key"` // its ID
	Begun time.Time `json:"begun"`
	Used  time.Time `json:"used"`
}

func (o openSession) over(now time.Time) bool {
	return now.Sub(o.Used) > sessionLife || now.Sub(o.Begun) > sessionMost
}

// sessions are those that are open, and the one-time links that can still be used: these go with the process.
type sessions struct {
	now   func() time.Time
	store SessionStore

	mu    sync.Mutex
	links map[string]link
}

type link struct {
	key   string
	begun time.Time
}

func newSessions(store SessionStore, now func() time.Time) *sessions {
	return &sessions{now: now, store: store, links: map[string]link{}}
}

func newSecret() (secret, name string) {
	secret = rand.Text() + rand.Text()
	return secret, hashOf(secret)
}

func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// begin opens a session of a key, and forgets those that are over.
func (s *sessions) begin(ctx context.Context, key string) (secret string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.tidy(ctx); err != nil {
		return "", err
	}
	secret, name := newSecret()
	return secret, s.put(ctx, openSession{Name: name, Key: key, Begun: s.now(), Used: s.now()})
}

func (s *sessions) put(ctx context.Context, o openSession) error {
	text, err := json.Marshal(o)
	if err != nil {
		return err
	}
	return s.store.SetSaved(ctx, ofSessions, o.Name, text)
}

func (s *sessions) tidy(ctx context.Context) error {
	all, err := s.store.AllSaved(ctx, ofSessions)
	if err != nil {
		return err
	}
	var open []openSession
	for _, text := range all {
		var o openSession
		if err := json.Unmarshal(text, &o); err != nil {
			return err
		}
		if !o.over(s.now()) {
			open = append(open, o)
		} else if _, err := s.store.RemoveSaved(ctx, ofSessions, o.Name); err != nil {
			return err
		}
	}
	slices.SortFunc(open, func(a, b openSession) int { return a.Used.Compare(b.Used) })
	for len(open) >= maxSessions {
		if _, err := s.store.RemoveSaved(ctx, ofSessions, open[0].Name); err != nil {
			return err
		}
		open = open[1:]
	}
	return nil
}

// find gives the key of a session, "" where there is none.
func (s *sessions) find(ctx context.Context, secret string) (key string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	text, err := s.store.Saved(ctx, ofSessions, hashOf(secret))
	if err != nil || text == nil {
		return "", err
	}
	var o openSession
	if err := json.Unmarshal(text, &o); err != nil {
		return "", err
	}
	now := s.now()
	if o.over(now) {
		_, err := s.store.RemoveSaved(ctx, ofSessions, o.Name)
		return "", err
	}
	if now.Sub(o.Used) >= usedStep {
		o.Used = now
		err = s.put(ctx, o)
	}
	return o.Key, err
}

func (s *sessions) end(ctx context.Context, secret string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, err := s.store.RemoveSaved(ctx, ofSessions, hashOf(secret))
	return err
}

// offer makes a one-time link's secret.
func (s *sessions) offer(key string) (secret string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	secret, name := newSecret()
	s.links[name] = link{key, s.now()}
	return secret
}

// take gives the key of a link, once.
func (s *sessions) take(secret string) (key string, ok bool) {
	name := hashOf(secret)
	s.mu.Lock()
	defer s.mu.Unlock()
	l, ok := s.links[name]
	delete(s.links, name)
	if !ok || s.now().Sub(l.begun) > linkLife {
		return "", false
	}
	return l.key, true
}

// Link gives what stands behind the console's address in a link that signs in as a key, once, within an hour. It is behind a #, so
// that no request and no log has it.
func (s *Console) Link(k auth.Key) string {
	return "/#link=" + s.sessions.offer(k.ID)
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
	c, err := r.Cookie(s.cookieName(r))
	if err != nil {
		return auth.Key{}, signIn
	}
	id, err := s.sessions.find(r.Context(), c.Value)
	if err != nil {
		return auth.Key{}, err
	}
	if id == "" {
		return auth.Key{}, signIn
	}
	k, err := s.Keys.KeyOf(r.Context(), id)
	if errors.Is(err, auth.ErrKeyNotFound) {
		return k, errors.Join(signIn, s.sessions.end(r.Context(), c.Value))
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
		s.refused(c, in)
		err = &Failure{Status: http.StatusUnauthorized, Code: "Refused", Message: "There is no such key, or the secret is another one."}
		if in.Link != "" {
			err = &Failure{Status: http.StatusUnauthorized, Code: "LinkUsed", Message: "The link was used before, or is older than an hour. Sign in with a key."}
		}
	}
	if err != nil {
		return Session{}, err
	}
	c.key = k
	e := s.signInEvent(c, "Success")
	e.RequestParameters = audit.Part(json.RawMessage(`{"by":"` + how + `"}`))
	if err := s.Journal.Append(c.ctx, e, true); err != nil {
		s.Log.Error("a sign-in could not be recorded", "err", err)
		return Session{}, unrecorded
	}
	secret, err := s.sessions.begin(c.ctx, k.ID)
	if err != nil {
		return Session{}, err
	}
	http.SetCookie(c.w, s.cookie(c.r, secret, int(sessionMost.Seconds())))
	return s.sessionOf(k), nil
}

// signInEvent is as AWS records a sign-in, so that what watches for those watches these, too.
func (s *Console) signInEvent(c *call, outcome string) audit.Event {
	e := s.event(c, "ConsoleLogin", false)
	e.EventType = "AwsConsoleSignIn"
	e.ResponseElements = json.RawMessage(`{"ConsoleLogin":"` + outcome + `"}`)
	return e
}

// refused records a sign-in that failed. It names the key that was tried where there is one; what else was typed may be a secret that
// went into the wrong field, and is left out, as AWS does.
func (s *Console) refused(c *call, in Credential) {
	id := strings.TrimSpace(in.ID)
	if in.Token != "" {
		id, _, _ = strings.Cut(strings.Replace(strings.TrimSpace(in.Token), ":", ".", 1), ".")
	}
	user := "HIDDEN_DUE_TO_SECURITY_REASONS"
	if k, err := s.Keys.KeyOf(c.ctx, id); err == nil {
		c.key, user = k, k.Name
	}
	e := s.signInEvent(c, "Failure")
	e.UserIdentity.UserName, e.ErrorMessage = user, "Failed authentication"
	if c.key.ID == "" {
		e.UserIdentity.ARN = ""
	}
	c.key = auth.Key{} // nobody is signed in
	if err := s.Journal.Append(c.ctx, e, false); err != nil {
		s.Log.Error("a sign-in that failed could not be recorded", "err", err)
	}
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

func (s *Console) cookie(r *http.Request, value string, age int) *http.Cookie {
	return &http.Cookie{Name: s.cookieName(r), Value: value, Path: "/", MaxAge: age, HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: s.Secure}
}

func (s *Console) signOut(c *call, _ none) (none, error) {
	if old, err := c.r.Cookie(s.cookieName(c.r)); err == nil {
		if err := s.sessions.end(c.ctx, old.Value); err != nil {
			return none{}, err
		}
	}
	http.SetCookie(c.w, s.cookie(c.r, "", -1))
	return none{}, nil
}
