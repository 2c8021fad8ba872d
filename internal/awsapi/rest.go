package awsapi

import (
	"encoding/json"
	"io"
	"net/http"

	"tarn/internal/awsapi/wire"
)

// ServeREST answers a call of an operation whose service speaks REST-JSON
// (https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html): what is not in the body is bound by the operation's
// Model.Input. limit bounds the body, in bytes.
func (d *Door) ServeREST(w http.ResponseWriter, r *http.Request, s *Service, operation string, limit int64) {
	call := d.call(r)
	call.Service, call.Operation = s, operation
	out, err := d.rest(w, r, call, limit)
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

func (d *Door) rest(w http.ResponseWriter, r *http.Request, call *Call, limit int64) (any, error) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	if err != nil {
		return nil, &wire.Error{Code: "RequestEntityTooLargeException", Message: "the request is longer than it may be, or broke off", Status: http.StatusRequestEntityTooLarge}
	}
	who, err := d.Verify(r, body)
	if err == nil && who.Service != call.Service.Name {
		err = wire.Fail("InvalidSignatureException", "Credential should be scoped to correct service: '%s'. ", call.Service.Name)
	}
	if err != nil {
		return nil, err
	}
	call.Key, call.Region = who.Key, who.Region
	return d.Serve(r.Context(), call, body)
}
