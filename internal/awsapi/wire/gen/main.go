// Command gen writes the wire structs of the AWS APIs, and the checks of their members, from botocore's service models.
//
//	go run ./internal/awsapi/wire/gen BOTOCORE/data
//
// scripts/wire.sh fetches botocore and runs it. Only what the listed operations reach is written, and none of the models' prose.
package main

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// service is an AWS service whose structs are written to a package of its own.
type service struct {
	pkg   string // package and folder under internal/awsapi/wire
	model string // folder of the model
	ops   []string
	// nullable are maps whose values may be null.
	nullable map[string]bool
}

var services = []service{
	{pkg: "cloudtrail", model: "cloudtrail/2013-11-01", nullable: map[string]bool{"QueryResultColumn": true}, ops: []string{
		"CreateEventDataStore", "GetEventDataStore", "UpdateEventDataStore", "DeleteEventDataStore", "ListEventDataStores", "RestoreEventDataStore",
		"StartEventDataStoreIngestion", "StopEventDataStoreIngestion", "EnableFederation", "DisableFederation",
		"StartQuery", "DescribeQuery", "GetQueryResults", "ListQueries", "CancelQuery", "SearchSampleQueries", "GenerateQuery",
		"StartImport", "GetImport", "StopImport", "ListImports", "ListImportFailures",
		"CreateChannel", "GetChannel", "UpdateChannel", "DeleteChannel", "ListChannels",
		"CreateDashboard", "GetDashboard", "UpdateDashboard", "DeleteDashboard", "ListDashboards", "StartDashboardRefresh",
		"PutResourcePolicy", "GetResourcePolicy", "DeleteResourcePolicy", "AddTags", "RemoveTags", "ListTags",
		"PutInsightSelectors", "GetInsightSelectors", "PutEventConfiguration", "GetEventConfiguration",
		"LookupEvents", "DescribeTrails", "ListTrails", "GetTrail", "GetTrailStatus", "GetEventSelectors", "ListPublicKeys",
	}},
	{pkg: "auditevents", model: "cloudtrail-data/2021-08-11", ops: []string{"PutAuditEvents"}},
	{pkg: "athena", model: "athena/2017-05-18", ops: []string{
		"StartQueryExecution", "GetQueryExecution", "BatchGetQueryExecution", "ListQueryExecutions", "StopQueryExecution", "GetQueryResults",
		"GetQueryRuntimeStatistics", "CreateWorkGroup", "GetWorkGroup", "UpdateWorkGroup", "DeleteWorkGroup", "ListWorkGroups",
		"CreateNamedQuery", "GetNamedQuery", "BatchGetNamedQuery", "UpdateNamedQuery", "DeleteNamedQuery", "ListNamedQueries",
		"CreatePreparedStatement", "GetPreparedStatement", "BatchGetPreparedStatement", "UpdatePreparedStatement", "DeletePreparedStatement",
		"ListPreparedStatements", "CreateDataCatalog", "GetDataCatalog", "UpdateDataCatalog", "DeleteDataCatalog", "ListDataCatalogs",
		"GetDatabase", "ListDatabases", "GetTableMetadata", "ListTableMetadata", "TagResource", "UntagResource", "ListTagsForResource",
		"ListEngineVersions",
	}},
	{pkg: "glue", model: "glue/2017-03-31", ops: []string{
		"GetDatabase", "GetDatabases", "CreateDatabase", "UpdateDatabase", "DeleteDatabase", "GetTable", "GetTables", "CreateTable", "UpdateTable", "DeleteTable",
		"BatchDeleteTable", "GetPartition", "GetPartitions", "CreatePartition", "BatchCreatePartition", "BatchGetPartition", "UpdatePartition",
		"DeletePartition", "BatchDeletePartition", "GetTableVersion", "GetTableVersions", "DeleteTableVersion", "BatchDeleteTableVersion",
	}},
}

// shape is a shape of a model; the fields follow botocore's own reader of it (botocore/model.py).
type shape struct {
	Type     string            `json:"type"`
	Members  map[string]member `json:"members"`
	Required []string          `json:"required"`
	Enum     []string          `json:"enum"`
	Min      *float64          `json:"min"`
	Max      *float64          `json:"max"`
	Pattern  string            `json:"pattern"`
	Member   *member           `json:"member"`
	Key      *member           `json:"key"`
	Value    *member           `json:"value"`
}

type member struct {
	Shape    string `json:"shape"`
	Location string `json:"location"`
	Name     string `json:"locationName"`
}

type operation struct {
	Input  *member  `json:"input"`
	Output *member  `json:"output"`
	Errors []member `json:"errors"`
}

type model struct {
	Metadata struct {
		TargetPrefix string `json:"targetPrefix"`
	} `json:"metadata"`
	Operations map[string]operation `json:"operations"`
	Shapes     map[string]shape     `json:"shapes"`
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: gen BOTOCORE/data")
		os.Exit(2)
	}
	for _, s := range services {
		if err := s.generate(os.Args[1]); err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", s.pkg, err)
			os.Exit(1)
		}
	}
}

func (s service) generate(data string) error {
	m, err := read(filepath.Join(data, s.model, "service-2.json"))
	if err != nil {
		return err
	}
	w := writer{service: s, model: m}
	text, err := w.file()
	if err != nil {
		return err
	}
	dir := filepath.Join("internal/awsapi/wire", s.pkg)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "wire.go"), text, 0o644)
}

// read reads a model, which newer versions of botocore compress.
func read(path string) (m model, err error) {
	f, err := os.Open(path)
	var r io.Reader = f
	if err != nil {
		if f, err = os.Open(path + ".gz"); err != nil {
			return m, err
		}
		if r, err = gzip.NewReader(f); err != nil {
			return m, err
		}
	}
	defer f.Close()
	return m, json.NewDecoder(r).Decode(&m)
}
