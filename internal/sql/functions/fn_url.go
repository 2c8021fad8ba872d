package functions

// https://trino.io/docs/current/functions/url.html
//
// Trino reads URLs with java.net.URI: what that refuses gives NULL.
var urls = []*Function{
	urlPart("url_extract_host", "a URL's host", "host"),
	urlPart("url_extract_path", "a URL's path", "path"),
	urlPart("url_extract_protocol", "a URL's protocol", "protocol"),
	urlPart("url_extract_query", "a URL's query", "query"),
	urlPart("url_extract_fragment", "a URL's fragment", "fragment"),
	scalar("url_extract_port", "a URL's port", on("(varchar) -> bigint", "tarn_url_port($1)")),
	scalar("url_extract_parameter", "a parameter of a URL's query", on("(varchar(x), varchar) -> varchar(x)", "tarn_url_parameter($1, $2)")),
	scalar("url_encode", "escaped for a URL", on("(varchar(x)) -> varchar(x)", "tarn_url_encode($1)").typed(encodedLength)),
	scalar("url_decode", "unescaped from a URL", on("(varchar(x)) -> varchar(x)", "(CASE WHEN contains($1, '%') OR contains($1, '+') THEN tarn_url_decode($1) ELSE $1 END)")),
}

func urlPart(name, doc, part string) *Function {
	return scalar(name, doc, on("(varchar(x)) -> varchar(x)", "tarn_url_part($1, '"+part+"')"))
}
