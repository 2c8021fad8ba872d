package notify

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Webhook posts messages as JSON, signed as https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md has it:
// the receiver knows by webhook-id which it has had.
type Webhook struct {
	// URL is where to.
	URL Secret
	// Secret signs; "whsec_" and base64, or any text. Without one, messages are not signed.
	Secret Secret
	Guard  Guard

	client *http.Client
}

// NewWebhook makes a webhook.
func NewWebhook(url, secret Secret, g Guard) *Webhook {
	return &Webhook{URL: url, Secret: secret, Guard: g, client: g.client()}
}

// Send implements Notifier.
func (w *Webhook) Send(ctx context.Context, m Message) error {
	address, err := w.URL.Read()
	if err != nil {
		return err
	}
	kind := "alert." + string(m.State)
	if m.State == Report {
		kind = "report"
	}
	m.Files = nil
	body, err := json.Marshal(struct {
		Type string    `json:"type"`
		Time time.Time `json:"timestamp"`
		Data Message   `json:"data"`
	}{kind, m.Time.UTC(), m})
	if err != nil {
		return err
	}
	headers := map[string]string{"Webhook-Id": m.ID, "Webhook-Timestamp": strconv.FormatInt(time.Now().Unix(), 10)}
	if w.Secret.Given() {
		secret, err := w.Secret.Read()
		if err != nil {
			return err
		}
		if headers["Webhook-Signature"], err = sign(secret, m.ID, headers["Webhook-Timestamp"], body); err != nil {
			return err
		}
	}
	return post(ctx, w.client, address, body, headers)
}

// sign gives the header webhook-signature.
func sign(secret, id, timestamp string, body []byte) (string, error) {
	key := []byte(secret)
	if text, ok := strings.CutPrefix(secret, "whsec_"); ok {
		var err error
		if key, err = base64.StdEncoding.DecodeString(text); err != nil {
			return "", fmt.Errorf("the webhook's secret is no base64 after whsec_")
		}
	}
	h := hmac.New(sha256.New, key)
	fmt.Fprintf(h, "%s.%s.", id, timestamp)
	h.Write(body)
	return "v1," + base64.StdEncoding.EncodeToString(h.Sum(nil)), nil
}
