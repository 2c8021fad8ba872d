// Package rowpattern finds the matches of a pattern of rows in a partition, as MATCH_RECOGNIZE has it.
//
// A pattern is compiled to a program of the kind that regular expressions are run as by Thompson's method: threads go through the rows side
// by side, the preferred ones first. Of two threads that are at the same place and remember the same, the less preferred one goes no
// further, so that a pattern like (A | A)* takes no more time than A*. It is what Trino does, too:
// https://github.com/trinodb/trino/tree/476/core/trino-main/src/main/java/io/trino/operator/window/matcher.
//
// Values are none of its business: whoever calls has computed them, row by row, and says which numbers and bits a condition is made of.
package rowpattern
