// Package clients has AWS's Go SDK go through what the other clients of this folder do, against a server that runs: make
// conformance-clients starts it and writes docs/clients.
package clients
