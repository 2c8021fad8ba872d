package functions

var collectionNatives = append([]Native{
	{Name: "tarn_combinations", Args: []string{"BIGINT", "BIGINT"}, Result: "VARCHAR[]", Doc: "the ways to choose k of n", Fn: indexCombinations},
	{Name: "tarn_percentiles", Args: []string{"DOUBLE[]", "DOUBLE[]", "DOUBLE[]"}, Result: "DOUBLE[]", Doc: "approx_percentile with weights", Fn: weightedPercentiles},
	{Name: "tarn_listagg", Args: []string{"VARCHAR[]", "VARCHAR", "VARCHAR", "BOOLEAN"}, Result: "VARCHAR", Doc: "listagg with ON OVERFLOW TRUNCATE", Fn: listagg},
}, checksumNatives...)
