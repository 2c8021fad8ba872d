package functions

import "math"

// earthRadius is in kilometres, as Trino has it.
const earthRadius = 6371.01

// greatCircle is the way between two places on a sphere by Vincenty's formula, which holds for near and for opposite ones:
// https://trino.io/docs/current/functions/geospatial.html
func greatCircle(a []any) (any, error) {
	var radians [4]float64
	for i, v := range a {
		degrees := v.(float64)
		if i%2 == 0 && !(math.Abs(degrees) <= 90) {
			return nil, badArgument("Latitude must be between -90 and 90")
		}
		if i%2 == 1 && !(math.Abs(degrees) <= 180) {
			return nil, badArgument("Longitude must be between -180 and 180")
		}
		radians[i] = degrees * (math.Pi / 180)
	}
	sin1, cos1 := math.Sincos(radians[0])
	sin2, cos2 := math.Sincos(radians[2])
	sin, cos := math.Sincos(radians[1] - radians[3])
	x, y := cos2*sin, cos1*sin2-sin1*cos2*cos
	return math.Atan2(math.Sqrt(x*x+y*y), sin1*sin2+cos1*cos2*cos) * earthRadius, nil
}
