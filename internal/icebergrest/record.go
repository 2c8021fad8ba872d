package icebergrest

import (
	"encoding/json"
	"net/http"

	"tarn/internal/audit"
	"tarn/internal/auth"
)

// Record keeps what was read, before the reply is sent. It has the request, who asked, the API's name of what was asked, the
// parameters, and the error with which it was refused, if it was. Requests without a key that is known are not recorded.
type Record func(r *http.Request, k auth.Key, name string, parameters json.RawMessage, code, message string)

// EventSource is what the record of calls has for this API.
const EventSource = "iceberg.tarn"

// noted is a reply that is recorded before its first byte.
type noted struct {
	http.ResponseWriter
	server  *server
	request *http.Request
	key     auth.Key
	name    string
	failed  *failure
	done    bool
}

func (n *noted) WriteHeader(status int) {
	n.note()
	n.ResponseWriter.WriteHeader(status)
}

func (n *noted) Write(b []byte) (int, error) {
	n.note()
	return n.ResponseWriter.Write(b)
}

// Unwrap is for http.ResponseController.
func (n *noted) Unwrap() http.ResponseWriter { return n.ResponseWriter }

func (n *noted) note() {
	if n.done || n.key.ID == "" || n.server.record == nil {
		return
	}
	n.done = true
	asked := map[string]string{}
	for _, name := range []string{"namespace", "table", "view"} {
		if v := n.request.PathValue(name); v != "" {
			asked[name] = v
		}
	}
	name := n.name
	if name == "" { // an operation that there is not
		name = "Unknown"
		asked["method"], asked["path"] = n.request.Method, n.request.URL.Path
	}
	code, message := "", ""
	if n.failed != nil {
		code, message = n.failed.kind, n.failed.message
	}
	var text []byte
	if len(asked) > 0 {
		text, _ = json.Marshal(asked)
	}
	n.server.record(n.request, n.key, name, audit.Part(text), code, message)
}
