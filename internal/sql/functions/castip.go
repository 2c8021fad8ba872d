package functions

import (
	"net/netip"
	"strconv"
	"strings"
)

// An IP address is kept as the 16 bytes that Trino keeps, an IPv4 address as ::ffff:1.2.3.4: their order is Trino's.
var castIPs = append(casts(
	caster{Native{Name: "tarn_ip", Args: []string{"VARCHAR"}, Result: "BLOB", Doc: "varchar to ipaddress"},
		func(a []any) (any, bool) { return asAny(ParseIP(a[0].(string))) },
		func(a []any) error { return badCast("Cannot cast value to IPADDRESS: %s", a[0]) }},
	caster{Native{Name: "tarn_ip_bytes", Args: []string{"BLOB"}, Result: "BLOB", Doc: "varbinary to ipaddress"},
		func(a []any) (any, bool) { return asAny(ipFromBytes(a[0].([]byte))) },
		func(a []any) error { return badCast("Invalid IP address binary length: %d", len(a[0].([]byte))) }},
), Native{Name: "tarn_ip_text", Args: []string{"BLOB"}, Result: "VARCHAR", Doc: "ipaddress to varchar",
	Fn: func(a []any) (any, error) { return IPText(a[0].([]byte)), nil }},
	Native{Name: "tarn_ip_contains", Args: []string{"VARCHAR", "BLOB"}, Result: "BOOLEAN", Doc: "contains(cidr, ipaddress)", Fn: ipContains})

// ParseIP reads an address; a scope (%eth0) is left out.
func ParseIP(s string) ([]byte, bool) {
	if len(s) < 2 || s[0] > 'f' && s[0] < 0x80 {
		return nil, false
	}
	addr, err := netip.ParseAddr(s)
	if err != nil {
		return nil, false
	}
	b := addr.WithZone("").As16()
	return b[:], true
}

func ipFromBytes(b []byte) ([]byte, bool) {
	switch len(b) {
	case 4:
		v := netip.AddrFrom4([4]byte(b)).As16()
		return v[:], true
	case 16:
		return b, true
	}
	return nil, false
}

// IPText writes an address: IPv4 with dots, IPv6 with the longest run of zeros left out, as RFC 5952 has it.
func IPText(b []byte) string {
	if len(b) != 16 {
		return ""
	}
	addr := netip.AddrFrom16([16]byte(b))
	if addr.Is4In6() {
		return addr.Unmap().String()
	}
	return addr.String()
}

func ipContains(a []any) (any, error) {
	network, ip := a[0].(string), a[1].([]byte)
	host, length, ok := strings.Cut(network, "/")
	if !ok {
		return nil, badArgument("Invalid CIDR")
	}
	addr, err := netip.ParseAddr(host)
	if err != nil {
		return nil, badArgument("Invalid network IP address")
	}
	n, err := strconv.Atoi(length)
	if err != nil {
		return nil, fault("GENERIC_INTERNAL_ERROR", `For input string: "%s"`, length)
	}
	switch {
	case n < 0:
		return nil, badArgument("Invalid prefix length")
	case n > addr.BitLen():
		return nil, badArgument("Invalid CIDR")
	}
	// All is compared as IPv6; an IPv4 network has to be one, with no bits after its prefix.
	wide := addr.WithZone("").As16()
	if addr.Is4() {
		if netip.PrefixFrom(addr, n).Masked().Addr() != addr {
			return nil, badArgument("Invalid CIDR")
		}
		n += 96
	}
	for i := 0; n > 0; i, n = i+1, n-8 {
		mask := byte(0xff)
		if n < 8 {
			mask <<= 8 - n
		}
		if (wide[i]^ip[i])&mask != 0 {
			return false, nil
		}
	}
	return true, nil
}
