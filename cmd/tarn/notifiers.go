package main

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"tarn/internal/notify"
	"tarn/internal/title"
)

// notifiers are those of tarn.yaml, by name.
func (c config) notifiers() (map[string]notify.Notifier, error) {
	out := map[string]notify.Notifier{}
	for i, n := range c.Notifiers {
		if n.Name == "" {
			return nil, fmt.Errorf("notifiers[%d] has no name", i)
		}
		if _, ok := out[n.Name]; ok {
			return nil, fmt.Errorf("notifiers has %s twice", n.Name)
		}
		made, err := n.open()
		if err != nil {
			return nil, fmt.Errorf("notifier %s: %w", n.Name, err)
		}
		out[n.Name] = made
	}
	for _, name := range c.Alerts.Notifiers {
		if _, ok := out[name]; !ok {
			return nil, fmt.Errorf("alerts.notifiers names %s, and notifiers has none of that name", name)
		}
	}
	if l := c.Alerts.Language; l != "" && !slices.Contains(title.Languages, l) {
		return nil, fmt.Errorf("alerts.language is %q: choose %s", l, strings.Join(title.Languages, ", "))
	}
	return out, nil
}

func (n notifierConfig) open() (notify.Notifier, error) {
	guard := notify.Guard{}
	for _, text := range n.Allow {
		p, err := netip.ParsePrefix(text)
		if err != nil {
			ip, ipErr := netip.ParseAddr(text)
			if ipErr != nil {
				return nil, fmt.Errorf("allow %q is no network, as in 10.20.0.0/16", text)
			}
			p = netip.PrefixFrom(ip, ip.BitLen())
		}
		guard.Allowed = append(guard.Allowed, p)
	}
	url, secret := notify.Secret{Env: n.URLEnv, File: n.URLFile}, notify.Secret{Env: n.SecretEnv, File: n.SecretFile}
	service := &notify.AWS{Region: n.Region, Profile: n.Profile, RoleARN: n.RoleARN, ExternalID: n.ExternalID, EndpointURL: n.EndpointURL}
	switch n.Type {
	case "slack", "webhook":
		if !url.Given() {
			return nil, fmt.Errorf("give url_env, the environment variable with the address, or url_file")
		}
		if n.Type == "slack" {
			return notify.NewSlack(url, guard), nil
		}
		return notify.NewWebhook(url, secret, guard), nil
	case "email":
		e := &notify.Email{Server: n.Server, TLS: cmp.Or(n.TLS, notify.StartTLS), User: n.User, Password: notify.Secret{Env: n.PasswordEnv, File: n.PasswordFile}, From: n.From, To: n.To}
		return e, e.Check()
	case "sns":
		if !strings.HasPrefix(n.TopicARN, "arn:") {
			return nil, fmt.Errorf("topic_arn %q: give the topic's ARN", n.TopicARN)
		}
		return &notify.SNS{AWS: service, TopicARN: n.TopicARN, JSON: n.JSON}, nil
	case "eventbridge":
		return &notify.EventBridge{AWS: service, Bus: cmp.Or(n.Bus, "default")}, nil
	}
	return nil, fmt.Errorf("type is %q: choose slack, webhook, email, sns or eventbridge", n.Type)
}
