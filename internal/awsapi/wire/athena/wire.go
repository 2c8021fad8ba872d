// Package athena has the structs of an AWS API as they are on the wire, and checks their members.
//
// It is written by internal/awsapi/wire/gen from botocore's service model (athena/2017-05-18).
package athena

import "tarn/internal/awsapi/wire"

// Operations are those that the structs below are for.
var Operations = map[string]wire.Operation{
	"BatchGetNamedQuery": {
		Input:  func() wire.Shape { return new(BatchGetNamedQueryInput) },
		Output: func() wire.Shape { return new(BatchGetNamedQueryOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException"},
	},
	"BatchGetPreparedStatement": {
		Input:  func() wire.Shape { return new(BatchGetPreparedStatementInput) },
		Output: func() wire.Shape { return new(BatchGetPreparedStatementOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException"},
	},
	"BatchGetQueryExecution": {
		Input:  func() wire.Shape { return new(BatchGetQueryExecutionInput) },
		Output: func() wire.Shape { return new(BatchGetQueryExecutionOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException"},
	},
	"CreateDataCatalog": {
		Input:  func() wire.Shape { return new(CreateDataCatalogInput) },
		Output: func() wire.Shape { return new(CreateDataCatalogOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException"},
	},
	"CreateNamedQuery": {
		Input:  func() wire.Shape { return new(CreateNamedQueryInput) },
		Output: func() wire.Shape { return new(CreateNamedQueryOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException"},
	},
	"CreatePreparedStatement": {
		Input:  func() wire.Shape { return new(CreatePreparedStatementInput) },
		Output: func() wire.Shape { return new(CreatePreparedStatementOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException"},
	},
	"CreateWorkGroup": {
		Input:  func() wire.Shape { return new(CreateWorkGroupInput) },
		Output: func() wire.Shape { return new(CreateWorkGroupOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException"},
	},
	"DeleteDataCatalog": {
		Input:  func() wire.Shape { return new(DeleteDataCatalogInput) },
		Output: func() wire.Shape { return new(DeleteDataCatalogOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException"},
	},
	"DeleteNamedQuery": {
		Input:  func() wire.Shape { return new(DeleteNamedQueryInput) },
		Output: func() wire.Shape { return new(DeleteNamedQueryOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException"},
	},
	"DeletePreparedStatement": {
		Input:  func() wire.Shape { return new(DeletePreparedStatementInput) },
		Output: func() wire.Shape { return new(DeletePreparedStatementOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException", "ResourceNotFoundException"},
	},
	"DeleteWorkGroup": {
		Input:  func() wire.Shape { return new(DeleteWorkGroupInput) },
		Output: func() wire.Shape { return new(DeleteWorkGroupOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException"},
	},
	"GetDataCatalog": {
		Input:  func() wire.Shape { return new(GetDataCatalogInput) },
		Output: func() wire.Shape { return new(GetDataCatalogOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException"},
	},
	"GetDatabase": {
		Input:  func() wire.Shape { return new(GetDatabaseInput) },
		Output: func() wire.Shape { return new(GetDatabaseOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException", "MetadataException"},
	},
	"GetNamedQuery": {
		Input:  func() wire.Shape { return new(GetNamedQueryInput) },
		Output: func() wire.Shape { return new(GetNamedQueryOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException"},
	},
	"GetPreparedStatement": {
		Input:  func() wire.Shape { return new(GetPreparedStatementInput) },
		Output: func() wire.Shape { return new(GetPreparedStatementOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException", "ResourceNotFoundException"},
	},
	"GetQueryExecution": {
		Input:  func() wire.Shape { return new(GetQueryExecutionInput) },
		Output: func() wire.Shape { return new(GetQueryExecutionOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException"},
	},
	"GetQueryResults": {
		Input:  func() wire.Shape { return new(GetQueryResultsInput) },
		Output: func() wire.Shape { return new(GetQueryResultsOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException", "TooManyRequestsException"},
	},
	"GetQueryRuntimeStatistics": {
		Input:  func() wire.Shape { return new(GetQueryRuntimeStatisticsInput) },
		Output: func() wire.Shape { return new(GetQueryRuntimeStatisticsOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException"},
	},
	"GetTableMetadata": {
		Input:  func() wire.Shape { return new(GetTableMetadataInput) },
		Output: func() wire.Shape { return new(GetTableMetadataOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException", "MetadataException"},
	},
	"GetWorkGroup": {
		Input:  func() wire.Shape { return new(GetWorkGroupInput) },
		Output: func() wire.Shape { return new(GetWorkGroupOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException"},
	},
	"ListDataCatalogs": {
		Input:  func() wire.Shape { return new(ListDataCatalogsInput) },
		Output: func() wire.Shape { return new(ListDataCatalogsOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException"},
	},
	"ListDatabases": {
		Input:  func() wire.Shape { return new(ListDatabasesInput) },
		Output: func() wire.Shape { return new(ListDatabasesOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException", "MetadataException"},
	},
	"ListEngineVersions": {
		Input:  func() wire.Shape { return new(ListEngineVersionsInput) },
		Output: func() wire.Shape { return new(ListEngineVersionsOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException"},
	},
	"ListNamedQueries": {
		Input:  func() wire.Shape { return new(ListNamedQueriesInput) },
		Output: func() wire.Shape { return new(ListNamedQueriesOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException"},
	},
	"ListPreparedStatements": {
		Input:  func() wire.Shape { return new(ListPreparedStatementsInput) },
		Output: func() wire.Shape { return new(ListPreparedStatementsOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException"},
	},
	"ListQueryExecutions": {
		Input:  func() wire.Shape { return new(ListQueryExecutionsInput) },
		Output: func() wire.Shape { return new(ListQueryExecutionsOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException"},
	},
	"ListTableMetadata": {
		Input:  func() wire.Shape { return new(ListTableMetadataInput) },
		Output: func() wire.Shape { return new(ListTableMetadataOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException", "MetadataException"},
	},
	"ListTagsForResource": {
		Input:  func() wire.Shape { return new(ListTagsForResourceInput) },
		Output: func() wire.Shape { return new(ListTagsForResourceOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException", "ResourceNotFoundException"},
	},
	"ListWorkGroups": {
		Input:  func() wire.Shape { return new(ListWorkGroupsInput) },
		Output: func() wire.Shape { return new(ListWorkGroupsOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException"},
	},
	"StartQueryExecution": {
		Input:  func() wire.Shape { return new(StartQueryExecutionInput) },
		Output: func() wire.Shape { return new(StartQueryExecutionOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException", "TooManyRequestsException"},
	},
	"StopQueryExecution": {
		Input:  func() wire.Shape { return new(StopQueryExecutionInput) },
		Output: func() wire.Shape { return new(StopQueryExecutionOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException"},
	},
	"TagResource": {
		Input:  func() wire.Shape { return new(TagResourceInput) },
		Output: func() wire.Shape { return new(TagResourceOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException", "ResourceNotFoundException"},
	},
	"UntagResource": {
		Input:  func() wire.Shape { return new(UntagResourceInput) },
		Output: func() wire.Shape { return new(UntagResourceOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException", "ResourceNotFoundException"},
	},
	"UpdateDataCatalog": {
		Input:  func() wire.Shape { return new(UpdateDataCatalogInput) },
		Output: func() wire.Shape { return new(UpdateDataCatalogOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException"},
	},
	"UpdateNamedQuery": {
		Input:  func() wire.Shape { return new(UpdateNamedQueryInput) },
		Output: func() wire.Shape { return new(UpdateNamedQueryOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException"},
	},
	"UpdatePreparedStatement": {
		Input:  func() wire.Shape { return new(UpdatePreparedStatementInput) },
		Output: func() wire.Shape { return new(UpdatePreparedStatementOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException", "ResourceNotFoundException"},
	},
	"UpdateWorkGroup": {
		Input:  func() wire.Shape { return new(UpdateWorkGroupInput) },
		Output: func() wire.Shape { return new(UpdateWorkGroupOutput) },
		Errors: []string{"InternalServerException", "InvalidRequestException"},
	},
}

// Others are the service's operations that have no structs here.
var Others = []string{
	"CancelCapacityReservation",
	"CreateCapacityReservation",
	"CreateNotebook",
	"CreatePresignedNotebookUrl",
	"CreateSystemTableConfiguration",
	"DeleteCapacityReservation",
	"DeleteNotebook",
	"DeleteSystemTableConfiguration",
	"ExportNotebook",
	"GetCalculationExecution",
	"GetCalculationExecutionCode",
	"GetCalculationExecutionStatus",
	"GetCapacityAssignmentConfiguration",
	"GetCapacityReservation",
	"GetNotebookMetadata",
	"GetResourceDashboard",
	"GetSession",
	"GetSessionEndpoint",
	"GetSessionStatus",
	"GetSystemTableConfiguration",
	"ImportNotebook",
	"ListApplicationDPUSizes",
	"ListCalculationExecutions",
	"ListCapacityReservations",
	"ListExecutors",
	"ListNotebookMetadata",
	"ListNotebookSessions",
	"ListSessions",
	"ListSystemTableStatuses",
	"PutCapacityAssignmentConfiguration",
	"StartCalculationExecution",
	"StartSession",
	"StopCalculationExecution",
	"TerminateSession",
	"UpdateCapacityReservation",
	"UpdateNotebook",
	"UpdateNotebookMetadata",
	"UpdateSystemTableConfiguration",
}

// AclConfiguration is the API's AclConfiguration.
type AclConfiguration struct {
	S3AclOption *string `json:"S3AclOption,omitzero"`
}

// Check notes the members that the API does not take.
func (s *AclConfiguration) Check(c *wire.Check, at string) {
	c.Required(s.S3AclOption != nil, c.At(at, "S3AclOption"))
	if s.S3AclOption != nil {
		c.Enum(*s.S3AclOption, c.At(at, "S3AclOption"), enumS3AclOption)
	}
}

// AthenaError is the API's AthenaError.
type AthenaError struct {
	ErrorCategory *int32  `json:"ErrorCategory,omitzero"`
	ErrorMessage  *string `json:"ErrorMessage,omitzero"`
	ErrorType     *int32  `json:"ErrorType,omitzero"`
	Retryable     *bool   `json:"Retryable,omitzero"`
}

// Check notes the members that the API does not take.
func (s *AthenaError) Check(c *wire.Check, at string) {
	if s.ErrorCategory != nil {
		c.AtLeast(float64(*s.ErrorCategory), c.At(at, "ErrorCategory"), 1)
		c.AtMost(float64(*s.ErrorCategory), c.At(at, "ErrorCategory"), 3)
	}
	if s.ErrorType != nil {
		c.AtLeast(float64(*s.ErrorType), c.At(at, "ErrorType"), 0)
		c.AtMost(float64(*s.ErrorType), c.At(at, "ErrorType"), 9999)
	}
}

// The values of AuthenticationType.
const (
	AuthenticationTypeDirectoryIdentity = "DIRECTORY_IDENTITY"
)

var enumAuthenticationType = []string{"DIRECTORY_IDENTITY"}

// BatchGetNamedQueryInput is the API's BatchGetNamedQueryInput.
type BatchGetNamedQueryInput struct {
	NamedQueryIds []string `json:"NamedQueryIds,omitzero"`
}

// Check notes the members that the API does not take.
func (s *BatchGetNamedQueryInput) Check(c *wire.Check, at string) {
	c.Required(s.NamedQueryIds != nil, c.At(at, "NamedQueryIds"))
	if s.NamedQueryIds != nil {
		c.Size(len(s.NamedQueryIds), c.At(at, "NamedQueryIds"), 1, 50)
	}
	for i, e := range s.NamedQueryIds {
		c.Length(e, c.Item(c.At(at, "NamedQueryIds"), i), 1, 128)
		c.Matches(e, c.Item(c.At(at, "NamedQueryIds"), i), &patterns[0])
	}
}

// BatchGetNamedQueryOutput is the API's BatchGetNamedQueryOutput.
type BatchGetNamedQueryOutput struct {
	NamedQueries             []NamedQuery              `json:"NamedQueries,omitzero"`
	UnprocessedNamedQueryIds []UnprocessedNamedQueryId `json:"UnprocessedNamedQueryIds,omitzero"`
}

// Check notes the members that the API does not take.
func (s *BatchGetNamedQueryOutput) Check(c *wire.Check, at string) {
	for i, e := range s.NamedQueries {
		e.Check(c, c.Item(c.At(at, "NamedQueries"), i))
	}
	for i, e := range s.UnprocessedNamedQueryIds {
		e.Check(c, c.Item(c.At(at, "UnprocessedNamedQueryIds"), i))
	}
}

// BatchGetPreparedStatementInput is the API's BatchGetPreparedStatementInput.
type BatchGetPreparedStatementInput struct {
	PreparedStatementNames []string `json:"PreparedStatementNames,omitzero"`
	WorkGroup              *string  `json:"WorkGroup,omitzero"`
}

// Check notes the members that the API does not take.
func (s *BatchGetPreparedStatementInput) Check(c *wire.Check, at string) {
	c.Required(s.PreparedStatementNames != nil, c.At(at, "PreparedStatementNames"))
	for i, e := range s.PreparedStatementNames {
		c.Length(e, c.Item(c.At(at, "PreparedStatementNames"), i), 1, 256)
		c.Matches(e, c.Item(c.At(at, "PreparedStatementNames"), i), &patterns[1])
	}
	c.Required(s.WorkGroup != nil, c.At(at, "WorkGroup"))
	if s.WorkGroup != nil {
		c.Matches(*s.WorkGroup, c.At(at, "WorkGroup"), &patterns[2])
	}
}

// BatchGetPreparedStatementOutput is the API's BatchGetPreparedStatementOutput.
type BatchGetPreparedStatementOutput struct {
	PreparedStatements                []PreparedStatement                `json:"PreparedStatements,omitzero"`
	UnprocessedPreparedStatementNames []UnprocessedPreparedStatementName `json:"UnprocessedPreparedStatementNames,omitzero"`
}

// Check notes the members that the API does not take.
func (s *BatchGetPreparedStatementOutput) Check(c *wire.Check, at string) {
	for i, e := range s.PreparedStatements {
		e.Check(c, c.Item(c.At(at, "PreparedStatements"), i))
	}
	for i, e := range s.UnprocessedPreparedStatementNames {
		e.Check(c, c.Item(c.At(at, "UnprocessedPreparedStatementNames"), i))
	}
}

// BatchGetQueryExecutionInput is the API's BatchGetQueryExecutionInput.
type BatchGetQueryExecutionInput struct {
	QueryExecutionIds []string `json:"QueryExecutionIds,omitzero"`
}

// Check notes the members that the API does not take.
func (s *BatchGetQueryExecutionInput) Check(c *wire.Check, at string) {
	c.Required(s.QueryExecutionIds != nil, c.At(at, "QueryExecutionIds"))
	if s.QueryExecutionIds != nil {
		c.Size(len(s.QueryExecutionIds), c.At(at, "QueryExecutionIds"), 1, 50)
	}
	for i, e := range s.QueryExecutionIds {
		c.Length(e, c.Item(c.At(at, "QueryExecutionIds"), i), 1, 128)
		c.Matches(e, c.Item(c.At(at, "QueryExecutionIds"), i), &patterns[0])
	}
}

// BatchGetQueryExecutionOutput is the API's BatchGetQueryExecutionOutput.
type BatchGetQueryExecutionOutput struct {
	QueryExecutions              []QueryExecution              `json:"QueryExecutions,omitzero"`
	UnprocessedQueryExecutionIds []UnprocessedQueryExecutionId `json:"UnprocessedQueryExecutionIds,omitzero"`
}

// Check notes the members that the API does not take.
func (s *BatchGetQueryExecutionOutput) Check(c *wire.Check, at string) {
	for i, e := range s.QueryExecutions {
		e.Check(c, c.Item(c.At(at, "QueryExecutions"), i))
	}
	for i, e := range s.UnprocessedQueryExecutionIds {
		e.Check(c, c.Item(c.At(at, "UnprocessedQueryExecutionIds"), i))
	}
}

// Classification is the API's Classification.
type Classification struct {
	Name       *string           `json:"Name,omitzero"`
	Properties map[string]string `json:"Properties,omitzero"`
}

// Check notes the members that the API does not take.
func (s *Classification) Check(c *wire.Check, at string) {
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 1, 128)
	}
	for k, e := range s.Properties {
		_, _ = k, e
		c.Length(k, c.Key(c.At(at, "Properties"), k), 1, 255)
		c.Matches(k, c.Key(c.At(at, "Properties"), k), &patterns[3])
		c.Length(e, c.Value(c.At(at, "Properties"), k), 0, 51200)
	}
}

// CloudWatchLoggingConfiguration is the API's CloudWatchLoggingConfiguration.
type CloudWatchLoggingConfiguration struct {
	Enabled             *bool               `json:"Enabled,omitzero"`
	LogGroup            *string             `json:"LogGroup,omitzero"`
	LogStreamNamePrefix *string             `json:"LogStreamNamePrefix,omitzero"`
	LogTypes            map[string][]string `json:"LogTypes,omitzero"`
}

// Check notes the members that the API does not take.
func (s *CloudWatchLoggingConfiguration) Check(c *wire.Check, at string) {
	c.Required(s.Enabled != nil, c.At(at, "Enabled"))
	if s.LogGroup != nil {
		c.Length(*s.LogGroup, c.At(at, "LogGroup"), 1, 512)
		c.Matches(*s.LogGroup, c.At(at, "LogGroup"), &patterns[4])
	}
	if s.LogStreamNamePrefix != nil {
		c.Length(*s.LogStreamNamePrefix, c.At(at, "LogStreamNamePrefix"), 1, 512)
		c.Matches(*s.LogStreamNamePrefix, c.At(at, "LogStreamNamePrefix"), &patterns[5])
	}
}

// Column is the API's Column.
type Column struct {
	Comment *string `json:"Comment,omitzero"`
	Name    *string `json:"Name,omitzero"`
	Type    *string `json:"Type,omitzero"`
}

// Check notes the members that the API does not take.
func (s *Column) Check(c *wire.Check, at string) {
	if s.Comment != nil {
		c.Length(*s.Comment, c.At(at, "Comment"), 0, 255)
		c.Matches(*s.Comment, c.At(at, "Comment"), &patterns[3])
	}
	c.Required(s.Name != nil, c.At(at, "Name"))
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 1, 128)
	}
	if s.Type != nil {
		c.Length(*s.Type, c.At(at, "Type"), 0, 4096)
		c.Matches(*s.Type, c.At(at, "Type"), &patterns[3])
	}
}

// ColumnInfo is the API's ColumnInfo.
type ColumnInfo struct {
	CaseSensitive *bool   `json:"CaseSensitive,omitzero"`
	CatalogName   *string `json:"CatalogName,omitzero"`
	Label         *string `json:"Label,omitzero"`
	Name          *string `json:"Name,omitzero"`
	Nullable      *string `json:"Nullable,omitzero"`
	Precision     *int32  `json:"Precision,omitzero"`
	Scale         *int32  `json:"Scale,omitzero"`
	SchemaName    *string `json:"SchemaName,omitzero"`
	TableName     *string `json:"TableName,omitzero"`
	Type          *string `json:"Type,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ColumnInfo) Check(c *wire.Check, at string) {
	c.Required(s.Name != nil, c.At(at, "Name"))
	if s.Nullable != nil {
		c.Enum(*s.Nullable, c.At(at, "Nullable"), enumColumnNullable)
	}
	c.Required(s.Type != nil, c.At(at, "Type"))
}

// The values of ColumnNullable.
const (
	ColumnNullableNotNull  = "NOT_NULL"
	ColumnNullableNullable = "NULLABLE"
	ColumnNullableUnknown  = "UNKNOWN"
)

var enumColumnNullable = []string{"NOT_NULL", "NULLABLE", "UNKNOWN"}

// The values of ConnectionType.
const (
	ConnectionTypeDynamodb           = "DYNAMODB"
	ConnectionTypeMysql              = "MYSQL"
	ConnectionTypePostgresql         = "POSTGRESQL"
	ConnectionTypeRedshift           = "REDSHIFT"
	ConnectionTypeOracle             = "ORACLE"
	ConnectionTypeSynapse            = "SYNAPSE"
	ConnectionTypeSqlserver          = "SQLSERVER"
	ConnectionTypeDb2                = "DB2"
	ConnectionTypeOpensearch         = "OPENSEARCH"
	ConnectionTypeBigquery           = "BIGQUERY"
	ConnectionTypeGooglecloudstorage = "GOOGLECLOUDSTORAGE"
	ConnectionTypeHbase              = "HBASE"
	ConnectionTypeDocumentdb         = "DOCUMENTDB"
	ConnectionTypeCmdb               = "CMDB"
	ConnectionTypeTpcds              = "TPCDS"
	ConnectionTypeTimestream         = "TIMESTREAM"
	ConnectionTypeSaphana            = "SAPHANA"
	ConnectionTypeSnowflake          = "SNOWFLAKE"
	ConnectionTypeDatalakegen2       = "DATALAKEGEN2"
	ConnectionTypeDb2as400           = "DB2AS400"
)

var enumConnectionType = []string{"DYNAMODB", "MYSQL", "POSTGRESQL", "REDSHIFT", "ORACLE", "SYNAPSE", "SQLSERVER", "DB2", "OPENSEARCH", "BIGQUERY", "GOOGLECLOUDSTORAGE", "HBASE", "DOCUMENTDB", "CMDB", "TPCDS", "TIMESTREAM", "SAPHANA", "SNOWFLAKE", "DATALAKEGEN2", "DB2AS400"}

// CreateDataCatalogInput is the API's CreateDataCatalogInput.
type CreateDataCatalogInput struct {
	Description *string           `json:"Description,omitzero"`
	Name        *string           `json:"Name,omitzero"`
	Parameters  map[string]string `json:"Parameters,omitzero"`
	Tags        []Tag             `json:"Tags,omitzero"`
	Type        *string           `json:"Type,omitzero"`
}

// Check notes the members that the API does not take.
func (s *CreateDataCatalogInput) Check(c *wire.Check, at string) {
	if s.Description != nil {
		c.Length(*s.Description, c.At(at, "Description"), 1, 1024)
	}
	c.Required(s.Name != nil, c.At(at, "Name"))
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 1, 256)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[3])
	}
	for k, e := range s.Parameters {
		_, _ = k, e
		c.Length(k, c.Key(c.At(at, "Parameters"), k), 1, 255)
		c.Matches(k, c.Key(c.At(at, "Parameters"), k), &patterns[3])
		c.Length(e, c.Value(c.At(at, "Parameters"), k), 0, 51200)
	}
	for i, e := range s.Tags {
		e.Check(c, c.Item(c.At(at, "Tags"), i))
	}
	c.Required(s.Type != nil, c.At(at, "Type"))
	if s.Type != nil {
		c.Enum(*s.Type, c.At(at, "Type"), enumDataCatalogType)
	}
}

// CreateDataCatalogOutput is the API's CreateDataCatalogOutput.
type CreateDataCatalogOutput struct {
	DataCatalog *DataCatalog `json:"DataCatalog,omitzero"`
}

// Check notes the members that the API does not take.
func (s *CreateDataCatalogOutput) Check(c *wire.Check, at string) {
	if s.DataCatalog != nil {
		s.DataCatalog.Check(c, c.At(at, "DataCatalog"))
	}
}

// CreateNamedQueryInput is the API's CreateNamedQueryInput.
type CreateNamedQueryInput struct {
	ClientRequestToken *string `json:"ClientRequestToken,omitzero"`
	Database           *string `json:"Database,omitzero"`
	Description        *string `json:"Description,omitzero"`
	Name               *string `json:"Name,omitzero"`
	QueryString        *string `json:"QueryString,omitzero"`
	WorkGroup          *string `json:"WorkGroup,omitzero"`
}

// Check notes the members that the API does not take.
func (s *CreateNamedQueryInput) Check(c *wire.Check, at string) {
	if s.ClientRequestToken != nil {
		c.Length(*s.ClientRequestToken, c.At(at, "ClientRequestToken"), 32, 128)
	}
	c.Required(s.Database != nil, c.At(at, "Database"))
	if s.Database != nil {
		c.Length(*s.Database, c.At(at, "Database"), 1, 255)
	}
	if s.Description != nil {
		c.Length(*s.Description, c.At(at, "Description"), 1, 1024)
	}
	c.Required(s.Name != nil, c.At(at, "Name"))
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 1, 128)
	}
	c.Required(s.QueryString != nil, c.At(at, "QueryString"))
	if s.QueryString != nil {
		c.Length(*s.QueryString, c.At(at, "QueryString"), 1, 262144)
	}
	if s.WorkGroup != nil {
		c.Matches(*s.WorkGroup, c.At(at, "WorkGroup"), &patterns[2])
	}
}

// CreateNamedQueryOutput is the API's CreateNamedQueryOutput.
type CreateNamedQueryOutput struct {
	NamedQueryId *string `json:"NamedQueryId,omitzero"`
}

// Check notes the members that the API does not take.
func (s *CreateNamedQueryOutput) Check(c *wire.Check, at string) {
	if s.NamedQueryId != nil {
		c.Length(*s.NamedQueryId, c.At(at, "NamedQueryId"), 1, 128)
		c.Matches(*s.NamedQueryId, c.At(at, "NamedQueryId"), &patterns[0])
	}
}

// CreatePreparedStatementInput is the API's CreatePreparedStatementInput.
type CreatePreparedStatementInput struct {
	Description    *string `json:"Description,omitzero"`
	QueryStatement *string `json:"QueryStatement,omitzero"`
	StatementName  *string `json:"StatementName,omitzero"`
	WorkGroup      *string `json:"WorkGroup,omitzero"`
}

// Check notes the members that the API does not take.
func (s *CreatePreparedStatementInput) Check(c *wire.Check, at string) {
	if s.Description != nil {
		c.Length(*s.Description, c.At(at, "Description"), 1, 1024)
	}
	c.Required(s.QueryStatement != nil, c.At(at, "QueryStatement"))
	if s.QueryStatement != nil {
		c.Length(*s.QueryStatement, c.At(at, "QueryStatement"), 1, 262144)
	}
	c.Required(s.StatementName != nil, c.At(at, "StatementName"))
	if s.StatementName != nil {
		c.Length(*s.StatementName, c.At(at, "StatementName"), 1, 256)
		c.Matches(*s.StatementName, c.At(at, "StatementName"), &patterns[1])
	}
	c.Required(s.WorkGroup != nil, c.At(at, "WorkGroup"))
	if s.WorkGroup != nil {
		c.Matches(*s.WorkGroup, c.At(at, "WorkGroup"), &patterns[2])
	}
}

// CreatePreparedStatementOutput is the API's CreatePreparedStatementOutput.
type CreatePreparedStatementOutput struct {
}

// Check notes the members that the API does not take.
func (s *CreatePreparedStatementOutput) Check(c *wire.Check, at string) {
}

// CreateWorkGroupInput is the API's CreateWorkGroupInput.
type CreateWorkGroupInput struct {
	Configuration *WorkGroupConfiguration `json:"Configuration,omitzero"`
	Description   *string                 `json:"Description,omitzero"`
	Name          *string                 `json:"Name,omitzero"`
	Tags          []Tag                   `json:"Tags,omitzero"`
}

// Check notes the members that the API does not take.
func (s *CreateWorkGroupInput) Check(c *wire.Check, at string) {
	if s.Configuration != nil {
		s.Configuration.Check(c, c.At(at, "Configuration"))
	}
	if s.Description != nil {
		c.Length(*s.Description, c.At(at, "Description"), 0, 1024)
	}
	c.Required(s.Name != nil, c.At(at, "Name"))
	if s.Name != nil {
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[2])
	}
	for i, e := range s.Tags {
		e.Check(c, c.Item(c.At(at, "Tags"), i))
	}
}

// CreateWorkGroupOutput is the API's CreateWorkGroupOutput.
type CreateWorkGroupOutput struct {
}

// Check notes the members that the API does not take.
func (s *CreateWorkGroupOutput) Check(c *wire.Check, at string) {
}

// CustomerContentEncryptionConfiguration is the API's CustomerContentEncryptionConfiguration.
type CustomerContentEncryptionConfiguration struct {
	KmsKey *string `json:"KmsKey,omitzero"`
}

// Check notes the members that the API does not take.
func (s *CustomerContentEncryptionConfiguration) Check(c *wire.Check, at string) {
	c.Required(s.KmsKey != nil, c.At(at, "KmsKey"))
	if s.KmsKey != nil {
		c.Length(*s.KmsKey, c.At(at, "KmsKey"), 1, 2048)
		c.Matches(*s.KmsKey, c.At(at, "KmsKey"), &patterns[6])
	}
}

// DataCatalog is the API's DataCatalog.
type DataCatalog struct {
	ConnectionType *string           `json:"ConnectionType,omitzero"`
	Description    *string           `json:"Description,omitzero"`
	Error          *string           `json:"Error,omitzero"`
	Name           *string           `json:"Name,omitzero"`
	Parameters     map[string]string `json:"Parameters,omitzero"`
	Status         *string           `json:"Status,omitzero"`
	Type           *string           `json:"Type,omitzero"`
}

// Check notes the members that the API does not take.
func (s *DataCatalog) Check(c *wire.Check, at string) {
	if s.ConnectionType != nil {
		c.Enum(*s.ConnectionType, c.At(at, "ConnectionType"), enumConnectionType)
	}
	if s.Description != nil {
		c.Length(*s.Description, c.At(at, "Description"), 1, 1024)
	}
	c.Required(s.Name != nil, c.At(at, "Name"))
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 1, 256)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[3])
	}
	for k, e := range s.Parameters {
		_, _ = k, e
		c.Length(k, c.Key(c.At(at, "Parameters"), k), 1, 255)
		c.Matches(k, c.Key(c.At(at, "Parameters"), k), &patterns[3])
		c.Length(e, c.Value(c.At(at, "Parameters"), k), 0, 51200)
	}
	if s.Status != nil {
		c.Enum(*s.Status, c.At(at, "Status"), enumDataCatalogStatus)
	}
	c.Required(s.Type != nil, c.At(at, "Type"))
	if s.Type != nil {
		c.Enum(*s.Type, c.At(at, "Type"), enumDataCatalogType)
	}
}

// The values of DataCatalogStatus.
const (
	DataCatalogStatusCreateInProgress              = "CREATE_IN_PROGRESS"
	DataCatalogStatusCreateComplete                = "CREATE_COMPLETE"
	DataCatalogStatusCreateFailed                  = "CREATE_FAILED"
	DataCatalogStatusCreateFailedCleanupInProgress = "CREATE_FAILED_CLEANUP_IN_PROGRESS"
	DataCatalogStatusCreateFailedCleanupComplete   = "CREATE_FAILED_CLEANUP_COMPLETE"
	DataCatalogStatusCreateFailedCleanupFailed     = "CREATE_FAILED_CLEANUP_FAILED"
	DataCatalogStatusDeleteInProgress              = "DELETE_IN_PROGRESS"
	DataCatalogStatusDeleteComplete                = "DELETE_COMPLETE"
	DataCatalogStatusDeleteFailed                  = "DELETE_FAILED"
)

var enumDataCatalogStatus = []string{"CREATE_IN_PROGRESS", "CREATE_COMPLETE", "CREATE_FAILED", "CREATE_FAILED_CLEANUP_IN_PROGRESS", "CREATE_FAILED_CLEANUP_COMPLETE", "CREATE_FAILED_CLEANUP_FAILED", "DELETE_IN_PROGRESS", "DELETE_COMPLETE", "DELETE_FAILED"}

// DataCatalogSummary is the API's DataCatalogSummary.
type DataCatalogSummary struct {
	CatalogName    *string `json:"CatalogName,omitzero"`
	ConnectionType *string `json:"ConnectionType,omitzero"`
	Error          *string `json:"Error,omitzero"`
	Status         *string `json:"Status,omitzero"`
	Type           *string `json:"Type,omitzero"`
}

// Check notes the members that the API does not take.
func (s *DataCatalogSummary) Check(c *wire.Check, at string) {
	if s.CatalogName != nil {
		c.Length(*s.CatalogName, c.At(at, "CatalogName"), 1, 256)
		c.Matches(*s.CatalogName, c.At(at, "CatalogName"), &patterns[3])
	}
	if s.ConnectionType != nil {
		c.Enum(*s.ConnectionType, c.At(at, "ConnectionType"), enumConnectionType)
	}
	if s.Status != nil {
		c.Enum(*s.Status, c.At(at, "Status"), enumDataCatalogStatus)
	}
	if s.Type != nil {
		c.Enum(*s.Type, c.At(at, "Type"), enumDataCatalogType)
	}
}

// The values of DataCatalogType.
const (
	DataCatalogTypeLambda    = "LAMBDA"
	DataCatalogTypeGlue      = "GLUE"
	DataCatalogTypeHive      = "HIVE"
	DataCatalogTypeFederated = "FEDERATED"
)

var enumDataCatalogType = []string{"LAMBDA", "GLUE", "HIVE", "FEDERATED"}

// Database is the API's Database.
type Database struct {
	Description *string           `json:"Description,omitzero"`
	Name        *string           `json:"Name,omitzero"`
	Parameters  map[string]string `json:"Parameters,omitzero"`
}

// Check notes the members that the API does not take.
func (s *Database) Check(c *wire.Check, at string) {
	if s.Description != nil {
		c.Length(*s.Description, c.At(at, "Description"), 1, 1024)
	}
	c.Required(s.Name != nil, c.At(at, "Name"))
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 1, 128)
	}
	for k, e := range s.Parameters {
		_, _ = k, e
		c.Length(k, c.Key(c.At(at, "Parameters"), k), 1, 255)
		c.Matches(k, c.Key(c.At(at, "Parameters"), k), &patterns[3])
		c.Length(e, c.Value(c.At(at, "Parameters"), k), 0, 51200)
	}
}

// The values of DatabaseAttributes.
const (
	DatabaseAttributesName = "NAME"
)

var enumDatabaseAttributes = []string{"NAME"}

// Datum is the API's Datum.
type Datum struct {
	VarCharValue *string `json:"VarCharValue,omitzero"`
}

// Check notes the members that the API does not take.
func (s *Datum) Check(c *wire.Check, at string) {
}

// DeleteDataCatalogInput is the API's DeleteDataCatalogInput.
type DeleteDataCatalogInput struct {
	DeleteCatalogOnly *bool   `json:"DeleteCatalogOnly,omitzero"`
	Name              *string `json:"Name,omitzero"`
}

// Check notes the members that the API does not take.
func (s *DeleteDataCatalogInput) Check(c *wire.Check, at string) {
	c.Required(s.Name != nil, c.At(at, "Name"))
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 1, 256)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[3])
	}
}

// DeleteDataCatalogOutput is the API's DeleteDataCatalogOutput.
type DeleteDataCatalogOutput struct {
	DataCatalog *DataCatalog `json:"DataCatalog,omitzero"`
}

// Check notes the members that the API does not take.
func (s *DeleteDataCatalogOutput) Check(c *wire.Check, at string) {
	if s.DataCatalog != nil {
		s.DataCatalog.Check(c, c.At(at, "DataCatalog"))
	}
}

// DeleteNamedQueryInput is the API's DeleteNamedQueryInput.
type DeleteNamedQueryInput struct {
	NamedQueryId *string `json:"NamedQueryId,omitzero"`
}

// Check notes the members that the API does not take.
func (s *DeleteNamedQueryInput) Check(c *wire.Check, at string) {
	c.Required(s.NamedQueryId != nil, c.At(at, "NamedQueryId"))
	if s.NamedQueryId != nil {
		c.Length(*s.NamedQueryId, c.At(at, "NamedQueryId"), 1, 128)
		c.Matches(*s.NamedQueryId, c.At(at, "NamedQueryId"), &patterns[0])
	}
}

// DeleteNamedQueryOutput is the API's DeleteNamedQueryOutput.
type DeleteNamedQueryOutput struct {
}

// Check notes the members that the API does not take.
func (s *DeleteNamedQueryOutput) Check(c *wire.Check, at string) {
}

// DeletePreparedStatementInput is the API's DeletePreparedStatementInput.
type DeletePreparedStatementInput struct {
	StatementName *string `json:"StatementName,omitzero"`
	WorkGroup     *string `json:"WorkGroup,omitzero"`
}

// Check notes the members that the API does not take.
func (s *DeletePreparedStatementInput) Check(c *wire.Check, at string) {
	c.Required(s.StatementName != nil, c.At(at, "StatementName"))
	if s.StatementName != nil {
		c.Length(*s.StatementName, c.At(at, "StatementName"), 1, 256)
		c.Matches(*s.StatementName, c.At(at, "StatementName"), &patterns[1])
	}
	c.Required(s.WorkGroup != nil, c.At(at, "WorkGroup"))
	if s.WorkGroup != nil {
		c.Matches(*s.WorkGroup, c.At(at, "WorkGroup"), &patterns[2])
	}
}

// DeletePreparedStatementOutput is the API's DeletePreparedStatementOutput.
type DeletePreparedStatementOutput struct {
}

// Check notes the members that the API does not take.
func (s *DeletePreparedStatementOutput) Check(c *wire.Check, at string) {
}

// DeleteWorkGroupInput is the API's DeleteWorkGroupInput.
type DeleteWorkGroupInput struct {
	RecursiveDeleteOption *bool   `json:"RecursiveDeleteOption,omitzero"`
	WorkGroup             *string `json:"WorkGroup,omitzero"`
}

// Check notes the members that the API does not take.
func (s *DeleteWorkGroupInput) Check(c *wire.Check, at string) {
	c.Required(s.WorkGroup != nil, c.At(at, "WorkGroup"))
	if s.WorkGroup != nil {
		c.Matches(*s.WorkGroup, c.At(at, "WorkGroup"), &patterns[2])
	}
}

// DeleteWorkGroupOutput is the API's DeleteWorkGroupOutput.
type DeleteWorkGroupOutput struct {
}

// Check notes the members that the API does not take.
func (s *DeleteWorkGroupOutput) Check(c *wire.Check, at string) {
}

// EncryptionConfiguration is the API's EncryptionConfiguration.
type EncryptionConfiguration struct {
	EncryptionOption *string `json:"EncryptionOption,omitzero"`
	KmsKey           *string `json:"KmsKey,omitzero"`
}

// Check notes the members that the API does not take.
func (s *EncryptionConfiguration) Check(c *wire.Check, at string) {
	c.Required(s.EncryptionOption != nil, c.At(at, "EncryptionOption"))
	if s.EncryptionOption != nil {
		c.Enum(*s.EncryptionOption, c.At(at, "EncryptionOption"), enumEncryptionOption)
	}
}

// The values of EncryptionOption.
const (
	EncryptionOptionSseS3  = "SSE_S3"
	EncryptionOptionSseKms = "SSE_KMS"
	EncryptionOptionCseKms = "CSE_KMS"
)

var enumEncryptionOption = []string{"SSE_S3", "SSE_KMS", "CSE_KMS"}

// EngineConfiguration is the API's EngineConfiguration.
type EngineConfiguration struct {
	AdditionalConfigs      map[string]string `json:"AdditionalConfigs,omitzero"`
	Classifications        []Classification  `json:"Classifications,omitzero"`
	CoordinatorDpuSize     *int32            `json:"CoordinatorDpuSize,omitzero"`
	DefaultExecutorDpuSize *int32            `json:"DefaultExecutorDpuSize,omitzero"`
	MaxConcurrentDpus      *int32            `json:"MaxConcurrentDpus,omitzero"`
	SparkProperties        map[string]string `json:"SparkProperties,omitzero"`
}

// Check notes the members that the API does not take.
func (s *EngineConfiguration) Check(c *wire.Check, at string) {
	for k, e := range s.AdditionalConfigs {
		_, _ = k, e
		c.Length(k, c.Key(c.At(at, "AdditionalConfigs"), k), 1, 255)
		c.Matches(k, c.Key(c.At(at, "AdditionalConfigs"), k), &patterns[3])
		c.Length(e, c.Value(c.At(at, "AdditionalConfigs"), k), 0, 51200)
	}
	for i, e := range s.Classifications {
		e.Check(c, c.Item(c.At(at, "Classifications"), i))
	}
	if s.CoordinatorDpuSize != nil {
		c.AtLeast(float64(*s.CoordinatorDpuSize), c.At(at, "CoordinatorDpuSize"), 1)
		c.AtMost(float64(*s.CoordinatorDpuSize), c.At(at, "CoordinatorDpuSize"), 1)
	}
	if s.DefaultExecutorDpuSize != nil {
		c.AtLeast(float64(*s.DefaultExecutorDpuSize), c.At(at, "DefaultExecutorDpuSize"), 1)
		c.AtMost(float64(*s.DefaultExecutorDpuSize), c.At(at, "DefaultExecutorDpuSize"), 1)
	}
	if s.MaxConcurrentDpus != nil {
		c.AtLeast(float64(*s.MaxConcurrentDpus), c.At(at, "MaxConcurrentDpus"), 2)
		c.AtMost(float64(*s.MaxConcurrentDpus), c.At(at, "MaxConcurrentDpus"), 5000)
	}
	for k, e := range s.SparkProperties {
		_, _ = k, e
		c.Length(k, c.Key(c.At(at, "SparkProperties"), k), 1, 255)
		c.Matches(k, c.Key(c.At(at, "SparkProperties"), k), &patterns[3])
		c.Length(e, c.Value(c.At(at, "SparkProperties"), k), 0, 51200)
	}
}

// EngineVersion is the API's EngineVersion.
type EngineVersion struct {
	EffectiveEngineVersion *string `json:"EffectiveEngineVersion,omitzero"`
	SelectedEngineVersion  *string `json:"SelectedEngineVersion,omitzero"`
}

// Check notes the members that the API does not take.
func (s *EngineVersion) Check(c *wire.Check, at string) {
	if s.EffectiveEngineVersion != nil {
		c.Length(*s.EffectiveEngineVersion, c.At(at, "EffectiveEngineVersion"), 1, 128)
	}
	if s.SelectedEngineVersion != nil {
		c.Length(*s.SelectedEngineVersion, c.At(at, "SelectedEngineVersion"), 1, 128)
	}
}

// GetDataCatalogInput is the API's GetDataCatalogInput.
type GetDataCatalogInput struct {
	Name      *string `json:"Name,omitzero"`
	WorkGroup *string `json:"WorkGroup,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetDataCatalogInput) Check(c *wire.Check, at string) {
	c.Required(s.Name != nil, c.At(at, "Name"))
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 1, 256)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[3])
	}
	if s.WorkGroup != nil {
		c.Matches(*s.WorkGroup, c.At(at, "WorkGroup"), &patterns[2])
	}
}

// GetDataCatalogOutput is the API's GetDataCatalogOutput.
type GetDataCatalogOutput struct {
	DataCatalog *DataCatalog `json:"DataCatalog,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetDataCatalogOutput) Check(c *wire.Check, at string) {
	if s.DataCatalog != nil {
		s.DataCatalog.Check(c, c.At(at, "DataCatalog"))
	}
}

// GetDatabaseInput is the API's GetDatabaseInput.
type GetDatabaseInput struct {
	CatalogName  *string `json:"CatalogName,omitzero"`
	DatabaseName *string `json:"DatabaseName,omitzero"`
	WorkGroup    *string `json:"WorkGroup,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetDatabaseInput) Check(c *wire.Check, at string) {
	c.Required(s.CatalogName != nil, c.At(at, "CatalogName"))
	if s.CatalogName != nil {
		c.Length(*s.CatalogName, c.At(at, "CatalogName"), 1, 256)
		c.Matches(*s.CatalogName, c.At(at, "CatalogName"), &patterns[3])
	}
	c.Required(s.DatabaseName != nil, c.At(at, "DatabaseName"))
	if s.DatabaseName != nil {
		c.Length(*s.DatabaseName, c.At(at, "DatabaseName"), 1, 128)
	}
	if s.WorkGroup != nil {
		c.Matches(*s.WorkGroup, c.At(at, "WorkGroup"), &patterns[2])
	}
}

// GetDatabaseOutput is the API's GetDatabaseOutput.
type GetDatabaseOutput struct {
	Database *Database `json:"Database,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetDatabaseOutput) Check(c *wire.Check, at string) {
	if s.Database != nil {
		s.Database.Check(c, c.At(at, "Database"))
	}
}

// GetNamedQueryInput is the API's GetNamedQueryInput.
type GetNamedQueryInput struct {
	NamedQueryId *string `json:"NamedQueryId,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetNamedQueryInput) Check(c *wire.Check, at string) {
	c.Required(s.NamedQueryId != nil, c.At(at, "NamedQueryId"))
	if s.NamedQueryId != nil {
		c.Length(*s.NamedQueryId, c.At(at, "NamedQueryId"), 1, 128)
		c.Matches(*s.NamedQueryId, c.At(at, "NamedQueryId"), &patterns[0])
	}
}

// GetNamedQueryOutput is the API's GetNamedQueryOutput.
type GetNamedQueryOutput struct {
	NamedQuery *NamedQuery `json:"NamedQuery,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetNamedQueryOutput) Check(c *wire.Check, at string) {
	if s.NamedQuery != nil {
		s.NamedQuery.Check(c, c.At(at, "NamedQuery"))
	}
}

// GetPreparedStatementInput is the API's GetPreparedStatementInput.
type GetPreparedStatementInput struct {
	StatementName *string `json:"StatementName,omitzero"`
	WorkGroup     *string `json:"WorkGroup,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetPreparedStatementInput) Check(c *wire.Check, at string) {
	c.Required(s.StatementName != nil, c.At(at, "StatementName"))
	if s.StatementName != nil {
		c.Length(*s.StatementName, c.At(at, "StatementName"), 1, 256)
		c.Matches(*s.StatementName, c.At(at, "StatementName"), &patterns[1])
	}
	c.Required(s.WorkGroup != nil, c.At(at, "WorkGroup"))
	if s.WorkGroup != nil {
		c.Matches(*s.WorkGroup, c.At(at, "WorkGroup"), &patterns[2])
	}
}

// GetPreparedStatementOutput is the API's GetPreparedStatementOutput.
type GetPreparedStatementOutput struct {
	PreparedStatement *PreparedStatement `json:"PreparedStatement,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetPreparedStatementOutput) Check(c *wire.Check, at string) {
	if s.PreparedStatement != nil {
		s.PreparedStatement.Check(c, c.At(at, "PreparedStatement"))
	}
}

// GetQueryExecutionInput is the API's GetQueryExecutionInput.
type GetQueryExecutionInput struct {
	QueryExecutionId *string `json:"QueryExecutionId,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetQueryExecutionInput) Check(c *wire.Check, at string) {
	c.Required(s.QueryExecutionId != nil, c.At(at, "QueryExecutionId"))
	if s.QueryExecutionId != nil {
		c.Length(*s.QueryExecutionId, c.At(at, "QueryExecutionId"), 1, 128)
		c.Matches(*s.QueryExecutionId, c.At(at, "QueryExecutionId"), &patterns[0])
	}
}

// GetQueryExecutionOutput is the API's GetQueryExecutionOutput.
type GetQueryExecutionOutput struct {
	QueryExecution *QueryExecution `json:"QueryExecution,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetQueryExecutionOutput) Check(c *wire.Check, at string) {
	if s.QueryExecution != nil {
		s.QueryExecution.Check(c, c.At(at, "QueryExecution"))
	}
}

// GetQueryResultsInput is the API's GetQueryResultsInput.
type GetQueryResultsInput struct {
	MaxResults       *int32  `json:"MaxResults,omitzero"`
	NextToken        *string `json:"NextToken,omitzero"`
	QueryExecutionId *string `json:"QueryExecutionId,omitzero"`
	QueryResultType  *string `json:"QueryResultType,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetQueryResultsInput) Check(c *wire.Check, at string) {
	if s.MaxResults != nil {
		c.AtLeast(float64(*s.MaxResults), c.At(at, "MaxResults"), 1)
		c.AtMost(float64(*s.MaxResults), c.At(at, "MaxResults"), 1000)
	}
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 1, 1024)
	}
	c.Required(s.QueryExecutionId != nil, c.At(at, "QueryExecutionId"))
	if s.QueryExecutionId != nil {
		c.Length(*s.QueryExecutionId, c.At(at, "QueryExecutionId"), 1, 128)
		c.Matches(*s.QueryExecutionId, c.At(at, "QueryExecutionId"), &patterns[0])
	}
	if s.QueryResultType != nil {
		c.Enum(*s.QueryResultType, c.At(at, "QueryResultType"), enumQueryResultType)
	}
}

// GetQueryResultsOutput is the API's GetQueryResultsOutput.
type GetQueryResultsOutput struct {
	NextToken   *string    `json:"NextToken,omitzero"`
	ResultSet   *ResultSet `json:"ResultSet,omitzero"`
	UpdateCount *int64     `json:"UpdateCount,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetQueryResultsOutput) Check(c *wire.Check, at string) {
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 1, 1024)
	}
	if s.ResultSet != nil {
		s.ResultSet.Check(c, c.At(at, "ResultSet"))
	}
}

// GetQueryRuntimeStatisticsInput is the API's GetQueryRuntimeStatisticsInput.
type GetQueryRuntimeStatisticsInput struct {
	QueryExecutionId *string `json:"QueryExecutionId,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetQueryRuntimeStatisticsInput) Check(c *wire.Check, at string) {
	c.Required(s.QueryExecutionId != nil, c.At(at, "QueryExecutionId"))
	if s.QueryExecutionId != nil {
		c.Length(*s.QueryExecutionId, c.At(at, "QueryExecutionId"), 1, 128)
		c.Matches(*s.QueryExecutionId, c.At(at, "QueryExecutionId"), &patterns[0])
	}
}

// GetQueryRuntimeStatisticsOutput is the API's GetQueryRuntimeStatisticsOutput.
type GetQueryRuntimeStatisticsOutput struct {
	QueryRuntimeStatistics *QueryRuntimeStatistics `json:"QueryRuntimeStatistics,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetQueryRuntimeStatisticsOutput) Check(c *wire.Check, at string) {
	if s.QueryRuntimeStatistics != nil {
		s.QueryRuntimeStatistics.Check(c, c.At(at, "QueryRuntimeStatistics"))
	}
}

// GetTableMetadataInput is the API's GetTableMetadataInput.
type GetTableMetadataInput struct {
	CatalogName  *string `json:"CatalogName,omitzero"`
	DatabaseName *string `json:"DatabaseName,omitzero"`
	TableName    *string `json:"TableName,omitzero"`
	WorkGroup    *string `json:"WorkGroup,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetTableMetadataInput) Check(c *wire.Check, at string) {
	c.Required(s.CatalogName != nil, c.At(at, "CatalogName"))
	if s.CatalogName != nil {
		c.Length(*s.CatalogName, c.At(at, "CatalogName"), 1, 256)
		c.Matches(*s.CatalogName, c.At(at, "CatalogName"), &patterns[3])
	}
	c.Required(s.DatabaseName != nil, c.At(at, "DatabaseName"))
	if s.DatabaseName != nil {
		c.Length(*s.DatabaseName, c.At(at, "DatabaseName"), 1, 128)
	}
	c.Required(s.TableName != nil, c.At(at, "TableName"))
	if s.TableName != nil {
		c.Length(*s.TableName, c.At(at, "TableName"), 1, 128)
	}
	if s.WorkGroup != nil {
		c.Matches(*s.WorkGroup, c.At(at, "WorkGroup"), &patterns[2])
	}
}

// GetTableMetadataOutput is the API's GetTableMetadataOutput.
type GetTableMetadataOutput struct {
	TableMetadata *TableMetadata `json:"TableMetadata,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetTableMetadataOutput) Check(c *wire.Check, at string) {
	if s.TableMetadata != nil {
		s.TableMetadata.Check(c, c.At(at, "TableMetadata"))
	}
}

// GetWorkGroupInput is the API's GetWorkGroupInput.
type GetWorkGroupInput struct {
	WorkGroup *string `json:"WorkGroup,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetWorkGroupInput) Check(c *wire.Check, at string) {
	c.Required(s.WorkGroup != nil, c.At(at, "WorkGroup"))
	if s.WorkGroup != nil {
		c.Matches(*s.WorkGroup, c.At(at, "WorkGroup"), &patterns[2])
	}
}

// GetWorkGroupOutput is the API's GetWorkGroupOutput.
type GetWorkGroupOutput struct {
	WorkGroup *WorkGroup `json:"WorkGroup,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetWorkGroupOutput) Check(c *wire.Check, at string) {
	if s.WorkGroup != nil {
		s.WorkGroup.Check(c, c.At(at, "WorkGroup"))
	}
}

// IdentityCenterConfiguration is the API's IdentityCenterConfiguration.
type IdentityCenterConfiguration struct {
	EnableIdentityCenter      *bool   `json:"EnableIdentityCenter,omitzero"`
	IdentityCenterInstanceArn *string `json:"IdentityCenterInstanceArn,omitzero"`
}

// Check notes the members that the API does not take.
func (s *IdentityCenterConfiguration) Check(c *wire.Check, at string) {
	if s.IdentityCenterInstanceArn != nil {
		c.Length(*s.IdentityCenterInstanceArn, c.At(at, "IdentityCenterInstanceArn"), 0, 255)
		c.Matches(*s.IdentityCenterInstanceArn, c.At(at, "IdentityCenterInstanceArn"), &patterns[7])
	}
}

// ListDataCatalogsInput is the API's ListDataCatalogsInput.
type ListDataCatalogsInput struct {
	MaxResults *int32  `json:"MaxResults,omitzero"`
	NextToken  *string `json:"NextToken,omitzero"`
	WorkGroup  *string `json:"WorkGroup,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListDataCatalogsInput) Check(c *wire.Check, at string) {
	if s.MaxResults != nil {
		c.AtLeast(float64(*s.MaxResults), c.At(at, "MaxResults"), 2)
		c.AtMost(float64(*s.MaxResults), c.At(at, "MaxResults"), 50)
	}
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 1, 1024)
	}
	if s.WorkGroup != nil {
		c.Matches(*s.WorkGroup, c.At(at, "WorkGroup"), &patterns[2])
	}
}

// ListDataCatalogsOutput is the API's ListDataCatalogsOutput.
type ListDataCatalogsOutput struct {
	DataCatalogsSummary []DataCatalogSummary `json:"DataCatalogsSummary,omitzero"`
	NextToken           *string              `json:"NextToken,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListDataCatalogsOutput) Check(c *wire.Check, at string) {
	for i, e := range s.DataCatalogsSummary {
		e.Check(c, c.Item(c.At(at, "DataCatalogsSummary"), i))
	}
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 1, 1024)
	}
}

// ListDatabasesInput is the API's ListDatabasesInput.
type ListDatabasesInput struct {
	AttributesToGet []string `json:"AttributesToGet,omitzero"`
	CatalogName     *string  `json:"CatalogName,omitzero"`
	MaxResults      *int32   `json:"MaxResults,omitzero"`
	NextToken       *string  `json:"NextToken,omitzero"`
	WorkGroup       *string  `json:"WorkGroup,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListDatabasesInput) Check(c *wire.Check, at string) {
	if s.AttributesToGet != nil {
		c.Size(len(s.AttributesToGet), c.At(at, "AttributesToGet"), 0, 1)
	}
	for i, e := range s.AttributesToGet {
		c.Enum(e, c.Item(c.At(at, "AttributesToGet"), i), enumDatabaseAttributes)
	}
	c.Required(s.CatalogName != nil, c.At(at, "CatalogName"))
	if s.CatalogName != nil {
		c.Length(*s.CatalogName, c.At(at, "CatalogName"), 1, 256)
		c.Matches(*s.CatalogName, c.At(at, "CatalogName"), &patterns[3])
	}
	if s.MaxResults != nil {
		c.AtLeast(float64(*s.MaxResults), c.At(at, "MaxResults"), 1)
		c.AtMost(float64(*s.MaxResults), c.At(at, "MaxResults"), 50)
	}
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 1, 1024)
	}
	if s.WorkGroup != nil {
		c.Matches(*s.WorkGroup, c.At(at, "WorkGroup"), &patterns[2])
	}
}

// ListDatabasesOutput is the API's ListDatabasesOutput.
type ListDatabasesOutput struct {
	DatabaseList []Database `json:"DatabaseList,omitzero"`
	NextToken    *string    `json:"NextToken,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListDatabasesOutput) Check(c *wire.Check, at string) {
	for i, e := range s.DatabaseList {
		e.Check(c, c.Item(c.At(at, "DatabaseList"), i))
	}
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 1, 1024)
	}
}

// ListEngineVersionsInput is the API's ListEngineVersionsInput.
type ListEngineVersionsInput struct {
	MaxResults *int32  `json:"MaxResults,omitzero"`
	NextToken  *string `json:"NextToken,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListEngineVersionsInput) Check(c *wire.Check, at string) {
	if s.MaxResults != nil {
		c.AtLeast(float64(*s.MaxResults), c.At(at, "MaxResults"), 1)
		c.AtMost(float64(*s.MaxResults), c.At(at, "MaxResults"), 10)
	}
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 1, 1024)
	}
}

// ListEngineVersionsOutput is the API's ListEngineVersionsOutput.
type ListEngineVersionsOutput struct {
	EngineVersions []EngineVersion `json:"EngineVersions,omitzero"`
	NextToken      *string         `json:"NextToken,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListEngineVersionsOutput) Check(c *wire.Check, at string) {
	if s.EngineVersions != nil {
		c.Size(len(s.EngineVersions), c.At(at, "EngineVersions"), 0, 10)
	}
	for i, e := range s.EngineVersions {
		e.Check(c, c.Item(c.At(at, "EngineVersions"), i))
	}
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 1, 1024)
	}
}

// ListNamedQueriesInput is the API's ListNamedQueriesInput.
type ListNamedQueriesInput struct {
	MaxResults *int32  `json:"MaxResults,omitzero"`
	NextToken  *string `json:"NextToken,omitzero"`
	WorkGroup  *string `json:"WorkGroup,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListNamedQueriesInput) Check(c *wire.Check, at string) {
	if s.MaxResults != nil {
		c.AtLeast(float64(*s.MaxResults), c.At(at, "MaxResults"), 0)
		c.AtMost(float64(*s.MaxResults), c.At(at, "MaxResults"), 50)
	}
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 1, 1024)
	}
	if s.WorkGroup != nil {
		c.Matches(*s.WorkGroup, c.At(at, "WorkGroup"), &patterns[2])
	}
}

// ListNamedQueriesOutput is the API's ListNamedQueriesOutput.
type ListNamedQueriesOutput struct {
	NamedQueryIds []string `json:"NamedQueryIds,omitzero"`
	NextToken     *string  `json:"NextToken,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListNamedQueriesOutput) Check(c *wire.Check, at string) {
	if s.NamedQueryIds != nil {
		c.Size(len(s.NamedQueryIds), c.At(at, "NamedQueryIds"), 1, 50)
	}
	for i, e := range s.NamedQueryIds {
		c.Length(e, c.Item(c.At(at, "NamedQueryIds"), i), 1, 128)
		c.Matches(e, c.Item(c.At(at, "NamedQueryIds"), i), &patterns[0])
	}
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 1, 1024)
	}
}

// ListPreparedStatementsInput is the API's ListPreparedStatementsInput.
type ListPreparedStatementsInput struct {
	MaxResults *int32  `json:"MaxResults,omitzero"`
	NextToken  *string `json:"NextToken,omitzero"`
	WorkGroup  *string `json:"WorkGroup,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListPreparedStatementsInput) Check(c *wire.Check, at string) {
	if s.MaxResults != nil {
		c.AtLeast(float64(*s.MaxResults), c.At(at, "MaxResults"), 1)
		c.AtMost(float64(*s.MaxResults), c.At(at, "MaxResults"), 50)
	}
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 1, 1024)
	}
	c.Required(s.WorkGroup != nil, c.At(at, "WorkGroup"))
	if s.WorkGroup != nil {
		c.Matches(*s.WorkGroup, c.At(at, "WorkGroup"), &patterns[2])
	}
}

// ListPreparedStatementsOutput is the API's ListPreparedStatementsOutput.
type ListPreparedStatementsOutput struct {
	NextToken          *string                    `json:"NextToken,omitzero"`
	PreparedStatements []PreparedStatementSummary `json:"PreparedStatements,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListPreparedStatementsOutput) Check(c *wire.Check, at string) {
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 1, 1024)
	}
	if s.PreparedStatements != nil {
		c.Size(len(s.PreparedStatements), c.At(at, "PreparedStatements"), 0, 50)
	}
	for i, e := range s.PreparedStatements {
		e.Check(c, c.Item(c.At(at, "PreparedStatements"), i))
	}
}

// ListQueryExecutionsInput is the API's ListQueryExecutionsInput.
type ListQueryExecutionsInput struct {
	MaxResults *int32  `json:"MaxResults,omitzero"`
	NextToken  *string `json:"NextToken,omitzero"`
	WorkGroup  *string `json:"WorkGroup,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListQueryExecutionsInput) Check(c *wire.Check, at string) {
	if s.MaxResults != nil {
		c.AtLeast(float64(*s.MaxResults), c.At(at, "MaxResults"), 0)
		c.AtMost(float64(*s.MaxResults), c.At(at, "MaxResults"), 50)
	}
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 1, 1024)
	}
	if s.WorkGroup != nil {
		c.Matches(*s.WorkGroup, c.At(at, "WorkGroup"), &patterns[2])
	}
}

// ListQueryExecutionsOutput is the API's ListQueryExecutionsOutput.
type ListQueryExecutionsOutput struct {
	NextToken         *string  `json:"NextToken,omitzero"`
	QueryExecutionIds []string `json:"QueryExecutionIds,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListQueryExecutionsOutput) Check(c *wire.Check, at string) {
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 1, 1024)
	}
	if s.QueryExecutionIds != nil {
		c.Size(len(s.QueryExecutionIds), c.At(at, "QueryExecutionIds"), 1, 50)
	}
	for i, e := range s.QueryExecutionIds {
		c.Length(e, c.Item(c.At(at, "QueryExecutionIds"), i), 1, 128)
		c.Matches(e, c.Item(c.At(at, "QueryExecutionIds"), i), &patterns[0])
	}
}

// ListTableMetadataInput is the API's ListTableMetadataInput.
type ListTableMetadataInput struct {
	AttributesToGet []string `json:"AttributesToGet,omitzero"`
	CatalogName     *string  `json:"CatalogName,omitzero"`
	DatabaseName    *string  `json:"DatabaseName,omitzero"`
	Expression      *string  `json:"Expression,omitzero"`
	MaxResults      *int32   `json:"MaxResults,omitzero"`
	NextToken       *string  `json:"NextToken,omitzero"`
	WorkGroup       *string  `json:"WorkGroup,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListTableMetadataInput) Check(c *wire.Check, at string) {
	if s.AttributesToGet != nil {
		c.Size(len(s.AttributesToGet), c.At(at, "AttributesToGet"), 1, 2)
	}
	for i, e := range s.AttributesToGet {
		c.Enum(e, c.Item(c.At(at, "AttributesToGet"), i), enumTableAttributes)
	}
	c.Required(s.CatalogName != nil, c.At(at, "CatalogName"))
	if s.CatalogName != nil {
		c.Length(*s.CatalogName, c.At(at, "CatalogName"), 1, 256)
		c.Matches(*s.CatalogName, c.At(at, "CatalogName"), &patterns[3])
	}
	c.Required(s.DatabaseName != nil, c.At(at, "DatabaseName"))
	if s.DatabaseName != nil {
		c.Length(*s.DatabaseName, c.At(at, "DatabaseName"), 1, 128)
	}
	if s.Expression != nil {
		c.Length(*s.Expression, c.At(at, "Expression"), 0, 256)
	}
	if s.MaxResults != nil {
		c.AtLeast(float64(*s.MaxResults), c.At(at, "MaxResults"), 1)
		c.AtMost(float64(*s.MaxResults), c.At(at, "MaxResults"), 50)
	}
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 1, 1024)
	}
	if s.WorkGroup != nil {
		c.Matches(*s.WorkGroup, c.At(at, "WorkGroup"), &patterns[2])
	}
}

// ListTableMetadataOutput is the API's ListTableMetadataOutput.
type ListTableMetadataOutput struct {
	NextToken         *string         `json:"NextToken,omitzero"`
	TableMetadataList []TableMetadata `json:"TableMetadataList,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListTableMetadataOutput) Check(c *wire.Check, at string) {
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 1, 1024)
	}
	for i, e := range s.TableMetadataList {
		e.Check(c, c.Item(c.At(at, "TableMetadataList"), i))
	}
}

// ListTagsForResourceInput is the API's ListTagsForResourceInput.
type ListTagsForResourceInput struct {
	MaxResults  *int32  `json:"MaxResults,omitzero"`
	NextToken   *string `json:"NextToken,omitzero"`
	ResourceARN *string `json:"ResourceARN,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListTagsForResourceInput) Check(c *wire.Check, at string) {
	if s.MaxResults != nil {
		c.AtLeast(float64(*s.MaxResults), c.At(at, "MaxResults"), 75)
	}
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 1, 1024)
	}
	c.Required(s.ResourceARN != nil, c.At(at, "ResourceARN"))
	if s.ResourceARN != nil {
		c.Length(*s.ResourceARN, c.At(at, "ResourceARN"), 1, 1011)
	}
}

// ListTagsForResourceOutput is the API's ListTagsForResourceOutput.
type ListTagsForResourceOutput struct {
	NextToken *string `json:"NextToken,omitzero"`
	Tags      []Tag   `json:"Tags,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListTagsForResourceOutput) Check(c *wire.Check, at string) {
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 1, 1024)
	}
	for i, e := range s.Tags {
		e.Check(c, c.Item(c.At(at, "Tags"), i))
	}
}

// ListWorkGroupsInput is the API's ListWorkGroupsInput.
type ListWorkGroupsInput struct {
	MaxResults *int32  `json:"MaxResults,omitzero"`
	NextToken  *string `json:"NextToken,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListWorkGroupsInput) Check(c *wire.Check, at string) {
	if s.MaxResults != nil {
		c.AtLeast(float64(*s.MaxResults), c.At(at, "MaxResults"), 1)
		c.AtMost(float64(*s.MaxResults), c.At(at, "MaxResults"), 50)
	}
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 1, 1024)
	}
}

// ListWorkGroupsOutput is the API's ListWorkGroupsOutput.
type ListWorkGroupsOutput struct {
	NextToken  *string            `json:"NextToken,omitzero"`
	WorkGroups []WorkGroupSummary `json:"WorkGroups,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListWorkGroupsOutput) Check(c *wire.Check, at string) {
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 1, 1024)
	}
	if s.WorkGroups != nil {
		c.Size(len(s.WorkGroups), c.At(at, "WorkGroups"), 0, 50)
	}
	for i, e := range s.WorkGroups {
		e.Check(c, c.Item(c.At(at, "WorkGroups"), i))
	}
}

// ManagedLoggingConfiguration is the API's ManagedLoggingConfiguration.
type ManagedLoggingConfiguration struct {
	Enabled *bool   `json:"Enabled,omitzero"`
	KmsKey  *string `json:"KmsKey,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ManagedLoggingConfiguration) Check(c *wire.Check, at string) {
	c.Required(s.Enabled != nil, c.At(at, "Enabled"))
	if s.KmsKey != nil {
		c.Length(*s.KmsKey, c.At(at, "KmsKey"), 1, 2048)
		c.Matches(*s.KmsKey, c.At(at, "KmsKey"), &patterns[6])
	}
}

// ManagedQueryResultsConfiguration is the API's ManagedQueryResultsConfiguration.
type ManagedQueryResultsConfiguration struct {
	Enabled                 *bool                                       `json:"Enabled,omitzero"`
	EncryptionConfiguration *ManagedQueryResultsEncryptionConfiguration `json:"EncryptionConfiguration,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ManagedQueryResultsConfiguration) Check(c *wire.Check, at string) {
	c.Required(s.Enabled != nil, c.At(at, "Enabled"))
	if s.EncryptionConfiguration != nil {
		s.EncryptionConfiguration.Check(c, c.At(at, "EncryptionConfiguration"))
	}
}

// ManagedQueryResultsConfigurationUpdates is the API's ManagedQueryResultsConfigurationUpdates.
type ManagedQueryResultsConfigurationUpdates struct {
	Enabled                       *bool                                       `json:"Enabled,omitzero"`
	EncryptionConfiguration       *ManagedQueryResultsEncryptionConfiguration `json:"EncryptionConfiguration,omitzero"`
	RemoveEncryptionConfiguration *bool                                       `json:"RemoveEncryptionConfiguration,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ManagedQueryResultsConfigurationUpdates) Check(c *wire.Check, at string) {
	if s.EncryptionConfiguration != nil {
		s.EncryptionConfiguration.Check(c, c.At(at, "EncryptionConfiguration"))
	}
}

// ManagedQueryResultsEncryptionConfiguration is the API's ManagedQueryResultsEncryptionConfiguration.
type ManagedQueryResultsEncryptionConfiguration struct {
	KmsKey *string `json:"KmsKey,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ManagedQueryResultsEncryptionConfiguration) Check(c *wire.Check, at string) {
	c.Required(s.KmsKey != nil, c.At(at, "KmsKey"))
	if s.KmsKey != nil {
		c.Length(*s.KmsKey, c.At(at, "KmsKey"), 1, 2048)
		c.Matches(*s.KmsKey, c.At(at, "KmsKey"), &patterns[6])
	}
}

// MonitoringConfiguration is the API's MonitoringConfiguration.
type MonitoringConfiguration struct {
	CloudWatchLoggingConfiguration *CloudWatchLoggingConfiguration `json:"CloudWatchLoggingConfiguration,omitzero"`
	ManagedLoggingConfiguration    *ManagedLoggingConfiguration    `json:"ManagedLoggingConfiguration,omitzero"`
	S3LoggingConfiguration         *S3LoggingConfiguration         `json:"S3LoggingConfiguration,omitzero"`
}

// Check notes the members that the API does not take.
func (s *MonitoringConfiguration) Check(c *wire.Check, at string) {
	if s.CloudWatchLoggingConfiguration != nil {
		s.CloudWatchLoggingConfiguration.Check(c, c.At(at, "CloudWatchLoggingConfiguration"))
	}
	if s.ManagedLoggingConfiguration != nil {
		s.ManagedLoggingConfiguration.Check(c, c.At(at, "ManagedLoggingConfiguration"))
	}
	if s.S3LoggingConfiguration != nil {
		s.S3LoggingConfiguration.Check(c, c.At(at, "S3LoggingConfiguration"))
	}
}

// NamedQuery is the API's NamedQuery.
type NamedQuery struct {
	Database     *string `json:"Database,omitzero"`
	Description  *string `json:"Description,omitzero"`
	Name         *string `json:"Name,omitzero"`
	NamedQueryId *string `json:"NamedQueryId,omitzero"`
	QueryString  *string `json:"QueryString,omitzero"`
	WorkGroup    *string `json:"WorkGroup,omitzero"`
}

// Check notes the members that the API does not take.
func (s *NamedQuery) Check(c *wire.Check, at string) {
	c.Required(s.Database != nil, c.At(at, "Database"))
	if s.Database != nil {
		c.Length(*s.Database, c.At(at, "Database"), 1, 255)
	}
	if s.Description != nil {
		c.Length(*s.Description, c.At(at, "Description"), 1, 1024)
	}
	c.Required(s.Name != nil, c.At(at, "Name"))
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 1, 128)
	}
	if s.NamedQueryId != nil {
		c.Length(*s.NamedQueryId, c.At(at, "NamedQueryId"), 1, 128)
		c.Matches(*s.NamedQueryId, c.At(at, "NamedQueryId"), &patterns[0])
	}
	c.Required(s.QueryString != nil, c.At(at, "QueryString"))
	if s.QueryString != nil {
		c.Length(*s.QueryString, c.At(at, "QueryString"), 1, 262144)
	}
	if s.WorkGroup != nil {
		c.Matches(*s.WorkGroup, c.At(at, "WorkGroup"), &patterns[2])
	}
}

// PreparedStatement is the API's PreparedStatement.
type PreparedStatement struct {
	Description      *string    `json:"Description,omitzero"`
	LastModifiedTime *wire.Time `json:"LastModifiedTime,omitzero"`
	QueryStatement   *string    `json:"QueryStatement,omitzero"`
	StatementName    *string    `json:"StatementName,omitzero"`
	WorkGroupName    *string    `json:"WorkGroupName,omitzero"`
}

// Check notes the members that the API does not take.
func (s *PreparedStatement) Check(c *wire.Check, at string) {
	if s.Description != nil {
		c.Length(*s.Description, c.At(at, "Description"), 1, 1024)
	}
	if s.QueryStatement != nil {
		c.Length(*s.QueryStatement, c.At(at, "QueryStatement"), 1, 262144)
	}
	if s.StatementName != nil {
		c.Length(*s.StatementName, c.At(at, "StatementName"), 1, 256)
		c.Matches(*s.StatementName, c.At(at, "StatementName"), &patterns[1])
	}
	if s.WorkGroupName != nil {
		c.Matches(*s.WorkGroupName, c.At(at, "WorkGroupName"), &patterns[2])
	}
}

// PreparedStatementSummary is the API's PreparedStatementSummary.
type PreparedStatementSummary struct {
	LastModifiedTime *wire.Time `json:"LastModifiedTime,omitzero"`
	StatementName    *string    `json:"StatementName,omitzero"`
}

// Check notes the members that the API does not take.
func (s *PreparedStatementSummary) Check(c *wire.Check, at string) {
	if s.StatementName != nil {
		c.Length(*s.StatementName, c.At(at, "StatementName"), 1, 256)
		c.Matches(*s.StatementName, c.At(at, "StatementName"), &patterns[1])
	}
}

// QueryExecution is the API's QueryExecution.
type QueryExecution struct {
	EngineVersion                           *EngineVersion                           `json:"EngineVersion,omitzero"`
	ExecutionParameters                     []string                                 `json:"ExecutionParameters,omitzero"`
	ManagedQueryResultsConfiguration        *ManagedQueryResultsConfiguration        `json:"ManagedQueryResultsConfiguration,omitzero"`
	Query                                   *string                                  `json:"Query,omitzero"`
	QueryExecutionContext                   *QueryExecutionContext                   `json:"QueryExecutionContext,omitzero"`
	QueryExecutionId                        *string                                  `json:"QueryExecutionId,omitzero"`
	QueryResultsS3AccessGrantsConfiguration *QueryResultsS3AccessGrantsConfiguration `json:"QueryResultsS3AccessGrantsConfiguration,omitzero"`
	ResultConfiguration                     *ResultConfiguration                     `json:"ResultConfiguration,omitzero"`
	ResultReuseConfiguration                *ResultReuseConfiguration                `json:"ResultReuseConfiguration,omitzero"`
	StatementType                           *string                                  `json:"StatementType,omitzero"`
	Statistics                              *QueryExecutionStatistics                `json:"Statistics,omitzero"`
	Status                                  *QueryExecutionStatus                    `json:"Status,omitzero"`
	SubstatementType                        *string                                  `json:"SubstatementType,omitzero"`
	WorkGroup                               *string                                  `json:"WorkGroup,omitzero"`
}

// Check notes the members that the API does not take.
func (s *QueryExecution) Check(c *wire.Check, at string) {
	if s.EngineVersion != nil {
		s.EngineVersion.Check(c, c.At(at, "EngineVersion"))
	}
	if s.ExecutionParameters != nil {
		c.Size(len(s.ExecutionParameters), c.At(at, "ExecutionParameters"), 1, -1)
	}
	for i, e := range s.ExecutionParameters {
		c.Length(e, c.Item(c.At(at, "ExecutionParameters"), i), 1, 1024)
	}
	if s.ManagedQueryResultsConfiguration != nil {
		s.ManagedQueryResultsConfiguration.Check(c, c.At(at, "ManagedQueryResultsConfiguration"))
	}
	if s.Query != nil {
		c.Length(*s.Query, c.At(at, "Query"), 1, 262144)
	}
	if s.QueryExecutionContext != nil {
		s.QueryExecutionContext.Check(c, c.At(at, "QueryExecutionContext"))
	}
	if s.QueryExecutionId != nil {
		c.Length(*s.QueryExecutionId, c.At(at, "QueryExecutionId"), 1, 128)
		c.Matches(*s.QueryExecutionId, c.At(at, "QueryExecutionId"), &patterns[0])
	}
	if s.QueryResultsS3AccessGrantsConfiguration != nil {
		s.QueryResultsS3AccessGrantsConfiguration.Check(c, c.At(at, "QueryResultsS3AccessGrantsConfiguration"))
	}
	if s.ResultConfiguration != nil {
		s.ResultConfiguration.Check(c, c.At(at, "ResultConfiguration"))
	}
	if s.ResultReuseConfiguration != nil {
		s.ResultReuseConfiguration.Check(c, c.At(at, "ResultReuseConfiguration"))
	}
	if s.StatementType != nil {
		c.Enum(*s.StatementType, c.At(at, "StatementType"), enumStatementType)
	}
	if s.Statistics != nil {
		s.Statistics.Check(c, c.At(at, "Statistics"))
	}
	if s.Status != nil {
		s.Status.Check(c, c.At(at, "Status"))
	}
	if s.WorkGroup != nil {
		c.Matches(*s.WorkGroup, c.At(at, "WorkGroup"), &patterns[2])
	}
}

// QueryExecutionContext is the API's QueryExecutionContext.
type QueryExecutionContext struct {
	Catalog  *string `json:"Catalog,omitzero"`
	Database *string `json:"Database,omitzero"`
}

// Check notes the members that the API does not take.
func (s *QueryExecutionContext) Check(c *wire.Check, at string) {
	if s.Catalog != nil {
		c.Length(*s.Catalog, c.At(at, "Catalog"), 1, 256)
		c.Matches(*s.Catalog, c.At(at, "Catalog"), &patterns[3])
	}
	if s.Database != nil {
		c.Length(*s.Database, c.At(at, "Database"), 1, 255)
	}
}

// The values of QueryExecutionState.
const (
	QueryExecutionStateQueued    = "QUEUED"
	QueryExecutionStateRunning   = "RUNNING"
	QueryExecutionStateSucceeded = "SUCCEEDED"
	QueryExecutionStateFailed    = "FAILED"
	QueryExecutionStateCancelled = "CANCELLED"
)

var enumQueryExecutionState = []string{"QUEUED", "RUNNING", "SUCCEEDED", "FAILED", "CANCELLED"}

// QueryExecutionStatistics is the API's QueryExecutionStatistics.
type QueryExecutionStatistics struct {
	DataManifestLocation             *string                 `json:"DataManifestLocation,omitzero"`
	DataScannedInBytes               *int64                  `json:"DataScannedInBytes,omitzero"`
	DpuCount                         *float64                `json:"DpuCount,omitzero"`
	EngineExecutionTimeInMillis      *int64                  `json:"EngineExecutionTimeInMillis,omitzero"`
	QueryPlanningTimeInMillis        *int64                  `json:"QueryPlanningTimeInMillis,omitzero"`
	QueryQueueTimeInMillis           *int64                  `json:"QueryQueueTimeInMillis,omitzero"`
	ResultReuseInformation           *ResultReuseInformation `json:"ResultReuseInformation,omitzero"`
	ServicePreProcessingTimeInMillis *int64                  `json:"ServicePreProcessingTimeInMillis,omitzero"`
	ServiceProcessingTimeInMillis    *int64                  `json:"ServiceProcessingTimeInMillis,omitzero"`
	TotalExecutionTimeInMillis       *int64                  `json:"TotalExecutionTimeInMillis,omitzero"`
}

// Check notes the members that the API does not take.
func (s *QueryExecutionStatistics) Check(c *wire.Check, at string) {
	if s.ResultReuseInformation != nil {
		s.ResultReuseInformation.Check(c, c.At(at, "ResultReuseInformation"))
	}
}

// QueryExecutionStatus is the API's QueryExecutionStatus.
type QueryExecutionStatus struct {
	AthenaError        *AthenaError `json:"AthenaError,omitzero"`
	CompletionDateTime *wire.Time   `json:"CompletionDateTime,omitzero"`
	State              *string      `json:"State,omitzero"`
	StateChangeReason  *string      `json:"StateChangeReason,omitzero"`
	SubmissionDateTime *wire.Time   `json:"SubmissionDateTime,omitzero"`
}

// Check notes the members that the API does not take.
func (s *QueryExecutionStatus) Check(c *wire.Check, at string) {
	if s.AthenaError != nil {
		s.AthenaError.Check(c, c.At(at, "AthenaError"))
	}
	if s.State != nil {
		c.Enum(*s.State, c.At(at, "State"), enumQueryExecutionState)
	}
}

// The values of QueryResultType.
const (
	QueryResultTypeDataManifest = "DATA_MANIFEST"
	QueryResultTypeDataRows     = "DATA_ROWS"
)

var enumQueryResultType = []string{"DATA_MANIFEST", "DATA_ROWS"}

// QueryResultsS3AccessGrantsConfiguration is the API's QueryResultsS3AccessGrantsConfiguration.
type QueryResultsS3AccessGrantsConfiguration struct {
	AuthenticationType    *string `json:"AuthenticationType,omitzero"`
	CreateUserLevelPrefix *bool   `json:"CreateUserLevelPrefix,omitzero"`
	EnableS3AccessGrants  *bool   `json:"EnableS3AccessGrants,omitzero"`
}

// Check notes the members that the API does not take.
func (s *QueryResultsS3AccessGrantsConfiguration) Check(c *wire.Check, at string) {
	c.Required(s.AuthenticationType != nil, c.At(at, "AuthenticationType"))
	if s.AuthenticationType != nil {
		c.Enum(*s.AuthenticationType, c.At(at, "AuthenticationType"), enumAuthenticationType)
	}
	c.Required(s.EnableS3AccessGrants != nil, c.At(at, "EnableS3AccessGrants"))
}

// QueryRuntimeStatistics is the API's QueryRuntimeStatistics.
type QueryRuntimeStatistics struct {
	OutputStage *QueryStage                     `json:"OutputStage,omitzero"`
	Rows        *QueryRuntimeStatisticsRows     `json:"Rows,omitzero"`
	Timeline    *QueryRuntimeStatisticsTimeline `json:"Timeline,omitzero"`
}

// Check notes the members that the API does not take.
func (s *QueryRuntimeStatistics) Check(c *wire.Check, at string) {
	if s.OutputStage != nil {
		s.OutputStage.Check(c, c.At(at, "OutputStage"))
	}
	if s.Rows != nil {
		s.Rows.Check(c, c.At(at, "Rows"))
	}
	if s.Timeline != nil {
		s.Timeline.Check(c, c.At(at, "Timeline"))
	}
}

// QueryRuntimeStatisticsRows is the API's QueryRuntimeStatisticsRows.
type QueryRuntimeStatisticsRows struct {
	InputBytes  *int64 `json:"InputBytes,omitzero"`
	InputRows   *int64 `json:"InputRows,omitzero"`
	OutputBytes *int64 `json:"OutputBytes,omitzero"`
	OutputRows  *int64 `json:"OutputRows,omitzero"`
}

// Check notes the members that the API does not take.
func (s *QueryRuntimeStatisticsRows) Check(c *wire.Check, at string) {
}

// QueryRuntimeStatisticsTimeline is the API's QueryRuntimeStatisticsTimeline.
type QueryRuntimeStatisticsTimeline struct {
	EngineExecutionTimeInMillis      *int64 `json:"EngineExecutionTimeInMillis,omitzero"`
	QueryPlanningTimeInMillis        *int64 `json:"QueryPlanningTimeInMillis,omitzero"`
	QueryQueueTimeInMillis           *int64 `json:"QueryQueueTimeInMillis,omitzero"`
	ServicePreProcessingTimeInMillis *int64 `json:"ServicePreProcessingTimeInMillis,omitzero"`
	ServiceProcessingTimeInMillis    *int64 `json:"ServiceProcessingTimeInMillis,omitzero"`
	TotalExecutionTimeInMillis       *int64 `json:"TotalExecutionTimeInMillis,omitzero"`
}

// Check notes the members that the API does not take.
func (s *QueryRuntimeStatisticsTimeline) Check(c *wire.Check, at string) {
}

// QueryStage is the API's QueryStage.
type QueryStage struct {
	ExecutionTime  *int64              `json:"ExecutionTime,omitzero"`
	InputBytes     *int64              `json:"InputBytes,omitzero"`
	InputRows      *int64              `json:"InputRows,omitzero"`
	OutputBytes    *int64              `json:"OutputBytes,omitzero"`
	OutputRows     *int64              `json:"OutputRows,omitzero"`
	QueryStagePlan *QueryStagePlanNode `json:"QueryStagePlan,omitzero"`
	StageId        *int64              `json:"StageId,omitzero"`
	State          *string             `json:"State,omitzero"`
	SubStages      []QueryStage        `json:"SubStages,omitzero"`
}

// Check notes the members that the API does not take.
func (s *QueryStage) Check(c *wire.Check, at string) {
	if s.QueryStagePlan != nil {
		s.QueryStagePlan.Check(c, c.At(at, "QueryStagePlan"))
	}
	for i, e := range s.SubStages {
		e.Check(c, c.Item(c.At(at, "SubStages"), i))
	}
}

// QueryStagePlanNode is the API's QueryStagePlanNode.
type QueryStagePlanNode struct {
	Children      []QueryStagePlanNode `json:"Children,omitzero"`
	Identifier    *string              `json:"Identifier,omitzero"`
	Name          *string              `json:"Name,omitzero"`
	RemoteSources []string             `json:"RemoteSources,omitzero"`
}

// Check notes the members that the API does not take.
func (s *QueryStagePlanNode) Check(c *wire.Check, at string) {
	for i, e := range s.Children {
		e.Check(c, c.Item(c.At(at, "Children"), i))
	}
}

// ResultConfiguration is the API's ResultConfiguration.
type ResultConfiguration struct {
	AclConfiguration        *AclConfiguration        `json:"AclConfiguration,omitzero"`
	EncryptionConfiguration *EncryptionConfiguration `json:"EncryptionConfiguration,omitzero"`
	ExpectedBucketOwner     *string                  `json:"ExpectedBucketOwner,omitzero"`
	OutputLocation          *string                  `json:"OutputLocation,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ResultConfiguration) Check(c *wire.Check, at string) {
	if s.AclConfiguration != nil {
		s.AclConfiguration.Check(c, c.At(at, "AclConfiguration"))
	}
	if s.EncryptionConfiguration != nil {
		s.EncryptionConfiguration.Check(c, c.At(at, "EncryptionConfiguration"))
	}
	if s.ExpectedBucketOwner != nil {
		c.Length(*s.ExpectedBucketOwner, c.At(at, "ExpectedBucketOwner"), 12, 12)
		c.Matches(*s.ExpectedBucketOwner, c.At(at, "ExpectedBucketOwner"), &patterns[8])
	}
}

// ResultConfigurationUpdates is the API's ResultConfigurationUpdates.
type ResultConfigurationUpdates struct {
	AclConfiguration              *AclConfiguration        `json:"AclConfiguration,omitzero"`
	EncryptionConfiguration       *EncryptionConfiguration `json:"EncryptionConfiguration,omitzero"`
	ExpectedBucketOwner           *string                  `json:"ExpectedBucketOwner,omitzero"`
	OutputLocation                *string                  `json:"OutputLocation,omitzero"`
	RemoveAclConfiguration        *bool                    `json:"RemoveAclConfiguration,omitzero"`
	RemoveEncryptionConfiguration *bool                    `json:"RemoveEncryptionConfiguration,omitzero"`
	RemoveExpectedBucketOwner     *bool                    `json:"RemoveExpectedBucketOwner,omitzero"`
	RemoveOutputLocation          *bool                    `json:"RemoveOutputLocation,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ResultConfigurationUpdates) Check(c *wire.Check, at string) {
	if s.AclConfiguration != nil {
		s.AclConfiguration.Check(c, c.At(at, "AclConfiguration"))
	}
	if s.EncryptionConfiguration != nil {
		s.EncryptionConfiguration.Check(c, c.At(at, "EncryptionConfiguration"))
	}
	if s.ExpectedBucketOwner != nil {
		c.Length(*s.ExpectedBucketOwner, c.At(at, "ExpectedBucketOwner"), 12, 12)
		c.Matches(*s.ExpectedBucketOwner, c.At(at, "ExpectedBucketOwner"), &patterns[8])
	}
}

// ResultReuseByAgeConfiguration is the API's ResultReuseByAgeConfiguration.
type ResultReuseByAgeConfiguration struct {
	Enabled         *bool  `json:"Enabled,omitzero"`
	MaxAgeInMinutes *int32 `json:"MaxAgeInMinutes,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ResultReuseByAgeConfiguration) Check(c *wire.Check, at string) {
	c.Required(s.Enabled != nil, c.At(at, "Enabled"))
	if s.MaxAgeInMinutes != nil {
		c.AtLeast(float64(*s.MaxAgeInMinutes), c.At(at, "MaxAgeInMinutes"), 0)
		c.AtMost(float64(*s.MaxAgeInMinutes), c.At(at, "MaxAgeInMinutes"), 10080)
	}
}

// ResultReuseConfiguration is the API's ResultReuseConfiguration.
type ResultReuseConfiguration struct {
	ResultReuseByAgeConfiguration *ResultReuseByAgeConfiguration `json:"ResultReuseByAgeConfiguration,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ResultReuseConfiguration) Check(c *wire.Check, at string) {
	if s.ResultReuseByAgeConfiguration != nil {
		s.ResultReuseByAgeConfiguration.Check(c, c.At(at, "ResultReuseByAgeConfiguration"))
	}
}

// ResultReuseInformation is the API's ResultReuseInformation.
type ResultReuseInformation struct {
	ReusedPreviousResult *bool `json:"ReusedPreviousResult,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ResultReuseInformation) Check(c *wire.Check, at string) {
	c.Required(s.ReusedPreviousResult != nil, c.At(at, "ReusedPreviousResult"))
}

// ResultSet is the API's ResultSet.
type ResultSet struct {
	ResultSetMetadata *ResultSetMetadata `json:"ResultSetMetadata,omitzero"`
	Rows              []Row              `json:"Rows,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ResultSet) Check(c *wire.Check, at string) {
	if s.ResultSetMetadata != nil {
		s.ResultSetMetadata.Check(c, c.At(at, "ResultSetMetadata"))
	}
	for i, e := range s.Rows {
		e.Check(c, c.Item(c.At(at, "Rows"), i))
	}
}

// ResultSetMetadata is the API's ResultSetMetadata.
type ResultSetMetadata struct {
	ColumnInfo []ColumnInfo `json:"ColumnInfo,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ResultSetMetadata) Check(c *wire.Check, at string) {
	for i, e := range s.ColumnInfo {
		e.Check(c, c.Item(c.At(at, "ColumnInfo"), i))
	}
}

// Row is the API's Row.
type Row struct {
	Data []Datum `json:"Data,omitzero"`
}

// Check notes the members that the API does not take.
func (s *Row) Check(c *wire.Check, at string) {
	for i, e := range s.Data {
		e.Check(c, c.Item(c.At(at, "Data"), i))
	}
}

// The values of S3AclOption.
const (
	S3AclOptionBucketOwnerFullControl = "BUCKET_OWNER_FULL_CONTROL"
)

var enumS3AclOption = []string{"BUCKET_OWNER_FULL_CONTROL"}

// S3LoggingConfiguration is the API's S3LoggingConfiguration.
type S3LoggingConfiguration struct {
	Enabled     *bool   `json:"Enabled,omitzero"`
	KmsKey      *string `json:"KmsKey,omitzero"`
	LogLocation *string `json:"LogLocation,omitzero"`
}

// Check notes the members that the API does not take.
func (s *S3LoggingConfiguration) Check(c *wire.Check, at string) {
	c.Required(s.Enabled != nil, c.At(at, "Enabled"))
	if s.KmsKey != nil {
		c.Length(*s.KmsKey, c.At(at, "KmsKey"), 1, 2048)
		c.Matches(*s.KmsKey, c.At(at, "KmsKey"), &patterns[6])
	}
	if s.LogLocation != nil {
		c.Length(*s.LogLocation, c.At(at, "LogLocation"), 0, 1024)
		c.Matches(*s.LogLocation, c.At(at, "LogLocation"), &patterns[9])
	}
}

// StartQueryExecutionInput is the API's StartQueryExecutionInput.
type StartQueryExecutionInput struct {
	ClientRequestToken       *string                   `json:"ClientRequestToken,omitzero"`
	EngineConfiguration      *EngineConfiguration      `json:"EngineConfiguration,omitzero"`
	ExecutionParameters      []string                  `json:"ExecutionParameters,omitzero"`
	QueryExecutionContext    *QueryExecutionContext    `json:"QueryExecutionContext,omitzero"`
	QueryString              *string                   `json:"QueryString,omitzero"`
	ResultConfiguration      *ResultConfiguration      `json:"ResultConfiguration,omitzero"`
	ResultReuseConfiguration *ResultReuseConfiguration `json:"ResultReuseConfiguration,omitzero"`
	WorkGroup                *string                   `json:"WorkGroup,omitzero"`
}

// Check notes the members that the API does not take.
func (s *StartQueryExecutionInput) Check(c *wire.Check, at string) {
	if s.ClientRequestToken != nil {
		c.Length(*s.ClientRequestToken, c.At(at, "ClientRequestToken"), 32, 128)
	}
	if s.EngineConfiguration != nil {
		s.EngineConfiguration.Check(c, c.At(at, "EngineConfiguration"))
	}
	if s.ExecutionParameters != nil {
		c.Size(len(s.ExecutionParameters), c.At(at, "ExecutionParameters"), 1, -1)
	}
	for i, e := range s.ExecutionParameters {
		c.Length(e, c.Item(c.At(at, "ExecutionParameters"), i), 1, 1024)
	}
	if s.QueryExecutionContext != nil {
		s.QueryExecutionContext.Check(c, c.At(at, "QueryExecutionContext"))
	}
	c.Required(s.QueryString != nil, c.At(at, "QueryString"))
	if s.QueryString != nil {
		c.Length(*s.QueryString, c.At(at, "QueryString"), 1, 262144)
	}
	if s.ResultConfiguration != nil {
		s.ResultConfiguration.Check(c, c.At(at, "ResultConfiguration"))
	}
	if s.ResultReuseConfiguration != nil {
		s.ResultReuseConfiguration.Check(c, c.At(at, "ResultReuseConfiguration"))
	}
	if s.WorkGroup != nil {
		c.Matches(*s.WorkGroup, c.At(at, "WorkGroup"), &patterns[2])
	}
}

// StartQueryExecutionOutput is the API's StartQueryExecutionOutput.
type StartQueryExecutionOutput struct {
	QueryExecutionId *string `json:"QueryExecutionId,omitzero"`
}

// Check notes the members that the API does not take.
func (s *StartQueryExecutionOutput) Check(c *wire.Check, at string) {
	if s.QueryExecutionId != nil {
		c.Length(*s.QueryExecutionId, c.At(at, "QueryExecutionId"), 1, 128)
		c.Matches(*s.QueryExecutionId, c.At(at, "QueryExecutionId"), &patterns[0])
	}
}

// The values of StatementType.
const (
	StatementTypeDdl     = "DDL"
	StatementTypeDml     = "DML"
	StatementTypeUtility = "UTILITY"
)

var enumStatementType = []string{"DDL", "DML", "UTILITY"}

// StopQueryExecutionInput is the API's StopQueryExecutionInput.
type StopQueryExecutionInput struct {
	QueryExecutionId *string `json:"QueryExecutionId,omitzero"`
}

// Check notes the members that the API does not take.
func (s *StopQueryExecutionInput) Check(c *wire.Check, at string) {
	c.Required(s.QueryExecutionId != nil, c.At(at, "QueryExecutionId"))
	if s.QueryExecutionId != nil {
		c.Length(*s.QueryExecutionId, c.At(at, "QueryExecutionId"), 1, 128)
		c.Matches(*s.QueryExecutionId, c.At(at, "QueryExecutionId"), &patterns[0])
	}
}

// StopQueryExecutionOutput is the API's StopQueryExecutionOutput.
type StopQueryExecutionOutput struct {
}

// Check notes the members that the API does not take.
func (s *StopQueryExecutionOutput) Check(c *wire.Check, at string) {
}

// SystemTableStatus is the API's SystemTableStatus.
type SystemTableStatus struct {
	Enabled   *bool   `json:"Enabled,omitzero"`
	TableName *string `json:"TableName,omitzero"`
}

// Check notes the members that the API does not take.
func (s *SystemTableStatus) Check(c *wire.Check, at string) {
	c.Required(s.Enabled != nil, c.At(at, "Enabled"))
	c.Required(s.TableName != nil, c.At(at, "TableName"))
	if s.TableName != nil {
		c.Enum(*s.TableName, c.At(at, "TableName"), enumSystemTableType)
	}
}

// The values of SystemTableType.
const (
	SystemTableTypeQueryExecutions = "QUERY_EXECUTIONS"
)

var enumSystemTableType = []string{"QUERY_EXECUTIONS"}

// The values of TableAttributes.
const (
	TableAttributesName      = "NAME"
	TableAttributesTableType = "TABLE_TYPE"
)

var enumTableAttributes = []string{"NAME", "TABLE_TYPE"}

// TableMetadata is the API's TableMetadata.
type TableMetadata struct {
	Columns        []Column          `json:"Columns,omitzero"`
	CreateTime     *wire.Time        `json:"CreateTime,omitzero"`
	LastAccessTime *wire.Time        `json:"LastAccessTime,omitzero"`
	Name           *string           `json:"Name,omitzero"`
	Parameters     map[string]string `json:"Parameters,omitzero"`
	PartitionKeys  []Column          `json:"PartitionKeys,omitzero"`
	TableType      *string           `json:"TableType,omitzero"`
}

// Check notes the members that the API does not take.
func (s *TableMetadata) Check(c *wire.Check, at string) {
	for i, e := range s.Columns {
		e.Check(c, c.Item(c.At(at, "Columns"), i))
	}
	c.Required(s.Name != nil, c.At(at, "Name"))
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 1, 128)
	}
	for k, e := range s.Parameters {
		_, _ = k, e
		c.Length(k, c.Key(c.At(at, "Parameters"), k), 1, 255)
		c.Matches(k, c.Key(c.At(at, "Parameters"), k), &patterns[3])
		c.Length(e, c.Value(c.At(at, "Parameters"), k), 0, 51200)
	}
	for i, e := range s.PartitionKeys {
		e.Check(c, c.Item(c.At(at, "PartitionKeys"), i))
	}
	if s.TableType != nil {
		c.Length(*s.TableType, c.At(at, "TableType"), 0, 255)
	}
}

// Tag is the API's Tag.
type Tag struct {
	Key   *string `json:"Key,omitzero"`
	Value *string `json:"Value,omitzero"`
}

// Check notes the members that the API does not take.
func (s *Tag) Check(c *wire.Check, at string) {
	if s.Key != nil {
		c.Length(*s.Key, c.At(at, "Key"), 1, 128)
	}
	if s.Value != nil {
		c.Length(*s.Value, c.At(at, "Value"), 0, 256)
	}
}

// TagResourceInput is the API's TagResourceInput.
type TagResourceInput struct {
	ResourceARN *string `json:"ResourceARN,omitzero"`
	Tags        []Tag   `json:"Tags,omitzero"`
}

// Check notes the members that the API does not take.
func (s *TagResourceInput) Check(c *wire.Check, at string) {
	c.Required(s.ResourceARN != nil, c.At(at, "ResourceARN"))
	if s.ResourceARN != nil {
		c.Length(*s.ResourceARN, c.At(at, "ResourceARN"), 1, 1011)
	}
	c.Required(s.Tags != nil, c.At(at, "Tags"))
	for i, e := range s.Tags {
		e.Check(c, c.Item(c.At(at, "Tags"), i))
	}
}

// TagResourceOutput is the API's TagResourceOutput.
type TagResourceOutput struct {
}

// Check notes the members that the API does not take.
func (s *TagResourceOutput) Check(c *wire.Check, at string) {
}

// UnprocessedNamedQueryId is the API's UnprocessedNamedQueryId.
type UnprocessedNamedQueryId struct {
	ErrorCode    *string `json:"ErrorCode,omitzero"`
	ErrorMessage *string `json:"ErrorMessage,omitzero"`
	NamedQueryId *string `json:"NamedQueryId,omitzero"`
}

// Check notes the members that the API does not take.
func (s *UnprocessedNamedQueryId) Check(c *wire.Check, at string) {
	if s.ErrorCode != nil {
		c.Length(*s.ErrorCode, c.At(at, "ErrorCode"), 1, 256)
	}
	if s.NamedQueryId != nil {
		c.Length(*s.NamedQueryId, c.At(at, "NamedQueryId"), 1, 128)
		c.Matches(*s.NamedQueryId, c.At(at, "NamedQueryId"), &patterns[0])
	}
}

// UnprocessedPreparedStatementName is the API's UnprocessedPreparedStatementName.
type UnprocessedPreparedStatementName struct {
	ErrorCode     *string `json:"ErrorCode,omitzero"`
	ErrorMessage  *string `json:"ErrorMessage,omitzero"`
	StatementName *string `json:"StatementName,omitzero"`
}

// Check notes the members that the API does not take.
func (s *UnprocessedPreparedStatementName) Check(c *wire.Check, at string) {
	if s.ErrorCode != nil {
		c.Length(*s.ErrorCode, c.At(at, "ErrorCode"), 1, 256)
	}
	if s.StatementName != nil {
		c.Length(*s.StatementName, c.At(at, "StatementName"), 1, 256)
		c.Matches(*s.StatementName, c.At(at, "StatementName"), &patterns[1])
	}
}

// UnprocessedQueryExecutionId is the API's UnprocessedQueryExecutionId.
type UnprocessedQueryExecutionId struct {
	ErrorCode        *string `json:"ErrorCode,omitzero"`
	ErrorMessage     *string `json:"ErrorMessage,omitzero"`
	QueryExecutionId *string `json:"QueryExecutionId,omitzero"`
}

// Check notes the members that the API does not take.
func (s *UnprocessedQueryExecutionId) Check(c *wire.Check, at string) {
	if s.ErrorCode != nil {
		c.Length(*s.ErrorCode, c.At(at, "ErrorCode"), 1, 256)
	}
	if s.QueryExecutionId != nil {
		c.Length(*s.QueryExecutionId, c.At(at, "QueryExecutionId"), 1, 128)
		c.Matches(*s.QueryExecutionId, c.At(at, "QueryExecutionId"), &patterns[0])
	}
}

// UntagResourceInput is the API's UntagResourceInput.
type UntagResourceInput struct {
	ResourceARN *string  `json:"ResourceARN,omitzero"`
	TagKeys     []string `json:"TagKeys,omitzero"`
}

// Check notes the members that the API does not take.
func (s *UntagResourceInput) Check(c *wire.Check, at string) {
	c.Required(s.ResourceARN != nil, c.At(at, "ResourceARN"))
	if s.ResourceARN != nil {
		c.Length(*s.ResourceARN, c.At(at, "ResourceARN"), 1, 1011)
	}
	c.Required(s.TagKeys != nil, c.At(at, "TagKeys"))
	for i, e := range s.TagKeys {
		c.Length(e, c.Item(c.At(at, "TagKeys"), i), 1, 128)
	}
}

// UntagResourceOutput is the API's UntagResourceOutput.
type UntagResourceOutput struct {
}

// Check notes the members that the API does not take.
func (s *UntagResourceOutput) Check(c *wire.Check, at string) {
}

// UpdateDataCatalogInput is the API's UpdateDataCatalogInput.
type UpdateDataCatalogInput struct {
	Description *string           `json:"Description,omitzero"`
	Name        *string           `json:"Name,omitzero"`
	Parameters  map[string]string `json:"Parameters,omitzero"`
	Type        *string           `json:"Type,omitzero"`
}

// Check notes the members that the API does not take.
func (s *UpdateDataCatalogInput) Check(c *wire.Check, at string) {
	if s.Description != nil {
		c.Length(*s.Description, c.At(at, "Description"), 1, 1024)
	}
	c.Required(s.Name != nil, c.At(at, "Name"))
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 1, 256)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[3])
	}
	for k, e := range s.Parameters {
		_, _ = k, e
		c.Length(k, c.Key(c.At(at, "Parameters"), k), 1, 255)
		c.Matches(k, c.Key(c.At(at, "Parameters"), k), &patterns[3])
		c.Length(e, c.Value(c.At(at, "Parameters"), k), 0, 51200)
	}
	c.Required(s.Type != nil, c.At(at, "Type"))
	if s.Type != nil {
		c.Enum(*s.Type, c.At(at, "Type"), enumDataCatalogType)
	}
}

// UpdateDataCatalogOutput is the API's UpdateDataCatalogOutput.
type UpdateDataCatalogOutput struct {
}

// Check notes the members that the API does not take.
func (s *UpdateDataCatalogOutput) Check(c *wire.Check, at string) {
}

// UpdateNamedQueryInput is the API's UpdateNamedQueryInput.
type UpdateNamedQueryInput struct {
	Description  *string `json:"Description,omitzero"`
	Name         *string `json:"Name,omitzero"`
	NamedQueryId *string `json:"NamedQueryId,omitzero"`
	QueryString  *string `json:"QueryString,omitzero"`
}

// Check notes the members that the API does not take.
func (s *UpdateNamedQueryInput) Check(c *wire.Check, at string) {
	if s.Description != nil {
		c.Length(*s.Description, c.At(at, "Description"), 0, 1024)
	}
	c.Required(s.Name != nil, c.At(at, "Name"))
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 1, 128)
	}
	c.Required(s.NamedQueryId != nil, c.At(at, "NamedQueryId"))
	if s.NamedQueryId != nil {
		c.Length(*s.NamedQueryId, c.At(at, "NamedQueryId"), 1, 128)
		c.Matches(*s.NamedQueryId, c.At(at, "NamedQueryId"), &patterns[0])
	}
	c.Required(s.QueryString != nil, c.At(at, "QueryString"))
	if s.QueryString != nil {
		c.Length(*s.QueryString, c.At(at, "QueryString"), 1, 262144)
	}
}

// UpdateNamedQueryOutput is the API's UpdateNamedQueryOutput.
type UpdateNamedQueryOutput struct {
}

// Check notes the members that the API does not take.
func (s *UpdateNamedQueryOutput) Check(c *wire.Check, at string) {
}

// UpdatePreparedStatementInput is the API's UpdatePreparedStatementInput.
type UpdatePreparedStatementInput struct {
	Description    *string `json:"Description,omitzero"`
	QueryStatement *string `json:"QueryStatement,omitzero"`
	StatementName  *string `json:"StatementName,omitzero"`
	WorkGroup      *string `json:"WorkGroup,omitzero"`
}

// Check notes the members that the API does not take.
func (s *UpdatePreparedStatementInput) Check(c *wire.Check, at string) {
	if s.Description != nil {
		c.Length(*s.Description, c.At(at, "Description"), 1, 1024)
	}
	c.Required(s.QueryStatement != nil, c.At(at, "QueryStatement"))
	if s.QueryStatement != nil {
		c.Length(*s.QueryStatement, c.At(at, "QueryStatement"), 1, 262144)
	}
	c.Required(s.StatementName != nil, c.At(at, "StatementName"))
	if s.StatementName != nil {
		c.Length(*s.StatementName, c.At(at, "StatementName"), 1, 256)
		c.Matches(*s.StatementName, c.At(at, "StatementName"), &patterns[1])
	}
	c.Required(s.WorkGroup != nil, c.At(at, "WorkGroup"))
	if s.WorkGroup != nil {
		c.Matches(*s.WorkGroup, c.At(at, "WorkGroup"), &patterns[2])
	}
}

// UpdatePreparedStatementOutput is the API's UpdatePreparedStatementOutput.
type UpdatePreparedStatementOutput struct {
}

// Check notes the members that the API does not take.
func (s *UpdatePreparedStatementOutput) Check(c *wire.Check, at string) {
}

// UpdateWorkGroupInput is the API's UpdateWorkGroupInput.
type UpdateWorkGroupInput struct {
	ConfigurationUpdates *WorkGroupConfigurationUpdates `json:"ConfigurationUpdates,omitzero"`
	Description          *string                        `json:"Description,omitzero"`
	State                *string                        `json:"State,omitzero"`
	WorkGroup            *string                        `json:"WorkGroup,omitzero"`
}

// Check notes the members that the API does not take.
func (s *UpdateWorkGroupInput) Check(c *wire.Check, at string) {
	if s.ConfigurationUpdates != nil {
		s.ConfigurationUpdates.Check(c, c.At(at, "ConfigurationUpdates"))
	}
	if s.Description != nil {
		c.Length(*s.Description, c.At(at, "Description"), 0, 1024)
	}
	if s.State != nil {
		c.Enum(*s.State, c.At(at, "State"), enumWorkGroupState)
	}
	c.Required(s.WorkGroup != nil, c.At(at, "WorkGroup"))
	if s.WorkGroup != nil {
		c.Matches(*s.WorkGroup, c.At(at, "WorkGroup"), &patterns[2])
	}
}

// UpdateWorkGroupOutput is the API's UpdateWorkGroupOutput.
type UpdateWorkGroupOutput struct {
}

// Check notes the members that the API does not take.
func (s *UpdateWorkGroupOutput) Check(c *wire.Check, at string) {
}

// WorkGroup is the API's WorkGroup.
type WorkGroup struct {
	Configuration                *WorkGroupConfiguration `json:"Configuration,omitzero"`
	CreationTime                 *wire.Time              `json:"CreationTime,omitzero"`
	Description                  *string                 `json:"Description,omitzero"`
	IdentityCenterApplicationArn *string                 `json:"IdentityCenterApplicationArn,omitzero"`
	Name                         *string                 `json:"Name,omitzero"`
	State                        *string                 `json:"State,omitzero"`
}

// Check notes the members that the API does not take.
func (s *WorkGroup) Check(c *wire.Check, at string) {
	if s.Configuration != nil {
		s.Configuration.Check(c, c.At(at, "Configuration"))
	}
	if s.Description != nil {
		c.Length(*s.Description, c.At(at, "Description"), 0, 1024)
	}
	if s.IdentityCenterApplicationArn != nil {
		c.Length(*s.IdentityCenterApplicationArn, c.At(at, "IdentityCenterApplicationArn"), 0, 255)
		c.Matches(*s.IdentityCenterApplicationArn, c.At(at, "IdentityCenterApplicationArn"), &patterns[10])
	}
	c.Required(s.Name != nil, c.At(at, "Name"))
	if s.Name != nil {
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[2])
	}
	if s.State != nil {
		c.Enum(*s.State, c.At(at, "State"), enumWorkGroupState)
	}
}

// WorkGroupConfiguration is the API's WorkGroupConfiguration.
type WorkGroupConfiguration struct {
	AdditionalConfiguration                 *string                                  `json:"AdditionalConfiguration,omitzero"`
	BytesScannedCutoffPerQuery              *int64                                   `json:"BytesScannedCutoffPerQuery,omitzero"`
	CustomerContentEncryptionConfiguration  *CustomerContentEncryptionConfiguration  `json:"CustomerContentEncryptionConfiguration,omitzero"`
	EnableMinimumEncryptionConfiguration    *bool                                    `json:"EnableMinimumEncryptionConfiguration,omitzero"`
	EnforceWorkGroupConfiguration           *bool                                    `json:"EnforceWorkGroupConfiguration,omitzero"`
	EngineConfiguration                     *EngineConfiguration                     `json:"EngineConfiguration,omitzero"`
	EngineVersion                           *EngineVersion                           `json:"EngineVersion,omitzero"`
	ExecutionRole                           *string                                  `json:"ExecutionRole,omitzero"`
	IdentityCenterConfiguration             *IdentityCenterConfiguration             `json:"IdentityCenterConfiguration,omitzero"`
	ManagedQueryResultsConfiguration        *ManagedQueryResultsConfiguration        `json:"ManagedQueryResultsConfiguration,omitzero"`
	MonitoringConfiguration                 *MonitoringConfiguration                 `json:"MonitoringConfiguration,omitzero"`
	PublishCloudWatchMetricsEnabled         *bool                                    `json:"PublishCloudWatchMetricsEnabled,omitzero"`
	QueryResultsS3AccessGrantsConfiguration *QueryResultsS3AccessGrantsConfiguration `json:"QueryResultsS3AccessGrantsConfiguration,omitzero"`
	RequesterPaysEnabled                    *bool                                    `json:"RequesterPaysEnabled,omitzero"`
	ResultConfiguration                     *ResultConfiguration                     `json:"ResultConfiguration,omitzero"`
	SystemTableStatuses                     []SystemTableStatus                      `json:"SystemTableStatuses,omitzero"`
}

// Check notes the members that the API does not take.
func (s *WorkGroupConfiguration) Check(c *wire.Check, at string) {
	if s.AdditionalConfiguration != nil {
		c.Length(*s.AdditionalConfiguration, c.At(at, "AdditionalConfiguration"), 1, 128)
	}
	if s.BytesScannedCutoffPerQuery != nil {
		c.AtLeast(float64(*s.BytesScannedCutoffPerQuery), c.At(at, "BytesScannedCutoffPerQuery"), 10000000)
	}
	if s.CustomerContentEncryptionConfiguration != nil {
		s.CustomerContentEncryptionConfiguration.Check(c, c.At(at, "CustomerContentEncryptionConfiguration"))
	}
	if s.EngineConfiguration != nil {
		s.EngineConfiguration.Check(c, c.At(at, "EngineConfiguration"))
	}
	if s.EngineVersion != nil {
		s.EngineVersion.Check(c, c.At(at, "EngineVersion"))
	}
	if s.ExecutionRole != nil {
		c.Length(*s.ExecutionRole, c.At(at, "ExecutionRole"), 20, 2048)
		c.Matches(*s.ExecutionRole, c.At(at, "ExecutionRole"), &patterns[11])
	}
	if s.IdentityCenterConfiguration != nil {
		s.IdentityCenterConfiguration.Check(c, c.At(at, "IdentityCenterConfiguration"))
	}
	if s.ManagedQueryResultsConfiguration != nil {
		s.ManagedQueryResultsConfiguration.Check(c, c.At(at, "ManagedQueryResultsConfiguration"))
	}
	if s.MonitoringConfiguration != nil {
		s.MonitoringConfiguration.Check(c, c.At(at, "MonitoringConfiguration"))
	}
	if s.QueryResultsS3AccessGrantsConfiguration != nil {
		s.QueryResultsS3AccessGrantsConfiguration.Check(c, c.At(at, "QueryResultsS3AccessGrantsConfiguration"))
	}
	if s.ResultConfiguration != nil {
		s.ResultConfiguration.Check(c, c.At(at, "ResultConfiguration"))
	}
	if s.SystemTableStatuses != nil {
		c.Size(len(s.SystemTableStatuses), c.At(at, "SystemTableStatuses"), 0, 50)
	}
	for i, e := range s.SystemTableStatuses {
		e.Check(c, c.Item(c.At(at, "SystemTableStatuses"), i))
	}
}

// WorkGroupConfigurationUpdates is the API's WorkGroupConfigurationUpdates.
type WorkGroupConfigurationUpdates struct {
	AdditionalConfiguration                      *string                                  `json:"AdditionalConfiguration,omitzero"`
	BytesScannedCutoffPerQuery                   *int64                                   `json:"BytesScannedCutoffPerQuery,omitzero"`
	CustomerContentEncryptionConfiguration       *CustomerContentEncryptionConfiguration  `json:"CustomerContentEncryptionConfiguration,omitzero"`
	EnableMinimumEncryptionConfiguration         *bool                                    `json:"EnableMinimumEncryptionConfiguration,omitzero"`
	EnforceWorkGroupConfiguration                *bool                                    `json:"EnforceWorkGroupConfiguration,omitzero"`
	EngineConfiguration                          *EngineConfiguration                     `json:"EngineConfiguration,omitzero"`
	EngineVersion                                *EngineVersion                           `json:"EngineVersion,omitzero"`
	ExecutionRole                                *string                                  `json:"ExecutionRole,omitzero"`
	ManagedQueryResultsConfigurationUpdates      *ManagedQueryResultsConfigurationUpdates `json:"ManagedQueryResultsConfigurationUpdates,omitzero"`
	MonitoringConfiguration                      *MonitoringConfiguration                 `json:"MonitoringConfiguration,omitzero"`
	PublishCloudWatchMetricsEnabled              *bool                                    `json:"PublishCloudWatchMetricsEnabled,omitzero"`
	QueryResultsS3AccessGrantsConfiguration      *QueryResultsS3AccessGrantsConfiguration `json:"QueryResultsS3AccessGrantsConfiguration,omitzero"`
	RemoveBytesScannedCutoffPerQuery             *bool                                    `json:"RemoveBytesScannedCutoffPerQuery,omitzero"`
	RemoveCustomerContentEncryptionConfiguration *bool                                    `json:"RemoveCustomerContentEncryptionConfiguration,omitzero"`
	RequesterPaysEnabled                         *bool                                    `json:"RequesterPaysEnabled,omitzero"`
	ResultConfigurationUpdates                   *ResultConfigurationUpdates              `json:"ResultConfigurationUpdates,omitzero"`
}

// Check notes the members that the API does not take.
func (s *WorkGroupConfigurationUpdates) Check(c *wire.Check, at string) {
	if s.AdditionalConfiguration != nil {
		c.Length(*s.AdditionalConfiguration, c.At(at, "AdditionalConfiguration"), 1, 128)
	}
	if s.BytesScannedCutoffPerQuery != nil {
		c.AtLeast(float64(*s.BytesScannedCutoffPerQuery), c.At(at, "BytesScannedCutoffPerQuery"), 10000000)
	}
	if s.CustomerContentEncryptionConfiguration != nil {
		s.CustomerContentEncryptionConfiguration.Check(c, c.At(at, "CustomerContentEncryptionConfiguration"))
	}
	if s.EngineConfiguration != nil {
		s.EngineConfiguration.Check(c, c.At(at, "EngineConfiguration"))
	}
	if s.EngineVersion != nil {
		s.EngineVersion.Check(c, c.At(at, "EngineVersion"))
	}
	if s.ExecutionRole != nil {
		c.Length(*s.ExecutionRole, c.At(at, "ExecutionRole"), 20, 2048)
		c.Matches(*s.ExecutionRole, c.At(at, "ExecutionRole"), &patterns[11])
	}
	if s.ManagedQueryResultsConfigurationUpdates != nil {
		s.ManagedQueryResultsConfigurationUpdates.Check(c, c.At(at, "ManagedQueryResultsConfigurationUpdates"))
	}
	if s.MonitoringConfiguration != nil {
		s.MonitoringConfiguration.Check(c, c.At(at, "MonitoringConfiguration"))
	}
	if s.QueryResultsS3AccessGrantsConfiguration != nil {
		s.QueryResultsS3AccessGrantsConfiguration.Check(c, c.At(at, "QueryResultsS3AccessGrantsConfiguration"))
	}
	if s.ResultConfigurationUpdates != nil {
		s.ResultConfigurationUpdates.Check(c, c.At(at, "ResultConfigurationUpdates"))
	}
}

// The values of WorkGroupState.
const (
	WorkGroupStateEnabled  = "ENABLED"
	WorkGroupStateDisabled = "DISABLED"
)

var enumWorkGroupState = []string{"ENABLED", "DISABLED"}

// WorkGroupSummary is the API's WorkGroupSummary.
type WorkGroupSummary struct {
	CreationTime                 *wire.Time     `json:"CreationTime,omitzero"`
	Description                  *string        `json:"Description,omitzero"`
	EngineVersion                *EngineVersion `json:"EngineVersion,omitzero"`
	IdentityCenterApplicationArn *string        `json:"IdentityCenterApplicationArn,omitzero"`
	Name                         *string        `json:"Name,omitzero"`
	State                        *string        `json:"State,omitzero"`
}

// Check notes the members that the API does not take.
func (s *WorkGroupSummary) Check(c *wire.Check, at string) {
	if s.Description != nil {
		c.Length(*s.Description, c.At(at, "Description"), 0, 1024)
	}
	if s.EngineVersion != nil {
		s.EngineVersion.Check(c, c.At(at, "EngineVersion"))
	}
	if s.IdentityCenterApplicationArn != nil {
		c.Length(*s.IdentityCenterApplicationArn, c.At(at, "IdentityCenterApplicationArn"), 0, 255)
		c.Matches(*s.IdentityCenterApplicationArn, c.At(at, "IdentityCenterApplicationArn"), &patterns[10])
	}
	if s.Name != nil {
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[2])
	}
	if s.State != nil {
		c.Enum(*s.State, c.At(at, "State"), enumWorkGroupState)
	}
}

var patterns = [...]wire.Pattern{
	{Text: "\\S+"},
	{Text: "[a-zA-Z_][a-zA-Z0-9_@:]{1,256}"},
	{Text: "[a-zA-Z0-9._-]{1,128}"},
	{Text: "[\\x{0020}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}\\t]*"},
	{Text: "^[a-zA-Z0-9._/-]+$"},
	{Text: "^[^:*]*$"},
	{Text: "^(arn:aws[a-z\\-]*:kms:([a-z0-9\\-]+):\\d{12}:key/?[a-zA-Z_0-9+=,.@\\-_/]+|arn:aws[a-z\\-]*:kms:([a-z0-9\\-]+):\\d{12}:alias/?[a-zA-Z_0-9+=,.@\\-_/]+|alias/[a-zA-Z0-9/_-]+|[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12})$"},
	{Text: "^arn:(aws|aws-us-gov|aws-cn|aws-iso|aws-iso-b):sso:::instance/(sso)?ins-[a-zA-Z0-9-.]{16}$"},
	{Text: "^[0-9]+$"},
	{Text: "^s3://[a-z0-9][a-z0-9\\-]*[a-z0-9](/.*)?$"},
	{Text: "^arn:(aws|aws-us-gov|aws-cn|aws-iso|aws-iso-b):sso::\\d{12}:application/(sso)?ins-[a-zA-Z0-9-.]{16}/apl-[a-zA-Z0-9]{16}$"},
	{Text: "^arn:aws[a-z\\-]*:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+$"},
}
