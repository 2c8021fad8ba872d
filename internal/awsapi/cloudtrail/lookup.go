package cloudtrail

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wirect "tarn/internal/awsapi/wire/cloudtrail"
	"tarn/internal/catalog"
	"tarn/internal/query"
)

// lookupFace is that of LookupEvents' statements, which leave no execution behind.
const lookupFace = "lookup"

func (s *service) lookupOperations() map[string]awsapi.Operation {
	return map[string]awsapi.Operation{
		"LookupEvents": {Model: wirect.Operations["LookupEvents"], Access: auth.Query, ReadOnly: true, Do: awsapi.Do(s.lookupEvents)},
	}
}

// maxLookup is a page's length where none is asked for, and the longest.
const maxLookup = 50

// lookupEvents gives management events, or insights, the youngest first. Unlike AWS, it looks back as far as the store does, not
// 90 days. An event without an ID is not found.
func (s *service) lookupEvents(ctx context.Context, c *awsapi.Call, in *wirect.LookupEventsRequest) (*wirect.LookupEventsResponse, error) {
	where, err := lookupConditions(in)
	if err != nil {
		return nil, err
	}
	store, ok, err := s.lookupStore(ctx, c)
	if err != nil {
		return nil, err
	}
	out := &wirect.LookupEventsResponse{Events: []wirect.Event{}}
	if !ok {
		return out, nil
	}
	what := []string{"lookup", store.ID, strings.Join(where, " AND "), moment(in.StartTime), moment(in.EndTime)}
	after, err := openToken(in.NextToken, what...)
	if err != nil {
		return nil, err
	}
	max := maxLookup
	if in.MaxResults != nil {
		max = int(*in.MaxResults)
	}
	l := lookup{service: s, call: c, store: store.ID, where: where}
	if l.until, l.before, err = s.lookupEnd(in, after); err != nil {
		return nil, err
	}
	if in.StartTime != nil {
		l.since = in.StartTime.Time
	}
	found, err := l.find(ctx, max+1)
	if err != nil {
		return nil, err
	}
	if len(found) > max {
		found = found[:max]
		last := found[max-1]
		out.NextToken = wire.SealToken([]string{strconv.FormatInt(last.at.UnixMicro(), 10) + " " + last.id}, what...)
	}
	out.Events, err = l.events(ctx, found)
	return out, err
}

// lookupEnd is where a page begins: the last moment that is looked at, and, after the first page, the ID of that moment before
// which it goes on.
func (s *service) lookupEnd(in *wirect.LookupEventsRequest, after string) (until time.Time, before string, err error) {
	if after != "" {
		text, id, ok := strings.Cut(after, " ")
		at, err := strconv.ParseInt(text, 10, 64)
		if !ok || err != nil {
			return until, "", badToken()
		}
		return time.UnixMicro(at).UTC(), id, nil
	}
	until = s.Now().Add(24 * time.Hour) // a clock may be ahead
	if in.EndTime != nil && in.EndTime.Before(until) {
		until = in.EndTime.Time
	}
	return until, "", nil
}

// lookupStore is the store that is looked into; there may be none.
func (s *service) lookupStore(ctx context.Context, c *awsapi.Call) (found catalog.EventDataStore, ok bool, err error) {
	all, err := s.Stores.Stores(ctx)
	if err != nil {
		return found, false, err
	}
	if s.LookupStore != "" {
		if found, err = catalog.FindStore(all, s.LookupStore); err != nil {
			return found, false, wire.Fail("UnsupportedOperationException", "lookup_store in tarn.yaml names the event data store %q, which is not there.", s.LookupStore)
		}
		ok = true
	} else {
		for _, e := range all {
			if e.Kind != "cloudtrail" || e.BuiltIn || e.Status == catalog.PendingDeletion {
				continue
			}
			if e.Name == catalog.DefaultStore || !ok {
				found, ok = e, true
			}
			if e.Name == catalog.DefaultStore {
				break
			}
		}
	}
	if ok && !c.Key.MayRead(found.ID) {
		return found, false, awsapi.Denied(c, storeARN(c.Home, found.ID))
	}
	return found, ok, nil
}

