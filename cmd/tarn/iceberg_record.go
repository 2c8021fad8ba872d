package main

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"time"

	"tarn/internal/audit"
	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/icebergrest"
)

// recordReads has what engines read through the Iceberg REST catalog be in the record of calls. Reads are served, too, where they
// cannot be recorded.
func recordReads(journal *audit.Journal, at awsapi.Home, log *slog.Logger) icebergrest.Record {
	home := audit.Home{Account: at.Account, Region: at.Region}
	return func(r *http.Request, k auth.Key, name string, parameters json.RawMessage, code, message string) {
		e := home.Event(icebergrest.EventSource, name, true, time.Now())
		home.By(&e, r, k)
		e.RequestParameters, e.ErrorCode, e.ErrorMessage = parameters, code, message
		if err := journal.Append(r.Context(), e, false); err != nil {
			log.Error("a read could not be recorded", "operation", name, "err", err)
		}
	}
}
