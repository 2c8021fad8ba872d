package functions

import (
	"fmt"

	"tarn/internal/schema"
)

// sequence writes a series. Months are counted from its start: the day of 31 January comes back in March.
func sequence(c *Call) (string, error) {
	values := c.texts()
	first := c.Args[0].Type
	months := len(c.Args) == 3 && c.Args[2].Type.Kind == schema.IntervalYearMonth
	switch {
	case first.Kind == schema.Bigint && len(values) == 2, first.Kind == schema.Date && len(values) == 2:
		values = append(values, fmt.Sprintf("(CASE WHEN %s <= %s THEN 1 ELSE -1 END)", values[0], values[1]))
	case months:
		values[2] = "(datepart('year', " + values[2] + ") * 12 + datepart('month', " + values[2] + "))"
	case first.Kind != schema.Bigint:
		values[2] = "epoch_us(" + values[2] + ")"
	}
	return c.Let(values, func(n []string) string {
		start, stop, step := n[0], n[1], n[2]
		var count, element, extra string
		t, _ := DuckType(*c.Result.Elem)
		switch {
		case months:
			element = fmt.Sprintf("CAST(%s + to_months(CAST(tarn_i * %s AS INTEGER)) AS %s)", start, step, t)
			// datesub counts whole months, with the last day of a month for the 31st of a longer one.
			span := fmt.Sprintf("datesub('month', CAST(%s AS TIMESTAMP), CAST(%s AS TIMESTAMP))", start, stop)
			count = fmt.Sprintf("(%s // %s + 2)", span, step)
			within := fmt.Sprintf("CASE WHEN %s > 0 THEN tarn_x <= %s ELSE tarn_x >= %s END", step, stop, stop)
			return guarded(c, start, stop, step, count, fmt.Sprintf("list_filter(list_transform(range(0, CAST(%s AS BIGINT)), lambda tarn_i: %s), lambda tarn_x: %s)", count, element, within), "", 10001)
		case first.Kind == schema.Bigint:
			return guarded(c, start, stop, step, fmt.Sprintf("((CAST(%s AS HUGEINT) - %s) // %s + 1)", stop, start, step), fmt.Sprintf("generate_series(%s, %s, %s)", start, stop, step), "", 10000)
		case first.Kind == schema.Date:
			element = fmt.Sprintf("%s + CAST(tarn_i * %s AS INTEGER)", start, step)
			if len(c.Args) == 3 {
				element = fmt.Sprintf("%s + CAST(tarn_i * (%s // 86400000000) AS INTEGER)", start, step)
				extra = fmt.Sprintf(" WHEN %s %% 86400000000 <> 0 THEN %s", step, c.Fail("sequence step must be a day interval if start and end values are dates"))
				count = fmt.Sprintf("((%s - %s) // (%s // 86400000000) + 1)", stop, start, step)
			} else {
				count = fmt.Sprintf("((%s - %s) // %s + 1)", stop, start, step)
			}
		default:
			element = fmt.Sprintf("make_timestamp(epoch_us(%s) + tarn_i * %s)", start, step)
			count = fmt.Sprintf("((epoch_us(%s) - epoch_us(%s)) // %s + 1)", stop, start, step)
		}
		return guarded(c, start, stop, step, count, fmt.Sprintf("list_transform(range(0, CAST(%s AS BIGINT)), lambda tarn_i: %s)", count, element), extra, 10000)
	}), nil
}

func guarded(c *Call, start, stop, step, count, form, extra string, limit int) string {
	return fmt.Sprintf("(CASE WHEN %[1]s IS NULL OR %[2]s IS NULL OR %[3]s IS NULL THEN NULL%[4]s WHEN %[3]s = 0 THEN %[5]s WHEN CASE WHEN %[3]s > 0 THEN %[2]s < %[1]s ELSE %[2]s > %[1]s END THEN %[6]s WHEN %[7]s > %[8]d THEN %[9]s ELSE %[10]s END)",
		start, stop, step, extra, c.Fail("step must not be zero"),
		c.Fail("sequence stop value should be greater than or equal to start value if step is greater than zero otherwise stop should be less than or equal to start"),
		count, limit, c.Fail("result of sequence function must not have more than 10000 entries"), form)
}
