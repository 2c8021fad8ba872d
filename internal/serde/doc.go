// Package serde turns the bytes of a table's files into rows, as Hive's SerDes do.
//
// Every behaviour follows Trino's native readers of Hive's formats, which are what Athena's engine version 3 descends from, where
// Athena documents nothing else: https://docs.aws.amazon.com/athena/latest/ug/supported-serdes.html. docs/serdes.md lists the
// SerDes, their properties, and what is known to differ.
package serde
