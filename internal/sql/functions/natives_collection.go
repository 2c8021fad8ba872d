package functions

var collectionNatives = append([]Native{
	{Name: "tarn_combinations", Args: []string{"BIGINT", "BIGINT"}, Result: "VARCHAR[]", Doc: "the ways to choose k of n", Fn: indexCombinations},
	{Name: "tarn_percentiles", Args: []string{"DOUBLE[]", "DOUBLE[]", "DOUBLE[]"}, Result: "DOUBLE[]", Doc: "approx_percentile with weights", Fn: weightedPercentiles},
	{Name: "tarn_numeric_histogram", Args: []string{"DOUBLE[]", "DOUBLE[]", "BIGINT"}, Result: "DOUBLE[]", Doc: "numeric_histogram, values and weights by turns", Fn: numericHistogram},
	{Name: "tarn_listagg", Args: []string{"VARCHAR[]", "VARCHAR", "VARCHAR", "BOOLEAN"}, Result: "VARCHAR", Doc: "listagg with ON OVERFLOW TRUNCATE", Fn: listagg},
}, checksumNatives...)
