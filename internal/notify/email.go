package notify

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/textproto"
	"strconv"
	"strings"

	"github.com/wneessen/go-mail"
)

// Email sends messages through a mail server (SMTP).
type Email struct {
	// Server is host:port. TLS is starttls, tls from the first byte on, or none.
	Server, TLS string
	// User and Password log in, where there is a user.
	User     string
	Password Secret
	From     string
	To       []string

	// trusted is what a test trusts.
	trusted *tls.Config
}

// The ways of TLS.
const (
	StartTLS = "starttls"
	FullTLS  = "tls"
	NoTLS    = "none"
)

// Check fails where what is set cannot work.
func (e *Email) Check() error {
	_, port, err := net.SplitHostPort(e.Server)
	if _, numErr := strconv.Atoi(port); err != nil || numErr != nil {
		return fmt.Errorf("server %q: give host:port, as in smtp.example.com:587", e.Server)
	}
	if e.TLS != StartTLS && e.TLS != FullTLS && e.TLS != NoTLS {
		return fmt.Errorf("tls is %q: choose %s, %s or %s", e.TLS, StartTLS, FullTLS, NoTLS)
	}
	if e.TLS == NoTLS && e.User != "" {
		return errors.New("a user with tls: none would send the password in the clear")
	}
	if len(e.To) == 0 {
		return errors.New("to lists nobody")
	}
	_, err = e.letter(Message{Title: "x"})
	return err
}

func (e *Email) letter(m Message) (*mail.Msg, error) {
	out := mail.NewMsg()
	if err := out.From(e.From); err != nil {
		return nil, fmt.Errorf("from %q is no mail address", e.From)
	}
	if err := out.To(e.To...); err != nil {
		return nil, fmt.Errorf("to: %w", err)
	}
	out.Subject(cut(strings.Join(strings.Fields(m.named().heading()), " "), 200))
	domain := e.From[strings.LastIndexByte(e.From, '@')+1:]
	// The same at each attempt: mailboxes show a message of one ID once.
	out.SetMessageIDWithValue(m.ID + "@" + strings.TrimRight(domain, "> "))
	out.SetDateWithValue(m.Time)
	out.SetGenHeader("Auto-Submitted", "auto-generated")
	if m.Rule != "" {
		out.SetGenHeader("X-Tarn-Rule", m.Rule)
	}
	out.SetBodyString(mail.TypeTextPlain, m.Plain())
	out.AddAlternativeString(mail.TypeTextHTML, m.HTML())
	for _, f := range m.Files {
		if err := out.AttachReader(f.Name, bytes.NewReader(f.Content), mail.WithFileContentType(mail.ContentType(f.Type))); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// TakesFiles implements Filer.
func (e *Email) TakesFiles() {}

// Send implements Notifier.
func (e *Email) Send(ctx context.Context, m Message) error {
	letter, err := e.letter(m)
	if err != nil {
		return &Refusal{Permanent: true, Err: err}
	}
	host, port, err := net.SplitHostPort(e.Server)
	if err != nil {
		return err
	}
	number, _ := strconv.Atoi(port)
	options := []mail.Option{mail.WithPort(number)}
	switch e.TLS {
	case FullTLS:
		options = append(options, mail.WithSSL())
	case NoTLS:
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
	default:
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory))
	}
	if e.trusted != nil {
		options = append(options, mail.WithTLSConfig(e.trusted))
	}
	if e.User != "" {
		password, err := e.Password.Read()
		if err != nil {
			return err
		}
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(e.User), mail.WithPassword(password))
	}
	c, err := mail.NewClient(host, options...)
	if err != nil {
		return err
	}
	if err := c.DialAndSendWithContext(ctx, letter); err != nil {
		return e.refusal(err)
	}
	return nil
}

// refusal tells answers of 500 to 599 to the letter, which are for good, from all other errors.
func (e *Email) refusal(err error) error {
	var sent *mail.SendError
	if !errors.As(err, &sent) {
		return fmt.Errorf("%s: %w", e.Server, err)
	}
	permanent := !sent.IsTemp() && sent.ErrorCode() >= 500
	var code *textproto.Error
	if errors.As(err, &code) {
		permanent = code.Code >= 500
	}
	return &Refusal{Permanent: permanent, Err: fmt.Errorf("%s: %w", e.Server, err)}
}
