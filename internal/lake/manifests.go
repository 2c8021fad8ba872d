package lake

import (
	"context"
	"fmt"

	"github.com/apache/iceberg-go"
	"github.com/apache/iceberg-go/table"
)

const (
	// manifestDays is the number of days that a manifest tells of once manifests were put together: a process that asks for a
	// day reads what is said of a quarter, one that asks for all reads four files a year.
	manifestDays = 92
	// looseManifests is the number of others from which they are put together.
	looseManifests = 6
)

// mergeManifests puts manifests together where many tell of the same days, as commits leave them: a process reads them before
// its first answer, each at about a millisecond. No data file is touched.
func (t *Table) mergeManifests(ctx context.Context) error {
	if err := t.Refresh(ctx); err != nil {
		return err
	}
	if loose, err := t.loose(); err != nil || len(loose) < looseManifests {
		return err
	}
	unlock, err := t.lake.lockCommits(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	if err := t.Refresh(ctx); err != nil {
		return err
	}
	loose, err := t.loose()
	if err != nil || len(loose) < looseManifests {
		return err
	}
	tx := t.ice.NewTransaction()
	done, err := tx.RewriteManifests(ctx,
		table.WithRewriteManifestPredicate(func(m iceberg.ManifestFile) bool { return loose[m.FilePath()] }),
		table.WithRewriteManifestClusterBy(func(f iceberg.DataFile) any {
			day, _ := partitionDay(f)
			return quarter(day)
		}))
	if err != nil {
		return fmt.Errorf("putting the manifests of table %s together: %w", t.name, err)
	}
	if done.IsNoOp() {
		return nil
	}
	ice, err := tx.Commit(ctx)
	if err != nil {
		return fmt.Errorf("putting the manifests of table %s together: %w", t.name, err)
	}
	t.ice = ice
	return nil
}

// loose finds the manifests that are not the only ones of their days.
func (t *Table) loose() (map[string]bool, error) {
	snapshot := t.ice.CurrentSnapshot()
	if snapshot == nil {
		return nil, nil
	}
	fs, err := t.ice.FS(context.Background())
	if err != nil {
		return nil, err
	}
	manifests, err := snapshot.Manifests(fs)
	if err != nil {
		return nil, fmt.Errorf("reading manifests: %w", err)
	}
	of := map[int32][]string{} // by quarter
	loose := map[string]bool{}
	for _, m := range manifests {
		if m.ManifestContent() != iceberg.ManifestContentData {
			continue
		}
		s := t.manifestSpan(m)
		if s == always {
			continue // not of Tarn's making
		}
		first, last := quarter(Day(s.min)), quarter(Day(s.max))
		if first != last || m.DeletedDataFiles() > 0 {
			loose[m.FilePath()] = true
		}
		for q := first; q <= last; q++ {
			of[q] = append(of[q], m.FilePath())
		}
	}
	for _, paths := range of {
		for _, path := range paths {
			if len(paths) > 1 {
				loose[path] = true
			}
		}
	}
	return loose, nil
}

// quarter numbers stretches of manifestDays.
func quarter(day int32) int32 {
	if day < 0 {
		return (day+1)/manifestDays - 1
	}
	return day / manifestDays
}
