package cloudtrail

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudtrail"
	"github.com/aws/aws-sdk-go-v2/service/cloudtrail/types"

	"tarn/internal/auth"
	"tarn/internal/catalog"
)

func (w *world) makeStore(t *testing.T, name string, set func(*cloudtrail.CreateEventDataStoreInput)) string {
	t.Helper()
	in := &cloudtrail.CreateEventDataStoreInput{Name: &name}
	if set != nil {
		set(in)
	}
	out, err := w.CreateEventDataStore(t.Context(), in)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	w.pass(time.Second)
	return *out.EventDataStoreArn
}

func category(name string) []types.AdvancedEventSelector {
	return []types.AdvancedEventSelector{{FieldSelectors: []types.AdvancedFieldSelector{{Field: aws.String("eventCategory"), Equals: []string{name}}}}}
}

func TestAStoresLife(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t, nil)
	made, err := w.CreateEventDataStore(ctx, &cloudtrail.CreateEventDataStoreInput{
		Name: aws.String("audit"), TagsList: []types.Tag{{Key: aws.String("team"), Value: aws.String("security")}},
	})
	if err != nil {
		t.Fatal(err)
	}
	arn := *made.EventDataStoreArn
	if !strings.HasPrefix(arn, "arn:aws:cloudtrail:us-east-1:123456789012:eventdatastore/") || *made.RetentionPeriod != 366 || !*made.TerminationProtectionEnabled ||
		!*made.MultiRegionEnabled || *made.OrganizationEnabled || made.BillingMode != types.BillingModeExtendableRetentionPricing ||
		len(made.AdvancedEventSelectors) != 1 || made.AdvancedEventSelectors[0].FieldSelectors[0].Equals[0] != "Management" || len(made.TagsList) != 1 {
		t.Errorf("made with other defaults than AWS's: %+v", made)
	}
	id := arn[strings.LastIndexByte(arn, '/')+1:]
	for _, name := range []string{arn, id, "eventdatastore/" + id, strings.Replace(arn, "us-east-1", "eu-west-1", 1)} {
		got, err := w.GetEventDataStore(ctx, &cloudtrail.GetEventDataStoreInput{EventDataStore: &name})
		if err != nil || *got.Name != "audit" || got.Status != types.EventDataStoreStatusEnabled || !got.CreatedTimestamp.Equal(w.clock()) || got.FederationStatus != types.FederationStatusDisabled {
			t.Errorf("%s: %+v %v", name, got, err)
		}
	}
	_, err = w.DeleteEventDataStore(ctx, &cloudtrail.DeleteEventDataStoreInput{EventDataStore: &arn})
	want(t, "a protected store", "EventDataStoreTerminationProtectedException", err)

	w.pass(time.Hour)
	changed, err := w.UpdateEventDataStore(ctx, &cloudtrail.UpdateEventDataStoreInput{
		EventDataStore: &id, Name: aws.String("audit-2"), TerminationProtectionEnabled: aws.Bool(false), RetentionPeriod: aws.Int32(90), AdvancedEventSelectors: category("NetworkActivity"),
	})
	want(t, "network activity without an event source", "InvalidEventSelectorsException", err)
	changed, err = w.UpdateEventDataStore(ctx, &cloudtrail.UpdateEventDataStoreInput{
		EventDataStore: &id, Name: aws.String("audit-2"), TerminationProtectionEnabled: aws.Bool(false), RetentionPeriod: aws.Int32(90),
	})
	if err != nil || *changed.Name != "audit-2" || *changed.RetentionPeriod != 90 || !changed.UpdatedTimestamp.After(*changed.CreatedTimestamp) {
		t.Errorf("%+v %v", changed, err)
	}
	_, err = w.StopEventDataStoreIngestion(ctx, &cloudtrail.StopEventDataStoreIngestionInput{EventDataStore: &arn})
	want(t, "stop", "", err)
	_, err = w.StopEventDataStoreIngestion(ctx, &cloudtrail.StopEventDataStoreIngestionInput{EventDataStore: &arn})
	want(t, "stop twice", "InvalidEventDataStoreStatusException", err)
	w.pass(time.Hour)
	if got, _ := w.GetEventDataStore(ctx, &cloudtrail.GetEventDataStoreInput{EventDataStore: &arn}); got.Status != types.EventDataStoreStatusStoppedIngestion {
		t.Errorf("stopped, it is %s", got.Status)
	}
	_, err = w.DeleteEventDataStore(ctx, &cloudtrail.DeleteEventDataStoreInput{EventDataStore: &arn})
	want(t, "delete", "", err)
	_, err = w.DeleteEventDataStore(ctx, &cloudtrail.DeleteEventDataStoreInput{EventDataStore: &arn})
	want(t, "delete twice", "InactiveEventDataStoreException", err)
	_, err = w.UpdateEventDataStore(ctx, &cloudtrail.UpdateEventDataStoreInput{EventDataStore: &arn, RetentionPeriod: aws.Int32(9)})
	want(t, "update of a deleted store", "InactiveEventDataStoreException", err)
	if got, _ := w.GetEventDataStore(ctx, &cloudtrail.GetEventDataStoreInput{EventDataStore: &arn}); got.Status != types.EventDataStoreStatusPendingDeletion {
		t.Errorf("deleted, it is %s", got.Status)
	}
	back, err := w.RestoreEventDataStore(ctx, &cloudtrail.RestoreEventDataStoreInput{EventDataStore: &arn})
	if err != nil || back.Status != types.EventDataStoreStatusStoppedIngestion {
		t.Errorf("restored: %+v %v", back, err)
	}
	_, err = w.RestoreEventDataStore(ctx, &cloudtrail.RestoreEventDataStoreInput{EventDataStore: &arn})
	want(t, "restore twice", "InvalidEventDataStoreStatusException", err)
	_, err = w.StartEventDataStoreIngestion(ctx, &cloudtrail.StartEventDataStoreIngestionInput{EventDataStore: &arn})
	want(t, "start", "", err)
	_, err = w.StartEventDataStoreIngestion(ctx, &cloudtrail.StartEventDataStoreIngestionInput{EventDataStore: &arn})
	want(t, "start twice", "InvalidEventDataStoreStatusException", err)

	stores, err := w.db.Stores(ctx)
	if err != nil || len(stores) != 1 {
		t.Fatal(stores, err)
	}
	begun := made.CreatedTimestamp.UTC()
	for at, in := range map[time.Duration]bool{-time.Minute: false, time.Minute: true, 61 * time.Minute: false, 119 * time.Minute: false, 121 * time.Minute: true} {
		if got := stores[0].Arrives(begun.Add(at)); got != in {
			t.Errorf("what arrived %v after the store was made goes in: %v", at, got)
		}
	}
}

