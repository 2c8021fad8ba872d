package source

import (
	"slices"
	"testing"
	"time"
)

// TestServices walks what other services deliver: all of it, within limits, and from where the last walk ended.
func TestServices(t *testing.T) {
	flow := "AWSLogs/aws-account-id=" + a + "/aws-service=vpcflowlogs/aws-region=us-east-1/"
	acl, digits, config := "AWSLogs/"+a+"/WAFLogs/us-east-1/shop/", "AWSLogs/"+a+"/WAFLogs/us-east-1/1st/", "AWSLogs/"+a+"/Config/us-east-1/"
	resolver := "AWSLogs/" + a + "/vpcdnsquerylogs/vpc-1/"
	itemName := func(day string) string { return a + "_Config_us-east-1_ConfigHistory_" + day + "T000000Z_x.json.gz" }
	february := []string{
		flow + "year=2024/month=02/day=09/hour=08/f1", flow + "year=2024/month=02/day=09/hour=09/f2",
		acl + "2024/02/09/08/00/w1", digits + "2024/02/09/08/00/w2",
		config + "2024/2/9/ConfigHistory/" + itemName("20240209"), resolver + "2024/02/09/d1",
		"AWSLogs/" + a + "/elasticloadbalancing/us-east-1/2024/02/09/e1", "AWSLogs/" + a + "/GuardDuty/us-east-1/2024/02/09/g1",
	}
	march := []string{
		flow + "year=2024/month=03/day=19/hour=01/f3", acl + "2024/03/19/08/00/w3", digits + "2024/03/19/08/00/w4",
		config + "2024/3/19/ConfigHistory/" + itemName("20240319"), config + "2024/3/5/ConfigHistory/" + itemName("20240305"), resolver + "2024/03/19/d2",
		"AWSLogs/" + a + "/elasticloadbalancing/us-east-1/2024/03/19/e2", "AWSLogs/" + a + "/GuardDuty/us-east-1/2024/03/19/g2",
	}
	october := config + "2024/10/1/ConfigHistory/" + itemName("20241001") // sorts before February's
	for _, name := range []string{"shop-us-east-1", "us-east-1"} {
		below := "us-east-1/AWSLogs/" + a + "/WAFLogs/us-east-1/" + name + "/2024/"
		first, second := below+"03/19/08/00/w1", below+"03/19/09/00/w2"
		for _, root := range []string{"", below} {
			_, all := walked(t, bucketOf(first), root, Plan{Now: now})
			found, _ := walked(t, bucketOf(first, second), root, Plan{Now: now.Add(time.Hour), State: all.State})
			if !slices.Contains(found, second) {
				t.Errorf("%s from %q: %v", name, root, found)
			}
			found, _ = walked(t, bucketOf(first), root, Plan{Now: now, From: time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC)})
			expect(t, found, first)
		}
	}

	m := bucketOf(append(slices.Concat(february, march), october)...)
	found, _ := walked(t, m, "", Plan{Now: now})
	slices.Sort(found)
	expect(t, found, m.keys...)

	upTo := time.Date(2024, 2, 20, 0, 0, 0, 0, time.UTC)
	found, _ = walked(t, m, "", Plan{Now: now, To: upTo})
	expect(t, sorted(found), sorted(february)...)
	found, _ = walked(t, m, "", Plan{Now: now, To: upTo, Accounts: []string{a}, Regions: []string{"us-east-1"}, Kinds: []string{"vpcflowlogs"}})
	expect(t, sorted(found), sorted(february[:2])...)

	// From the last walk on: what came yesterday, and nothing of February.
	fresh := []string{flow + "year=2024/month=03/day=19/hour=02/f4", acl + "2024/03/19/09/00/w5", digits + "2024/03/19/09/00/w6", resolver + "2024/03/19/d3"}
	_, all := walked(t, bucketOf(slices.Concat(february, march)...), "", Plan{Now: now})
	m = bucketOf(slices.Concat(february, march, fresh)...)
	found, _ = walked(t, m, "", Plan{Now: now.Add(time.Hour), State: all.State})
	for _, key := range fresh {
		if !slices.Contains(found, key) {
			t.Errorf("%s is not found again", key)
		}
	}
	for _, key := range february {
		if slices.Contains(found, key) {
			t.Errorf("%s is listed again", key)
		}
	}
}
