package console

import (
	"net/http"
	"net/url"
)

// meant refuses what another web page has a browser send. Names of other servers in Host were refused before: whoever could make a
// name of their own point here would get around the origin.
func meant(r *http.Request) error {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return nil
	}
	refused := &Failure{Status: http.StatusForbidden, Code: "CrossOrigin", Message: "Requests from other web pages are not taken; a program sends the header X-Tarn: 1."}
	if r.Header.Get("X-Tarn") != "1" {
		return refused
	}
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		return refused
	}
	if origin := r.Header.Get("Origin"); origin != "" {
		if u, err := url.Parse(origin); err != nil || u.Host != r.Host {
			return refused
		}
	}
	return nil
}
