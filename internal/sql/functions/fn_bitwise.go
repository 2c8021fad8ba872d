package functions

// https://trino.io/docs/current/functions/bitwise.html
var bitwises = []*Function{
	scalar("bitwise_and", "bits in both", on("(bigint, bigint) -> bigint", "($1 & $2)")),
	scalar("bitwise_or", "bits in either", on("(bigint, bigint) -> bigint", "($1 | $2)")),
	scalar("bitwise_xor", "bits in one", on("(bigint, bigint) -> bigint", "xor($1, $2)")),
	scalar("bitwise_not", "the other bits", on("(bigint) -> bigint", "(~$1)")),
	scalar("bitwise_left_shift", "bits moved up", shifts("left")...),
	scalar("bitwise_right_shift", "bits moved down, with zeros from above", shifts("right")...),
	scalar("bitwise_right_shift_arithmetic", "bits moved down, with the sign from above", shifts("arithmetic")...),
	scalar("bit_count", "the number of ones in so many bits", on("(bigint, bigint) -> bigint", "tarn_bit_count($1, $2)")),
}

func shifts(how string) []*Overload {
	var list []*Overload
	for _, t := range []string{"tinyint", "smallint", "integer", "bigint"} {
		list = append(list, on("("+t+", integer) -> "+t, "CAST(tarn_shift($1, $2, '"+t+"', '"+how+"') AS $type)"))
	}
	return list
}
