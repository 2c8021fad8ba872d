package cloudtrail

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudtrail"
	"github.com/aws/aws-sdk-go-v2/service/cloudtrail/types"

	"tarn/internal/auth"
	"tarn/internal/imports"
	"tarn/internal/objects"
)

// runs are imports that do what the test says.
type runs struct {
	started chan imports.Import
	goOn    chan func(imports.Watcher) error
	fails   chan string // files that cannot be read
}

func (r *runs) run(ctx context.Context, i imports.Import, w imports.Watcher) error {
	r.started <- i
	for {
		select {
		case file := <-r.fails:
			w.Failed(file, "UnreadableFile", "it is no gzip")
		case do := <-r.goOn:
			return do(w)
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// importWorld is a world with a bucket of logs, whose imports wait for the test.
func importWorld(t *testing.T) (*world, *runs, *imports.Service) {
	t.Helper()
	r := &runs{started: make(chan imports.Import, 9), goOn: make(chan func(imports.Watcher) error), fails: make(chan string)}
	var service *imports.Service
	w := newWorld(t, func(w *world, o *Options) {
		o.Buckets = &objects.Buckets{Dir: t.TempDir(), Index: w.db}
		service = imports.New(imports.Options{Store: w.db, Run: r.run, Now: w.clock})
		o.Imports = service
	})
	t.Cleanup(func() { service.Close() })
	if err := (&objects.Buckets{Index: w.db}).Create(t.Context(), "trail-logs"); err != nil {
		t.Fatal(err)
	}
	return w, r, service
}

func from(uri string) *types.ImportSource {
	return &types.ImportSource{S3: &types.S3ImportSource{S3LocationUri: &uri, S3BucketRegion: aws.String("us-east-1"), S3BucketAccessRoleArn: aws.String("arn:aws:iam::123456789012:role/copy")}}
}

// ended waits for an import's end.
func (w *world) ended(t *testing.T, id *string) *cloudtrail.GetImportOutput {
	t.Helper()
	for range 500 {
		got, err := w.GetImport(t.Context(), &cloudtrail.GetImportInput{ImportId: id})
		if err != nil {
			t.Fatal(err)
		}
		if got.ImportStatus != types.ImportStatusInProgress && got.ImportStatus != types.ImportStatusInitializing {
			return got
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("the import does not end")
	return nil
}

func TestAnImportsLife(t *testing.T) {
	ctx := t.Context()
	w, r, _ := importWorld(t)
	store := w.makeStore(t, "copies", func(in *cloudtrail.CreateEventDataStoreInput) { in.TerminationProtectionEnabled = aws.Bool(false) })
	day := time.Date(2024, 4, 1, 0, 0, 0, 0, time.UTC)
	begun, err := w.StartImport(ctx, &cloudtrail.StartImportInput{Destinations: []string{store}, ImportSource: from("s3://trail-logs/AWSLogs/"), StartEventTime: &day, EndEventTime: aws.Time(day.AddDate(0, 0, 7))})
	if err != nil || begun.ImportStatus != types.ImportStatusInitializing || begun.Destinations[0] != store || !begun.StartEventTime.Equal(day) {
		t.Fatal(begun, err)
	}
	if i := <-r.started; i.URI != "s3://trail-logs/AWSLogs/" || !i.From.Equal(day) || i.ID != *begun.ImportId {
		t.Errorf("%+v", i)
	}
	_, err = w.StartImport(ctx, &cloudtrail.StartImportInput{Destinations: []string{store}, ImportSource: from("s3://trail-logs")})
	want(t, "a second one", "AccountHasOngoingImportException", err)
	_, err = w.StartImport(ctx, &cloudtrail.StartImportInput{ImportId: begun.ImportId})
	want(t, "a retry while it runs", "AccountHasOngoingImportException", err)
	_, err = w.DeleteEventDataStore(ctx, &cloudtrail.DeleteEventDataStoreInput{EventDataStore: &store})
	want(t, "the store's deletion", "EventDataStoreHasOngoingImportException", err)
	_, err = w.UpdateEventDataStore(ctx, &cloudtrail.UpdateEventDataStoreInput{EventDataStore: &store, Name: aws.String("renamed")})
	want(t, "the store's change", "EventDataStoreHasOngoingImportException", err)
	r.goOn <- func(watch imports.Watcher) error {
		watch.Failed("s3://trail-logs/AWSLogs/bad.json.gz", "UnreadableFile", "it is not gzip")
		watch.Counted(imports.Statistics{PrefixesFound: 3, PrefixesCompleted: 2, FilesCompleted: 7, EventsCompleted: 70, FailedEntries: 1})
		return nil
	}
	got := w.ended(t, begun.ImportId)
	if got.ImportStatus != types.ImportStatusFailed || *got.ImportStatistics.EventsCompleted != 70 || *got.ImportStatistics.PrefixesCompleted != 2 {
		t.Errorf("%+v %+v", got, got.ImportStatistics)
	}
	failures, err := w.ListImportFailures(ctx, &cloudtrail.ListImportFailuresInput{ImportId: begun.ImportId})
	if err != nil || len(failures.Failures) != 1 || *failures.Failures[0].Location != "s3://trail-logs/AWSLogs/bad.json.gz" || failures.Failures[0].Status != types.ImportFailureStatusFailed {
		t.Errorf("%+v %v", failures, err)
	}

	// A retry gets what failed; what does not fail again has succeeded.
	if _, err := w.StartImport(ctx, &cloudtrail.StartImportInput{ImportId: begun.ImportId}); err != nil {
		t.Fatal(err)
	}
	if i := <-r.started; len(i.Again) != 1 || i.Again[0] != "s3://trail-logs/AWSLogs/bad.json.gz" {
		t.Errorf("%+v", i)
	}
	r.goOn <- func(watch imports.Watcher) error {
		watch.Counted(imports.Statistics{PrefixesFound: 3, PrefixesCompleted: 3, FilesCompleted: 8, EventsCompleted: 80})
		return nil
	}
	if got := w.ended(t, begun.ImportId); got.ImportStatus != types.ImportStatusCompleted || *got.ImportStatistics.FilesCompleted != 8 {
		t.Errorf("%+v", got)
	}
	failures, err = w.ListImportFailures(ctx, &cloudtrail.ListImportFailuresInput{ImportId: begun.ImportId})
	if err != nil || len(failures.Failures) != 1 || failures.Failures[0].Status != types.ImportFailureStatusSucceeded {
		t.Errorf("%+v %v", failures, err)
	}
	_, err = w.StartImport(ctx, &cloudtrail.StartImportInput{ImportId: begun.ImportId})
	want(t, "a retry of a completed one", "InvalidParameterException", err)
	_, err = w.StopImport(ctx, &cloudtrail.StopImportInput{ImportId: begun.ImportId})
	want(t, "a stop of a completed one", "InvalidParameterException", err)

	// One that is stopped, and one that cannot go on.
	w.pass(time.Minute)
	second, err := w.StartImport(ctx, &cloudtrail.StartImportInput{Destinations: []string{store}, ImportSource: from("s3://trail-logs")})
	if err != nil {
		t.Fatal(err)
	}
	<-r.started
	stopped, err := w.StopImport(ctx, &cloudtrail.StopImportInput{ImportId: second.ImportId})
	if err != nil || stopped.ImportStatus != types.ImportStatusStopped {
		t.Errorf("%+v %v", stopped, err)
	}
	w.pass(time.Minute)
	third, err := w.StartImport(ctx, &cloudtrail.StartImportInput{Destinations: []string{store}, ImportSource: from("s3://trail-logs")})
	if err != nil {
		t.Fatal(err)
	}
	<-r.started
	r.goOn <- func(imports.Watcher) error { return errors.New("the disk is full") }
	if got := w.ended(t, third.ImportId); got.ImportStatus != types.ImportStatusFailed {
		t.Errorf("%+v", got)
	}
	failures, _ = w.ListImportFailures(ctx, &cloudtrail.ListImportFailuresInput{ImportId: third.ImportId})
	if len(failures.Failures) != 1 || *failures.Failures[0].ErrorMessage != "the disk is full" {
		t.Errorf("%+v", failures)
	}

	for _, c := range []struct {
		in   cloudtrail.ListImportsInput
		want int
	}{
		{cloudtrail.ListImportsInput{}, 3}, {cloudtrail.ListImportsInput{Destination: &store}, 3}, {cloudtrail.ListImportsInput{ImportStatus: types.ImportStatusStopped}, 1},
		{cloudtrail.ListImportsInput{Destination: aws.String("11111111-2222-3333-4444-555555555555")}, 0},
	} {
		out, err := w.ListImports(ctx, &c.in)
		if err != nil || len(out.Imports) != c.want {
			t.Errorf("%+v: %+v %v", c.in, out, err)
		}
	}
	page, err := w.ListImports(ctx, &cloudtrail.ListImportsInput{MaxResults: aws.Int32(2)})
	if err != nil || len(page.Imports) != 2 || page.NextToken == nil {
		t.Fatal(page, err)
	}
	_, err = w.ListImports(ctx, &cloudtrail.ListImportsInput{MaxResults: aws.Int32(2), NextToken: page.NextToken, ImportStatus: types.ImportStatusFailed})
	want(t, "the token of another list", "InvalidNextTokenException", err)
	if page, err = w.ListImports(ctx, &cloudtrail.ListImportsInput{MaxResults: aws.Int32(2), NextToken: page.NextToken}); err != nil || len(page.Imports) != 1 || page.NextToken != nil {
		t.Error(page, err)
	}
}

func TestAnImportGoesOnAfterARestart(t *testing.T) {
	ctx := t.Context()
	w, r, service := importWorld(t)
	store := w.makeStore(t, "copies", nil)
	begun, err := w.StartImport(ctx, &cloudtrail.StartImportInput{Destinations: []string{store}, ImportSource: from("s3://trail-logs/AWSLogs/")})
	if err != nil {
		t.Fatal(err)
	}
	<-r.started
	service.Close()
	next := imports.New(imports.Options{Store: w.db, Run: r.run, Now: w.clock})
	defer next.Close()
	if i, err := next.Get(ctx, *begun.ImportId); err != nil || i.Status != imports.InProgress {
		t.Fatal(i, err)
	}
	if err := next.Resume(ctx); err != nil {
		t.Fatal(err)
	}
	if i := <-r.started; i.ID != *begun.ImportId {
		t.Errorf("%+v", i)
	}
	r.goOn <- func(imports.Watcher) error { return nil }
	if got := w.ended(t, begun.ImportId); got.ImportStatus != types.ImportStatusCompleted {
		t.Errorf("%+v", got)
	}
}

func TestFailuresOutliveTheServer(t *testing.T) {
	ctx := t.Context()
	w, r, service := importWorld(t)
	store := w.makeStore(t, "copies", nil)
	begun, err := w.StartImport(ctx, &cloudtrail.StartImportInput{Destinations: []string{store}, ImportSource: from("s3://trail-logs/AWSLogs/")})
	if err != nil {
		t.Fatal(err)
	}
	<-r.started
	r.fails <- "s3://trail-logs/AWSLogs/broken.json.gz" // and the server ends before a second has gone
	service.Close()
	next := imports.New(imports.Options{Store: w.db, Run: r.run, Now: w.clock})
	defer next.Close()
	if err := next.Resume(ctx); err != nil {
		t.Fatal(err)
	}
	<-r.started
	r.goOn <- func(watch imports.Watcher) error {
		watch.Counted(imports.Statistics{FilesCompleted: 3}) // the file that failed is known, and not read again
		return nil
	}
	got := w.ended(t, begun.ImportId)
	if got.ImportStatus != types.ImportStatusFailed || *got.ImportStatistics.FailedEntries != 1 || *got.ImportStatistics.FilesCompleted != 3 {
		t.Errorf("%s, %+v", got.ImportStatus, got.ImportStatistics)
	}
}

func TestWhatAnImportIsRefusedFor(t *testing.T) {
	ctx := t.Context()
	w, _, _ := importWorld(t)
	store, activity := w.makeStore(t, "copies", nil), w.activityStore(t, "activity")
	gone := w.makeStore(t, "gone", func(in *cloudtrail.CreateEventDataStoreInput) { in.TerminationProtectionEnabled = aws.Bool(false) })
	if _, err := w.DeleteEventDataStore(ctx, &cloudtrail.DeleteEventDataStoreInput{EventDataStore: &gone}); err != nil {
		t.Fatal(err)
	}
	logs := from("s3://trail-logs/AWSLogs/")
	now := w.clock()
	for why, c := range map[string]struct {
		code string
		in   cloudtrail.StartImportInput
	}{
		"nothing":                       {"InvalidParameterException", cloudtrail.StartImportInput{}},
		"no source":                     {"InvalidParameterException", cloudtrail.StartImportInput{Destinations: []string{store}}},
		"no destination":                {"InvalidParameterException", cloudtrail.StartImportInput{ImportSource: logs}},
		"an ID and more":                {"InvalidParameterException", cloudtrail.StartImportInput{ImportId: aws.String("11111111-2222-3333-4444-555555555555"), ImportSource: logs}},
		"an unknown ID":                 {"ImportNotFoundException", cloudtrail.StartImportInput{ImportId: aws.String("11111111-2222-3333-4444-555555555555")}},
		"an end before its beginning":   {"InvalidParameterException", cloudtrail.StartImportInput{Destinations: []string{store}, ImportSource: logs, StartEventTime: &now, EndEventTime: aws.Time(now.Add(-time.Hour))}},
		"no address":                    {"InvalidImportSourceException", cloudtrail.StartImportInput{Destinations: []string{store}, ImportSource: from("/etc")}},
		"a bucket that is not there":    {"InvalidImportSourceException", cloudtrail.StartImportInput{Destinations: []string{store}, ImportSource: from("s3://nobodys-logs/")}},
		"no store":                      {"EventDataStoreARNInvalidException", cloudtrail.StartImportInput{Destinations: []string{"copies"}, ImportSource: logs}},
		"an unknown store":              {"EventDataStoreNotFoundException", cloudtrail.StartImportInput{Destinations: []string{"11111111-2222-3333-4444-555555555555"}, ImportSource: logs}},
		"a store for other events":      {"InvalidEventDataStoreCategoryException", cloudtrail.StartImportInput{Destinations: []string{activity}, ImportSource: logs}},
		"a store that is to be deleted": {"InactiveEventDataStoreException", cloudtrail.StartImportInput{Destinations: []string{gone}, ImportSource: logs}},
	} {
		_, err := w.StartImport(ctx, &c.in)
		want(t, why, c.code, err)
	}
	_, err := w.GetImport(ctx, &cloudtrail.GetImportInput{ImportId: aws.String("11111111-2222-3333-4444-555555555555")})
	want(t, "an unknown import", "ImportNotFoundException", err)
	_, err = w.GetImport(ctx, &cloudtrail.GetImportInput{ImportId: aws.String("none")})
	want(t, "what is no ID", "InvalidParameterException", err)
	_, err = w.ListImportFailures(ctx, &cloudtrail.ListImportFailuresInput{ImportId: aws.String("11111111-2222-3333-4444-555555555555")})
	want(t, "failures of none", "InvalidParameterException", err)
	w.as(auth.Key{Name: "app", Role: auth.Ingest})
	_, err = w.StartImport(ctx, &cloudtrail.StartImportInput{Destinations: []string{store}, ImportSource: logs})
	want(t, "a place that the role may not read", "AccessDeniedException", err)
	w.as(auth.Key{Name: "ann", Role: auth.Analyst})
	_, err = w.StartImport(ctx, &cloudtrail.StartImportInput{Destinations: []string{store}, ImportSource: logs})
	want(t, "an analyst", "AccessDeniedException", err)
}