func TestWhatAStoreIsRefusedFor(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t, func(_ *world, o *Options) { o.MaxStores = 4 })
	activity := w.makeStore(t, "activity", func(in *cloudtrail.CreateEventDataStoreInput) {
		in.AdvancedEventSelectors = category("ActivityAuditLog")
	})
	store := w.makeStore(t, "taken", nil)
	fixed := w.makeStore(t, "fixed", func(in *cloudtrail.CreateEventDataStoreInput) {
		in.BillingMode = types.BillingModeFixedRetentionPricing
	})
	field := func(name string, values ...string) []types.AdvancedEventSelector {
		s := category("Management")
		s[0].FieldSelectors = append(s[0].FieldSelectors, types.AdvancedFieldSelector{Field: &name, StartsWith: values})
		return s
	}
	for _, c := range []struct {
		why, code string
		in        cloudtrail.CreateEventDataStoreInput
	}{
		{"a name that is taken", "EventDataStoreAlreadyExistsException", cloudtrail.CreateEventDataStoreInput{Name: aws.String("TAKEN")}},
		{"a short name", "InvalidParameterException", cloudtrail.CreateEventDataStoreInput{Name: aws.String("ab")}},
		{"a name with a space", "InvalidParameterException", cloudtrail.CreateEventDataStoreInput{Name: aws.String("a b c")}},
		{"a short retention", "InvalidParameterException", cloudtrail.CreateEventDataStoreInput{RetentionPeriod: aws.Int32(6)}},
		{"a long retention", "InvalidParameterException", cloudtrail.CreateEventDataStoreInput{RetentionPeriod: aws.Int32(3654)}},
		{"a long retention at the fixed price", "InvalidParameterException", cloudtrail.CreateEventDataStoreInput{RetentionPeriod: aws.Int32(2558), BillingMode: types.BillingModeFixedRetentionPricing}},
		{"no such billing mode", "InvalidParameterException", cloudtrail.CreateEventDataStoreInput{BillingMode: "FREE"}},
		{"a KMS key", "UnsupportedOperationException", cloudtrail.CreateEventDataStoreInput{KmsKeyId: aws.String("alias/logs")}},
		{"no organization", "OrganizationsNotInUseException", cloudtrail.CreateEventDataStoreInput{OrganizationEnabled: aws.Bool(true)}},
		{"an unknown field", "InvalidEventSelectorsException", cloudtrail.CreateEventDataStoreInput{AdvancedEventSelectors: field("userAgent", "x")}},
		{"an operator that readOnly has not", "InvalidEventSelectorsException", cloudtrail.CreateEventDataStoreInput{AdvancedEventSelectors: field("readOnly", "true")}},
		{"two categories that do not mix", "InvalidEventSelectorsException", cloudtrail.CreateEventDataStoreInput{AdvancedEventSelectors: append(category("Management"), category("Insight")...)}},
		{"configuration items", "UnsupportedOperationException", cloudtrail.CreateEventDataStoreInput{AdvancedEventSelectors: category("ConfigurationItem")}},
		{"a tag twice", "InvalidTagParameterException", cloudtrail.CreateEventDataStoreInput{TagsList: []types.Tag{{Key: aws.String("a")}, {Key: aws.String("a")}}}},
	} {
		if c.in.Name == nil {
			c.in.Name = aws.String("another")
		}
		_, err := w.CreateEventDataStore(ctx, &c.in)
		want(t, c.why, c.code, err)
	}
	id := func(s string) *string { return aws.String(s) }
	for _, c := range []struct{ why, code, name string }{
		{"a name instead of an ID", "EventDataStoreARNInvalidException", "taken"},
		{"a channel's ARN", "EventDataStoreARNInvalidException", "arn:aws:cloudtrail:us-east-1:123456789012:channel/" + store[len(store)-36:]},
		{"another account's ARN", "EventDataStoreARNInvalidException", strings.Replace(store, "123456789012", "210987654321", 1)},
		{"an ID that nothing has", "EventDataStoreNotFoundException", "11111111-2222-3333-4444-555555555555"},
	} {
		_, err := w.GetEventDataStore(ctx, &cloudtrail.GetEventDataStoreInput{EventDataStore: id(c.name)})
		want(t, c.why, c.code, err)
	}
	for why, c := range map[string]struct {
		code string
		in   cloudtrail.UpdateEventDataStoreInput
	}{
		"nothing to update":        {"InvalidParameterException", cloudtrail.UpdateEventDataStoreInput{}},
		"a taken name":             {"EventDataStoreAlreadyExistsException", cloudtrail.UpdateEventDataStoreInput{Name: aws.String("activity")}},
		"another kind of events":   {"InvalidEventSelectorsException", cloudtrail.UpdateEventDataStoreInput{AdvancedEventSelectors: category("ActivityAuditLog")}},
		"a cheaper billing mode":   {"InvalidParameterException", cloudtrail.UpdateEventDataStoreInput{BillingMode: types.BillingModeFixedRetentionPricing}},
		"a KMS key":                {"UnsupportedOperationException", cloudtrail.UpdateEventDataStoreInput{KmsKeyId: aws.String("alias/logs")}},
		"a retention that is long": {"InvalidParameterException", cloudtrail.UpdateEventDataStoreInput{RetentionPeriod: aws.Int32(3654)}},
	} {
		c.in.EventDataStore = &store
		_, err := w.UpdateEventDataStore(ctx, &c.in)
		want(t, why, c.code, err)
	}
	_, err := w.UpdateEventDataStore(ctx, &cloudtrail.UpdateEventDataStoreInput{EventDataStore: &fixed, BillingMode: types.BillingModeExtendableRetentionPricing, RetentionPeriod: aws.Int32(3653)})
	want(t, "from the fixed price to the other", "", err)
	_, err = w.StopEventDataStoreIngestion(ctx, &cloudtrail.StopEventDataStoreIngestionInput{EventDataStore: &activity})
	want(t, "events that do not come by themselves", "InvalidEventDataStoreCategoryException", err)
	w.makeStore(t, "fourth", nil)
	_, err = w.CreateEventDataStore(ctx, &cloudtrail.CreateEventDataStoreInput{Name: aws.String("fifth")})
	want(t, "one too many", "EventDataStoreMaxLimitExceededException", err)
}

