package main

import (
	"context"
	"time"
)

// starting measures how long the program takes for a statement that reads nothing.
func (b *bench) starting(ctx context.Context) error {
	const runs = 11
	none := b.work("none")
	lake, err := b.fresh("small")
	if err != nil {
		return err
	}
	logs, _, err := b.demoLogs(ctx, 3000, 30)
	if err != nil {
		return err
	}
	if _, err := discard(ctx, b.tarn, "--data", lake, "import", logs); err != nil {
		return err
	}
	t := b.report.table("Start: tarn query 'SELECT 1', the whole process", "", "median ms", "slowest ms", "CPU ms", "RSS MB")
	worst := 0.0
	for _, c := range []struct{ name, dir string }{{"without a data directory", none}, {"with one", lake}} {
		b.say("start: %s", c.name)
		var all []usage
		for range runs {
			u, err := discard(ctx, b.tarn, "--data", c.dir, "query", "SELECT 1")
			if err != nil {
				return err
			}
			all = append(all, u)
		}
		u := typical(all)
		var slowest time.Duration
		for _, u := range all {
			slowest = max(slowest, u.Wall)
		}
		t.row(c.name, ms(u.Wall), ms(slowest), ms(u.CPU), float64(u.RSS)/1e6)
		worst = max(worst, ms(u.Wall))
	}
	b.report.most("start, tarn query 'SELECT 1'", worst, 300, "ms")
	return nil
}

func ms(d time.Duration) float64 { return d.Seconds() * 1e3 }