// lookup is one page's search.
type lookup struct {
	*service
	call  *awsapi.Call
	store string
	where []string

	since, until time.Time
	before       string
}

// match is an event's place in time.
type match struct {
	at time.Time
	id string
}

// beginning is before the first event of CloudTrail.
var beginning = time.Date(2013, 1, 1, 0, 0, 0, 0, time.UTC)

// decade is the longest time that is looked at in one go.
const decade = 10 * 365 * 24 * time.Hour

// find finds the youngest n events. It looks at an hour first, and then at eight times as much each time: a page of many events
// needs little of the store, and one of few is found after some looks, of which each reads the columns that it compares and no
// more.
func (l lookup) find(ctx context.Context, n int) ([]match, error) {
	first := l.since
	if first.Before(beginning) {
		first = beginning
	}
	var found []match
	until, id := l.until, l.before
	for span := time.Hour; len(found) < n && !until.Before(first); span = min(span*8, decade) {
		from := until.Add(-span)
		if from.Before(first) {
			from = first
		}
		more, err := l.window(ctx, from, until, id, n-len(found))
		if err != nil {
			return nil, err
		}
		found = append(found, more...)
		until, id = from.Add(-time.Microsecond), ""
	}
	return found, nil
}

const stamp = "2006-01-02 15:04:05.000000"

func (l lookup) window(ctx context.Context, from, until time.Time, id string, n int) ([]match, error) {
	last := until.UTC().Format(stamp)
	where := append([]string{
		fmt.Sprintf("eventTime >= TIMESTAMP '%s'", from.UTC().Format(stamp)), fmt.Sprintf("eventTime <= TIMESTAMP '%s'", last), "eventID IS NOT NULL",
	}, l.where...)
	if id != "" {
		where = append(where, fmt.Sprintf("(eventTime < TIMESTAMP '%s' OR eventID < %s)", last, literal(id)))
	}
	rows, err := l.rows(ctx, fmt.Sprintf("SELECT eventTime, eventID FROM %s WHERE %s ORDER BY eventTime DESC, eventID DESC LIMIT %d", l.store, strings.Join(where, " AND "), n))
	if err != nil {
		return nil, err
	}
	var found []match
	for _, row := range rows.Rows {
		at, ok1 := row[0].(time.Time)
		id, ok2 := row[1].(string)
		if !ok1 || !ok2 {
			return nil, fmt.Errorf("an event's time and ID are %T and %T", row[0], row[1])
		}
		found = append(found, match{at, id})
	}
	return found, nil
}

// events gives whole events, in the order of found.
func (l lookup) events(ctx context.Context, found []match) ([]wirect.Event, error) {
	out := []wirect.Event{}
	if len(found) == 0 {
		return out, nil
	}
	ids := make([]string, len(found))
	for i, m := range found {
		ids[i] = literal(m.id)
	}
	rows, err := l.rows(ctx, fmt.Sprintf("SELECT eventID, eventJson FROM %s WHERE eventTime >= TIMESTAMP '%s' AND eventTime <= TIMESTAMP '%s' AND eventID IN (%s)",
		l.store, found[len(found)-1].at.Format(stamp), found[0].at.Format(stamp), strings.Join(ids, ", ")))
	if err != nil {
		return nil, err
	}
	texts := map[any]any{}
	for _, row := range rows.Rows {
		texts[row[0]] = row[1]
	}
	for _, m := range found {
		text, ok := texts[m.id].(string)
		if !ok {
			continue // retention took it this moment
		}
		e, err := lookedUp(text)
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}

// rows are the rows of a statement; it is for few.
func (l lookup) rows(ctx context.Context, sql string) (query.Page, error) {
	var all query.Page
	x, err := l.Queries.Start(ctx, query.Statement{SQL: sql, Lake: true, Face: lookupFace, By: l.call.Key.ID, Key: l.call.Key, Once: true, Unnoted: true, Strict: true})
	if err != nil {
		return all, err
	}
	r, err := l.Queries.Stream(ctx, x.ID)
	if err != nil {
		return all, err
	}
	defer r.Close()
	for {
		more, err := r.Next(ctx, maxResults)
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return all, err
		}
		all.Rows = append(all.Rows, more...)
	}
}

// literal is a text in SQL.
func literal(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }
