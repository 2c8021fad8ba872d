package main

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"time"
)

const (
	defaultListen  = "127.0.0.1:8900"
	defaultConsole = "127.0.0.1:8901"
)

// listenOptions are the flags of tarn up that say where and how it is reached.
type listenOptions struct {
	listen, console string
	tlsCert, tlsKey string
	selfSigned      bool
	plainHTTP       bool
}

// merged puts the configuration in the place of flags that were not given.
func (o listenOptions) merged(c serverConfig) listenOptions {
	o.listen = cmp.Or(o.listen, c.Listen, defaultListen)
	o.console = cmp.Or(o.console, c.Console, defaultConsole)
	if o.tlsCert == "" && o.tlsKey == "" && !o.selfSigned {
		o.tlsCert, o.tlsKey, o.selfSigned = c.TLSCertificate, c.TLSKey, c.TLSSelfSigned
	}
	o.plainHTTP = o.plainHTTP || c.PlainHTTP
	return o
}

// certificate gives what TLS is served with, nil where it is not.
func (o listenOptions) certificate(dir string) (*tls.Config, error) {
	if (o.tlsCert == "") != (o.tlsKey == "") {
		return nil, usageError("--tls-cert and --tls-key go together")
	}
	if o.tlsCert != "" && o.selfSigned {
		return nil, usageError("give --tls-cert and --tls-key, or --tls-self-signed")
	}
	var cert tls.Certificate
	var err error
	switch {
	case o.tlsCert != "":
		cert, err = tls.LoadX509KeyPair(o.tlsCert, o.tlsKey)
		if err != nil {
			return nil, fmt.Errorf("the certificate cannot be used: %w", err)
		}
	case o.selfSigned:
		if cert, err = selfSigned(filepath.Join(dir, "tls"), []string{o.listen, o.console}); err != nil {
			return nil, err
		}
	default:
		return nil, nil
	}
	return &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}, nil
}

// guard refuses what would let others in unseen: an address off loopback needs TLS, and a key has to exist.
func (o listenOptions) guard(ctx context.Context, d *dataDir, encrypted bool) (loopback bool, err error) {
	loopback = true
	for flag, address := range map[string]string{"listen": o.listen, "console": o.console} {
		at, err := net.ResolveTCPAddr("tcp", address)
		if err != nil {
			return false, noListening(flag, address, err)
		}
		if at.IP.IsLoopback() {
			continue
		}
		loopback = false
		if !encrypted && !o.plainHTTP {
			return false, usageError("%s can be reached from other machines, which needs TLS: give --tls-cert and --tls-key, or --tls-self-signed; "+
				"where something in front of Tarn has TLS, say so with --plain-http", address)
		}
	}
	keys, err := d.state.Keys(ctx)
	if err != nil {
		return loopback, err
	}
	if !loopback && len(keys) == 0 {
		return false, errors.New("there is no key yet, so that nobody could ask: 'tarn key create NAME' makes one")
	}
	return loopback, nil
}

// face is something that is served at an address.
type face struct {
	scheme   string
	listener net.Listener
	server   *http.Server
}

func listen(flag, address string, handler http.Handler, encrypted *tls.Config) (*face, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, noListening(flag, address, err)
	}
	scheme := "http"
	if encrypted != nil {
		l, scheme = tls.NewListener(l, encrypted), "https"
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10}
	return &face{scheme: scheme, listener: l, server: server}, nil
}

func noListening(flag, address string, err error) error {
	return fmt.Errorf("the address %s cannot be listened at (%w); choose another with --%s", address, err, flag)
}

// url is where the face is.
func (f *face) url() string { return f.scheme + "://" + f.listener.Addr().String() }

// hosts are the names that the configuration lists.
func (c serverConfig) hosts() []string {
	out := make([]string, len(c.Hosts))
	for i, h := range c.Hosts {
		out[i] = strings.ToLower(strings.Trim(h, "*."))
	}
	return out
}

// ready reports why the data directory cannot be used, nil where it can.
func (d *dataDir) ready(ctx context.Context) error {
	_, err := d.state.Setting(ctx, accountSetting)
	return err
}

// hostOf cuts the port off.
func hostOf(address string) string {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		host = address
	}
	return strings.ToLower(strings.Trim(host, "[]"))
}
