package demo

const (
	minute = 60
	hour   = 60 * minute
	day    = 24 * hour
)

// rhythm holds a weight for each hour of the week in Asia/Seoul (UTC+9, no
// summer time), Monday first.
type rhythm [7 * 24]int

var (
	officeHours  = weekly([24]int{2, 1, 1, 1, 1, 2, 4, 12, 40, 85, 100, 95, 50, 80, 98, 96, 92, 85, 62, 38, 24, 16, 9, 5}, 12)
	machineHours = weekly([24]int{42, 40, 60, 38, 36, 38, 44, 52, 66, 84, 92, 94, 96, 92, 90, 90, 88, 90, 94, 98, 100, 92, 72, 54}, 70)
	allHours     = blend(officeHours, machineHours)
)

// weekly repeats a day, scaled to weekendPercent on Saturday and Sunday.
func weekly(hours [24]int, weekendPercent int) (w rhythm) {
	for i := range w {
		w[i] = hours[i%24] * 100
		if i/24 >= 5 {
			w[i] = hours[i%24] * weekendPercent
		}
	}
	return w
}

func blend(a, b rhythm) (w rhythm) {
	for i := range w {
		w[i] = a[i] + b[i]
	}
	return w
}

// at returns the weight of the hour that begins at a Unix time. The epoch was
// a Thursday.
func (w *rhythm) at(unix int64) int { return w[(unix/hour+9+3*24)%(7*24)] }

// of returns the weight of the day that begins at a Unix time.
func (w *rhythm) of(unix int64) (sum int) {
	for h := range int64(24) {
		sum += w.at(unix + h*hour)
	}
	return sum
}

// second draws a second of the day that begins at a Unix time.
func (w *rhythm) second(r *prng, unix int64) int {
	n := r.below(w.of(unix))
	for h := range int64(24) {
		if n -= w.at(unix + h*hour); n < 0 {
			return int(h)*hour + r.below(hour)
		}
	}
	return day - 1
}

// quotas shares total events out over days by their weight; they add up to total.
func quotas(total, days int, first int64) []int {
	var all int64
	for d := range days {
		all += int64(allHours.of(first + int64(d)*day))
	}
	out := make([]int, days)
	var before, sum int64
	for d := range out {
		sum += int64(allHours.of(first + int64(d)*day))
		share := int64(total) * sum / all
		out[d] = int(share - before)
		before = share
	}
	return out
}
