package lake

import (
	"context"
	"strconv"
)

// Size is how many bytes the newest snapshot's data files have, as its summary says; 0 where it does not.
func (t *Table) Size(ctx context.Context) (int64, error) {
	if err := t.Refresh(ctx); err != nil {
		return 0, err
	}
	snapshot := t.ice.CurrentSnapshot()
	if snapshot == nil || snapshot.Summary == nil {
		return 0, nil
	}
	n, _ := strconv.ParseInt(snapshot.Summary.Properties["total-files-size"], 10, 64)
	return n, nil
}