func TestStoresAreListedInPages(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t, nil)
	own := catalog.NewStore("tarn-audit", w.clock())
	own.BuiltIn = true
	if err := w.db.AddStore(ctx, own); err != nil {
		t.Fatal(err)
	}
	w.pass(time.Second)
	var arns []string
	for i := range 5 {
		arns = append(arns, w.makeStore(t, fmt.Sprintf("store-%d", i), nil))
	}
	var names []string
	var token *string
	for {
		out, err := w.ListEventDataStores(ctx, &cloudtrail.ListEventDataStoresInput{MaxResults: aws.Int32(2), NextToken: token})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range out.EventDataStores {
			if e.Status != "" || e.RetentionPeriod != nil {
				t.Errorf("more than ARN and name: %+v", e)
			}
			names = append(names, *e.Name)
		}
		if token = out.NextToken; token == nil {
			break
		}
	}
	if got := strings.Join(names, " "); got != "store-0 store-1 store-2 store-3 store-4 tarn-audit" {
		t.Error(got)
	}
	_, err := w.ListEventDataStores(ctx, &cloudtrail.ListEventDataStoresInput{NextToken: aws.String("bm90IG9uZQ")})
	want(t, "a made-up token", "InvalidNextTokenException", err)

	one := arns[1][len(arns[1])-36:]
	w.as(auth.Key{Name: "ann", Role: auth.Analyst, Stores: []string{one}})
	if out, err := w.ListEventDataStores(ctx, &cloudtrail.ListEventDataStoresInput{}); err != nil || len(out.EventDataStores) != 1 {
		t.Errorf("a key of one store sees %v %v", out, err)
	}
	_, err = w.GetEventDataStore(ctx, &cloudtrail.GetEventDataStoreInput{EventDataStore: &arns[0]})
	want(t, "another store than the key's", "AccessDeniedException", err)
	_, err = w.CreateEventDataStore(ctx, &cloudtrail.CreateEventDataStoreInput{Name: aws.String("mine")})
	want(t, "an analyst who makes a store", "AccessDeniedException", err)
}
