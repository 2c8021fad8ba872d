package notify

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// Guard keeps requests away from addresses that are not of the open internet: the machine itself, its network, and a cloud's metadata service.
// It looks at the address that a connection is about to be made to, so that neither a name that resolves to another address the second time nor
// a redirect goes round it.
type Guard struct {
	// Allowed are networks that may be reached all the same.
	Allowed []netip.Prefix
}

// ErrAddress says that an address may not be reached.
var ErrAddress = errors.New("the address is not of the open internet")

// closed are networks that netip does not tell by itself: https://www.iana.org/assignments/iana-ipv4-special-registry, and the same for IPv6.
var closed = func() (out []netip.Prefix) {
	for _, text := range []string{
		"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "240.0.0.0/4",
		"::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "fec0::/10",
	} {
		out = append(out, netip.MustParsePrefix(text))
	}
	return out
}()

// Permits fails for an address that may not be reached.
func (g Guard) Permits(ip netip.Addr) error {
	ip = ip.Unmap().WithZone("")
	for _, p := range g.Allowed {
		if p.Contains(ip) {
			return nil
		}
	}
	inner := ip
	if b := ip.As16(); ip.Is6() {
		switch { // an address of IPv4 that a gateway reaches: NAT64 and 6to4
		case strings.HasPrefix(string(b[:12]), "\x00\x64\xff\x9b\x00\x00\x00\x00\x00\x00\x00\x00"):
			inner = netip.AddrFrom4([4]byte(b[12:16]))
		case b[0] == 0x20 && b[1] == 0x02:
			inner = netip.AddrFrom4([4]byte(b[2:6]))
		}
	}
	for _, a := range []netip.Addr{ip, inner} {
		bad := !a.IsValid() || a.IsLoopback() || a.IsPrivate() || a.IsLinkLocalUnicast() || a.IsMulticast() || a.IsUnspecified()
		for _, p := range closed {
			bad = bad || p.Contains(a)
		}
		if bad {
			return fmt.Errorf("%w: %s; allow in tarn.yaml lists those that may be reached", ErrAddress, ip)
		}
	}
	return nil
}

// maxRedirects is how many redirects are followed.
const maxRedirects = 3

// client is an HTTP client that reaches permitted addresses only, through no proxy.
func (g Guard) client() *http.Client {
	d := &net.Dialer{Timeout: 10 * time.Second, Control: func(_, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err != nil {
			return fmt.Errorf("%w: %s", ErrAddress, address)
		}
		return g.Permits(to.Addr())
	}}
	return &http.Client{
		Transport: &http.Transport{
			DialContext: d.DialContext, TLSHandshakeTimeout: 10 * time.Second, ResponseHeaderTimeout: 25 * time.Second, ForceAttemptHTTP2: true,
			MaxIdleConnsPerHost: 1, IdleConnTimeout: time.Minute, MaxResponseHeaderBytes: 64 << 10,
		},
		CheckRedirect: func(r *http.Request, before []*http.Request) error {
			switch {
			case len(before) > maxRedirects:
				return fmt.Errorf("more than %d redirects", maxRedirects)
			case r.URL.Scheme != "https" && before[0].URL.Scheme == "https":
				return errors.New("a redirect from https to http is not followed")
			case r.Method != before[0].Method: // 301 to 303: the body would be lost, and its sender think that it arrived
				return errors.New("the address redirects to another, and not so that the message goes with it (307 or 308): give the other one")
			}
			return nil
		},
	}
}

// target reads the address of a webhook. Errors do not say it: who knows it may post.
func target(address string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return nil, errors.New("the webhook's address is no URL with https:// or http:// before it")
	}
	return u, nil
}

// hidden says an error of a request without the address, whose path is a secret.
func hidden(err error) error {
	var e *url.Error
	if !errors.As(err, &e) {
		return err
	}
	u, parseErr := url.Parse(e.URL)
	if parseErr != nil {
		return e.Err
	}
	return fmt.Errorf("%s: %w", u.Host, e.Err)
}

// failure is what an attempt that got no answer failed with: an address that is refused is so the next time, too, unless the name's meaning or
// tarn.yaml changes, so that it is tried again.
func failure(ctx context.Context, err error) error {
	if ctx.Err() != nil && errors.Is(err, context.DeadlineExceeded) {
		return errors.New("the receiver did not answer in time")
	}
	return hidden(err)
}
