package functions

// https://trino.io/docs/current/functions/binary.html
//
// length, concat, substr, lpad, rpad and reverse of bytes are with those of texts.
var binaries = []*Function{
	scalar("to_hex", "bytes in hexadecimal", on("(varbinary) -> varchar", "hex($1)")),
	decoding("from_hex", "the bytes of a hexadecimal text"),
	scalar("to_base64", "bytes in Base64", on("(varbinary) -> varchar", "base64($1)")),
	decoding("from_base64", "the bytes of a Base64 text"),
	scalar("to_base64url", "bytes in Base64 for URLs", on("(varbinary) -> varchar", "replace(replace(base64($1), '+', '-'), '/', '_')")),
	decoding("from_base64url", "the bytes of a Base64 text for URLs"),
	scalar("to_base32", "bytes in Base32", on("(varbinary) -> varchar", "tarn_to_base32($1)")),
	decoding("from_base32", "the bytes of a Base32 text"),
	scalar("md5", "MD5 of bytes", on("(varbinary) -> varbinary", "unhex(md5($1))")),
	scalar("sha1", "SHA-1 of bytes", on("(varbinary) -> varbinary", "unhex(sha1($1))")),
	scalar("sha256", "SHA-256 of bytes", on("(varbinary) -> varbinary", "unhex(sha256($1))")),
	scalar("sha512", "SHA-512 of bytes", on("(varbinary) -> varbinary", "tarn_sha512($1)")),
	scalar("crc32", "CRC-32 of bytes", on("(varbinary) -> bigint", "tarn_crc32($1)")),
	scalar("xxhash64", "xxHash64 of bytes", on("(varbinary) -> varbinary", "tarn_xxhash64($1)")),
	scalar("murmur3", "MurmurHash3 of bytes, 128 bits", on("(varbinary) -> varbinary", "tarn_murmur3($1)")),
	scalar("spooky_hash_v2_32", "SpookyHash V2 of bytes, 32 bits", on("(varbinary) -> varbinary", "tarn_spooky32($1)")),
	scalar("spooky_hash_v2_64", "SpookyHash V2 of bytes, 64 bits", on("(varbinary) -> varbinary", "tarn_spooky64($1)")),
	scalar("hmac_md5", "HMAC with MD5 of bytes and a key", on("(varbinary, varbinary) -> varbinary", "tarn_hmac($1, $2, 'md5')")),
	scalar("hmac_sha1", "HMAC with SHA-1 of bytes and a key", on("(varbinary, varbinary) -> varbinary", "tarn_hmac($1, $2, 'sha1')")),
	scalar("hmac_sha256", "HMAC with SHA-256 of bytes and a key", on("(varbinary, varbinary) -> varbinary", "tarn_hmac($1, $2, 'sha256')")),
	scalar("hmac_sha512", "HMAC with SHA-512 of bytes and a key", on("(varbinary, varbinary) -> varbinary", "tarn_hmac($1, $2, 'sha512')")),
	scalar("to_big_endian_32", "an integer's bytes", on("(integer) -> varbinary", "tarn_big_endian_32($1)")),
	scalar("to_big_endian_64", "a bigint's bytes", on("(bigint) -> varbinary", "tarn_big_endian_64($1)")),
	scalar("from_big_endian_32", "the integer of four bytes", on("(varbinary) -> integer", "tarn_from_big_endian_32($1)")),
	scalar("from_big_endian_64", "the bigint of eight bytes", on("(varbinary) -> bigint", "tarn_from_big_endian_64($1)")),
	scalar("to_ieee754_32", "a real's bytes", on("(real) -> varbinary", "tarn_ieee754_32($1)")),
	scalar("to_ieee754_64", "a double's bytes", on("(double) -> varbinary", "tarn_ieee754_64($1)")),
	scalar("from_ieee754_32", "the real of four bytes", on("(varbinary) -> real", "CAST(tarn_from_ieee754_32($1) AS FLOAT)")),
	scalar("from_ieee754_64", "the double of eight bytes", on("(varbinary) -> double", "tarn_from_ieee754_64($1)")),
}

// decoding is a row of a function from text to bytes, which takes the text's bytes, too.
func decoding(name, doc string) *Function {
	return scalar(name, doc, on("(varchar) -> varbinary", "tarn_"+name+"(encode($1))"), on("(varbinary) -> varbinary", "tarn_"+name+"($1)"))
}
