package catalog_test

import (
	"testing"
	"time"

	"tarn/internal/catalog"
)

func TestTheStoreOfAKindIsTheOneOfItsNameOrTheOldest(t *testing.T) {
	at := func(name, kind string, day int) catalog.EventDataStore {
		return catalog.NewStore(name, time.Date(2026, 11, day, 0, 0, 0, 0, time.UTC)).OfKind(kind)
	}
	gone, own := at("gone", "alb", 1), at("record", "waf", 1)
	gone.Status, own.BuiltIn = catalog.PendingDeletion, true
	stores := []catalog.EventDataStore{at("second", "alb", 3), gone, at("first", "alb", 2), at("trails", "cloudtrail", 1), at("cloudtrail", "cloudtrail", 9), own}
	for _, tt := range []struct{ kind, wanted, want string }{
		{"alb", "", "first"},
		{"alb", "second", "second"},
		{"alb", stores[0].ID, "second"},
		{"alb", "gone", ""},
		{"alb", "trails", ""},
		{"cloudtrail", "", "cloudtrail"},
		{"cloudtrail", "trails", "trails"},
		{"waf", "", ""},
		{"waf", "record", "record"},
		{"vpcflow", "", ""},
	} {
		if s, ok := catalog.StoreOfKind(stores, tt.kind, tt.wanted); s.Name != tt.want || ok != (tt.want != "") {
			t.Errorf("%s, %q: %q, %v; want %q", tt.kind, tt.wanted, s.Name, ok, tt.want)
		}
	}
}
