package awsapi

import (
	"encoding/json"
	"net/http"
)

// ServeREST answers a call of an operation whose service speaks REST-JSON
// (https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html): what is not in the body is bound by the operation's
// Model.Input. limit bounds the body, in bytes.
func (d *Door) ServeREST(w http.ResponseWriter, r *http.Request, s *Service, operation string, limit int64) {
	call := d.call(r, s, operation)
	var out any
	body, err := d.admit(w, r, call, limit)
	if err == nil {
		out, err = d.Serve(r.Context(), call, body)
	}
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("X-Amzn-RequestId", call.ID)
	h.Set("X-Content-Type-Options", "nosniff")
	if err != nil {
		f := d.failure(call, err)
		h.Set("X-Amzn-ErrorType", f.Code)
		status := f.Status
		if status == 0 {
			status = http.StatusBadRequest
		}
		w.WriteHeader(status)
		json.NewEncoder(w).Encode(map[string]string{"message": f.Message})
		return
	}
	if err := json.NewEncoder(w).Encode(out); err != nil {
		d.Log.Error("a reply could not be written", "request", call.ID, "err", err)
	}
}
