package job

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"tarn/internal/parameter"
)

// ofInterval are the parameters that every run has. ds is the logical date in the job's zone, as in Airflow.
var ofInterval = []string{"data_interval_start", "data_interval_end", "logical_date", "ds", "ds_nodash", "time_zone"}

// values are those of a run.
func (d Definition) values(i Interval, given map[string]string) parameter.Values {
	day := i.Start.In(d.zone)
	v := parameter.Values{
		"data_interval_start": parameter.Timestamp(i.Start), "data_interval_end": parameter.Timestamp(i.End), "logical_date": parameter.Date(day),
		"ds": parameter.Text(day.Format(time.DateOnly)), "ds_nodash": parameter.Text(day.Format("20060102")), "time_zone": parameter.Text(d.zone.String()),
	}
	for name, value := range d.Parameters {
		v[name] = parameter.Literal(value)
	}
	for name, value := range given {
		if old, ok := d.Parameters[name]; ok {
			v[name], _ = parameter.Like(old, value)
		}
	}
	return v
}

// Check fails where values are given for parameters that the job has not, or of another kind than they are.
func (d Definition) Check(given map[string]string) error {
	for name, value := range given {
		old, ok := d.Parameters[name]
		if !ok {
			return fmt.Errorf("there is no parameter %s: the job's parameters are %s", name, cmp.Or(strings.Join(slices.Sorted(maps.Keys(d.Parameters)), ", "), "none"))
		}
		if _, ok := parameter.Like(old, value); !ok {
			return fmt.Errorf("parameter %s: %q is of another kind than %v", name, value, old)
		}
	}
	return nil
}
