// Package syntax reads SQL text: Trino's grammar of queries, with the habits of Athena and CloudTrail Lake.
package syntax
