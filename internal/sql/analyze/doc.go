// Package analyze gives statements their meaning: names, types and functions, as Trino resolves them.
package analyze
