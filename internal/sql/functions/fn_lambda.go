package functions

import "fmt"

// https://trino.io/docs/current/functions/lambda.html: the functions of arrays that take one.
var lambdas = []*Function{
	scalar("filter", "the elements that a lambda holds for", on("(array(T), function(T, boolean)) -> array(T)", "list_filter($1, $2)")),
	scalar("transform", "a lambda applied to each element", on("(array(T), function(T, U)) -> array(U)", "list_transform($1, $2)")),
	scalar("any_match", "whether a lambda holds for any element", on("(array(T), function(T, boolean)) -> boolean", "tarn_any(list_transform($1, $2))")),
	scalar("all_match", "whether a lambda holds for all elements", on("(array(T), function(T, boolean)) -> boolean", "tarn_all(list_transform($1, $2))")),
	scalar("none_match", "whether a lambda holds for no element", on("(array(T), function(T, boolean)) -> boolean", "(NOT tarn_any(list_transform($1, $2)))")),
	scalar("reduce", "the elements taken into a state, one after the other, and a result from it",
		by("(array(T), S, function(S, T, S), function(S, R)) -> R", func(c *Call) (string, error) {
			state := reduce(c, c.Args[0], c.Args[1], c.Args[2])
			x := c.Param()
			result := c.Args[3].Body(x)
			if result == x {
				return state, nil
			}
			return fmt.Sprintf("(CASE WHEN %s IS NOT NULL THEN list_transform([%s], lambda %s: %s)[1] END)", c.Args[0].Text, state, x, result), nil
		})),
	scalar("zip_with", "a lambda applied to the elements of two arrays side by side",
		by("(array(T), array(U), function(T, U, R)) -> array(R)", func(c *Call) (string, error) {
			return c.Let([]string{c.Args[0].Text, c.Args[1].Text}, func(n []string) string {
				z := c.Param()
				return fmt.Sprintf("(CASE WHEN %[1]s IS NOT NULL AND %[2]s IS NOT NULL THEN list_transform(list_zip(%[1]s, %[2]s), lambda %[3]s: %[4]s) END)", n[0], n[1], z,
					c.Args[2].Body("struct_extract_at("+z+", 1)", "struct_extract_at("+z+", 2)"))
			}), nil
		})),
}

// reduce folds a list. DuckDB's list_reduce wants the state in the type of the elements: where it is of another, both go
// in a row of the two.
func reduce(c *Call, list, initial, step Arg) string {
	elem, err := DuckType(*list.Type.Elem)
	if err != nil {
		return c.Fail(err.Error())
	}
	state, err := DuckType(initial.Type)
	if err != nil {
		return c.Fail(err.Error())
	}
	acc, x := c.Param(), c.Param()
	if elem == state {
		return fmt.Sprintf("list_reduce(%s, lambda %s, %s: CAST(%s AS %s), CAST(%s AS %s))", list.Text, acc, x, step.Body(acc, x), state, initial.Text, state)
	}
	pairs := fmt.Sprintf("list_transform(%s, lambda %s: {'s': CAST(NULL AS %s), 'x': %s})", list.Text, c.paramOf(&x), state, x)
	acc, x = c.Param(), c.Param()
	return fmt.Sprintf("list_reduce(%s, lambda %s, %s: {'s': CAST(%s AS %s), 'x': CAST(NULL AS %s)}, {'s': CAST(%s AS %s), 'x': CAST(NULL AS %s)}).s",
		pairs, acc, x, step.Body(acc+".s", x+".x"), state, elem, initial.Text, state, elem)
}

func (c *Call) paramOf(x *string) string {
	*x = c.Param()
	return *x
}
