package console

import (
	"slices"

	"tarn/internal/notify"
)

// Notifiers are where messages go.
type Notifiers struct {
	Notifiers []NotifierFigures `json:"notifiers"`
	// Failed are the youngest messages that did not arrive, or not yet.
	Failed []Delivery `json:"failed"`
}

// NotifierFigures is a notifier of tarn.yaml, and how its messages of the last days fare.
type NotifierFigures struct {
	Name    string `json:"name"`
	Kind    string `json:"kind" doc:"slack, webhook, email, sns or eventbridge"`
	Waiting int    `json:"waiting"`
	Sent    int    `json:"sent"`
	Failed  int    `json:"failed"`
	Last    string `json:"last,omitempty" doc:"when it last took one"`
}

// Delivery is a message on its way to a notifier.
type Delivery struct {
	ID       string `json:"id"`
	Notifier string `json:"notifier"`
	Rule     string `json:"rule,omitempty"`
	Title    string `json:"title"`
	Progress string `json:"progress" doc:"waiting or failed"`
	Created  string `json:"created"`
	Due      string `json:"due,omitempty" doc:"when it is tried next"`
	Attempts int    `json:"attempts"`
	Error    string `json:"error,omitempty"`
}

// maxEntries is how many messages are looked at, shownDeliveries how many are given.
const (
	maxEntries      = 2000
	shownDeliveries = 20
)

func (s *Console) listNotifiers(c *call, _ none) (Notifiers, error) {
	out := Notifiers{Notifiers: []NotifierFigures{}, Failed: []Delivery{}}
	a, err := s.alerts(c.ctx)
	if err != nil || a.Outbox == nil {
		return out, err
	}
	names := a.Outbox.Names()
	for _, name := range names {
		out.Notifiers = append(out.Notifiers, NotifierFigures{Name: name, Kind: notifierKind(a.Outbox.Notifiers[name])})
	}
	entries, err := a.Outbox.Store.OutboxEntries(c.ctx, maxEntries)
	for _, e := range entries { // the youngest first
		i := slices.Index(names, e.Notifier)
		if i >= 0 {
			n := &out.Notifiers[i]
			switch e.Progress {
			case notify.Waiting:
				n.Waiting++
			case notify.Failed:
				n.Failed++
			case notify.Sent:
				n.Sent++
				n.Last = max(n.Last, stampOf(e.Ended))
			}
		}
		if e.Progress == notify.Sent || e.Progress == notify.Waiting && e.Attempts == 0 || len(out.Failed) >= shownDeliveries {
			continue
		}
		d := Delivery{ID: e.ID, Notifier: e.Notifier, Rule: e.Message.Rule, Title: e.Message.Title, Progress: string(e.Progress), Created: stampOf(e.Created), Attempts: e.Attempts, Error: e.Error}
		if e.Progress == notify.Waiting {
			d.Due = stampOf(e.Due)
		}
		out.Failed = append(out.Failed, d)
	}
	return out, err
}

func notifierKind(n notify.Notifier) string {
	switch n.(type) {
	case *notify.Slack:
		return "slack"
	case *notify.Webhook:
		return "webhook"
	case *notify.Email:
		return "email"
	case *notify.SNS:
		return "sns"
	case *notify.EventBridge:
		return "eventbridge"
	}
	return "other"
}

func (s *Console) testNotifier(c *call, in ruleInput) (none, error) {
	a, err := s.alerts(c.ctx)
	if err != nil {
		return none{}, err
	}
	if a.Outbox == nil || !slices.Contains(a.Outbox.Names(), in.Name) {
		return none{}, notFound("notifier " + in.Name)
	}
	if err := a.SendTest(c.ctx, in.Name); err != nil {
		return none{}, &Failure{Status: 502, Code: "NotDelivered", Message: in.Name + " did not take the message: " + err.Error()}
	}
	return none{}, nil
}

// Retried counts messages that are tried again.
type Retried struct {
	Messages int `json:"messages"`
}

func (s *Console) retryMessages(c *call, _ none) (Retried, error) {
	a, err := s.alerts(c.ctx)
	if err != nil || a.Outbox == nil {
		return Retried{}, err
	}
	n, err := a.Outbox.Retry(c.ctx)
	return Retried{n}, err
}
