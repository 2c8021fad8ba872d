package alert

import (
	"context"
	"time"
)

// Statement is what a rule asks when it is evaluated for a time, with its values.
func (a *Alerts) Statement(ctx context.Context, r Rule, at time.Time) (string, error) {
	return a.bind(ctx, r, r.At(at.UTC()))
}
