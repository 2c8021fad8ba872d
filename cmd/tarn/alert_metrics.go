package main

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"tarn/internal/alert"
	"tarn/internal/notify"
)

// alertMetrics are what /metrics shows of alerts.
type alertMetrics struct {
	alerts      *alert.Alerts
	evaluations *prometheus.CounterVec
	took        prometheus.Histogram
	messages    *prometheus.CounterVec
}

var (
	alertsGauge    = gauge("alerts", "Groups of rules, by rule and state.", "rule", "state")
	evaluatedGauge = gauge("alert_evaluated_timestamp_seconds", "The time that a rule's last evaluation was about.", "rule")
	outboxGauge    = gauge("outbox_entries", "Messages on their way, by notifier.", "notifier")
)

// watch counts what becomes of rules and messages.
func (m *metrics) watch(a *alert.Alerts) {
	c := &alertMetrics{
		alerts:      a,
		evaluations: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "tarn_alert_evaluations_total", Help: "Evaluations of rules, by rule and result: ok or failed."}, []string{"rule", "result"}),
		took:        prometheus.NewHistogram(prometheus.HistogramOpts{Name: "tarn_alert_evaluation_seconds", Help: "How long evaluations of rules took.", Buckets: []float64{.01, .05, .1, .5, 1, 5, 30}}),
		messages:    prometheus.NewCounterVec(prometheus.CounterOpts{Name: "tarn_messages_total", Help: "Attempts to send messages, by notifier and what became of them: sent, waiting or failed."}, []string{"notifier", "result"}),
	}
	a.Counted = func(rule string, took time.Duration, err error) {
		result := "ok"
		if err != nil {
			result = "failed"
		}
		c.evaluations.WithLabelValues(rule, result).Inc()
		c.took.Observe(took.Seconds())
	}
	a.Outbox.Counted = func(notifier string, p notify.Progress) { c.messages.WithLabelValues(notifier, string(p)).Inc() }
	m.registry.MustRegister(c.evaluations, c.took, c.messages, c)
}

// Describe implements prometheus.Collector: the values are described with themselves.
func (c *alertMetrics) Describe(chan<- *prometheus.Desc) {}

// Collect implements prometheus.Collector.
func (c *alertMetrics) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	put := func(d *prometheus.Desc, v int, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, float64(v), labels...)
	}
	rules, err := c.alerts.Rules(ctx)
	if err != nil {
		return
	}
	for _, r := range rules {
		states := map[alert.State]int{alert.Pending: 0, alert.Firing: 0}
		for _, g := range r.Groups {
			states[g.State]++
		}
		for state, n := range states {
			put(alertsGauge, n, r.Name, string(state))
		}
		if !r.Evaluated.IsZero() {
			put(evaluatedGauge, int(r.Evaluated.Unix()), r.Name)
		}
	}
	waiting, err := c.alerts.Outbox.Store.WaitingEntries(ctx)
	if err != nil {
		return
	}
	counts := map[string]int{}
	for _, name := range c.alerts.Outbox.Names() {
		counts[name] = 0
	}
	for _, e := range waiting {
		counts[e.Notifier]++
	}
	for name, n := range counts {
		put(outboxGauge, n, name)
	}
}
