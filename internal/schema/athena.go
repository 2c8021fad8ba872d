package schema

import "strings"

// athenaRows are the members that AWS's statement gives the rows of a CloudTrail table, in its order.
var athenaRows = map[string][]string{
	"useridentity":                                    {"type", "principalid", "arn", "accountid", "invokedby", "accesskeyid", "username", "onbehalfof", "sessioncontext"},
	"useridentity.onbehalfof":                         {"userid", "identitystorearn"},
	"useridentity.sessioncontext":                     {"attributes", "sessionissuer", "ec2roledelivery", "webidfederationdata"},
	"useridentity.sessioncontext.attributes":          {"mfaauthenticated", "creationdate"},
	"useridentity.sessioncontext.sessionissuer":       {"type", "principalid", "arn", "accountid", "username"},
	"useridentity.sessioncontext.webidfederationdata": {"federatedprovider", "attributes"},
	"resources":  {"arn", "accountid", "type"},
	"tlsdetails": {"tlsversion", "ciphersuite", "clientprovidedhostheader"},
}

// athenaColumns are its columns, in order.
const athenaColumns = `eventversion useridentity eventtime eventsource eventname awsregion sourceipaddress useragent errorcode errormessage
	requestparameters responseelements additionaleventdata requestid eventid readonly resources eventtype apiversion
	recipientaccountid serviceeventdetails sharedeventid vpcendpointid vpcendpointaccountid eventcategory addendum
	sessioncredentialfromconsole edgedevicedetails tlsdetails`

// AthenaColumns are the columns of a CloudTrail table as AWS's own statement declares it
// (https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table.html): lower case, free-form members, times and
// readOnly as text.
func AthenaColumns(t *Table) []Column {
	byName := map[string]Stored{}
	for _, s := range t.Columns {
		byName[strings.ToLower(s.Name)] = s
	}
	var columns []Column
	for _, name := range strings.Fields(athenaColumns) {
		s, ok := byName[name]
		if !ok {
			continue
		}
		columns = append(columns, Column{Name: name, From: s.Name, Stored: s.Type(), Type: s.athena(name), Doc: s.Doc})
	}
	for _, s := range t.Columns {
		if s.Name == "_object" {
			columns = append(columns, Column{Name: "$path", From: s.Name, Stored: s.Type(), Type: Of(Varchar), Hidden: true, Doc: s.Doc})
		}
	}
	return columns
}

// athena is a stored column's type in AWS's statement; path is its lower-case name within the table.
func (s Stored) athena(path string) Type {
	switch {
	case path == "addendum":
		text := Of(Varchar)
		return RowOf(Field{"reason", text}, Field{"updatedfields", text}, Field{"originalrequestid", text}, Field{"originaleventid", text})
	case strings.HasSuffix(path, "webidfederationdata.attributes"):
		return MapOf(Of(Varchar), Of(Varchar))
	case s.Kind != Row && s.Kind != Array:
		return Of(Varchar)
	}
	row := Type{Kind: Row}
	for _, name := range athenaRows[path] {
		for _, m := range s.Members {
			if strings.ToLower(m.Name) == name {
				row.Fields = append(row.Fields, Field{Name: name, Type: m.athena(path + "." + name)})
			}
		}
	}
	if s.Kind == Array {
		return ArrayOf(row)
	}
	return row
}
