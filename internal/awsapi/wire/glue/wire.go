// Package glue has the structs of an AWS API as they are on the wire, and checks their members.
//
// It is written by internal/awsapi/wire/gen from botocore's service model (glue/2017-03-31).
package glue

import "tarn/internal/awsapi/wire"

// Operations are those that the structs below are for.
var Operations = map[string]wire.Operation{
	"BatchCreatePartition": {
		Input:  func() wire.Shape { return new(BatchCreatePartitionRequest) },
		Output: func() wire.Shape { return new(BatchCreatePartitionResponse) },
		Errors: []string{"InvalidInputException", "AlreadyExistsException", "ResourceNumberLimitExceededException", "InternalServiceException", "EntityNotFoundException", "OperationTimeoutException", "GlueEncryptionException", "ConcurrentModificationException"},
	},
	"BatchDeletePartition": {
		Input:  func() wire.Shape { return new(BatchDeletePartitionRequest) },
		Output: func() wire.Shape { return new(BatchDeletePartitionResponse) },
		Errors: []string{"InvalidInputException", "EntityNotFoundException", "InternalServiceException", "OperationTimeoutException", "ConcurrentModificationException"},
	},
	"BatchDeleteTable": {
		Input:  func() wire.Shape { return new(BatchDeleteTableRequest) },
		Output: func() wire.Shape { return new(BatchDeleteTableResponse) },
		Errors: []string{"InvalidInputException", "EntityNotFoundException", "InternalServiceException", "OperationTimeoutException", "GlueEncryptionException", "ResourceNotReadyException", "ConcurrentModificationException"},
	},
	"BatchDeleteTableVersion": {
		Input:  func() wire.Shape { return new(BatchDeleteTableVersionRequest) },
		Output: func() wire.Shape { return new(BatchDeleteTableVersionResponse) },
		Errors: []string{"EntityNotFoundException", "InvalidInputException", "InternalServiceException", "OperationTimeoutException"},
	},
	"BatchGetPartition": {
		Input:  func() wire.Shape { return new(BatchGetPartitionRequest) },
		Output: func() wire.Shape { return new(BatchGetPartitionResponse) },
		Errors: []string{"InvalidInputException", "EntityNotFoundException", "OperationTimeoutException", "InternalServiceException", "GlueEncryptionException", "InvalidStateException", "FederationSourceException", "FederationSourceRetryableException"},
	},
	"CreateDatabase": {
		Input:  func() wire.Shape { return new(CreateDatabaseRequest) },
		Output: func() wire.Shape { return new(CreateDatabaseResponse) },
		Errors: []string{"InvalidInputException", "AlreadyExistsException", "ResourceNumberLimitExceededException", "InternalServiceException", "OperationTimeoutException", "GlueEncryptionException", "ConcurrentModificationException", "FederatedResourceAlreadyExistsException", "FederationSourceException", "FederationSourceRetryableException"},
	},
	"CreatePartition": {
		Input:  func() wire.Shape { return new(CreatePartitionRequest) },
		Output: func() wire.Shape { return new(CreatePartitionResponse) },
		Errors: []string{"InvalidInputException", "AlreadyExistsException", "ResourceNumberLimitExceededException", "InternalServiceException", "EntityNotFoundException", "OperationTimeoutException", "GlueEncryptionException"},
	},
	"CreateTable": {
		Input:  func() wire.Shape { return new(CreateTableRequest) },
		Output: func() wire.Shape { return new(CreateTableResponse) },
		Errors: []string{"AlreadyExistsException", "InvalidInputException", "EntityNotFoundException", "ResourceNumberLimitExceededException", "InternalServiceException", "OperationTimeoutException", "GlueEncryptionException", "ConcurrentModificationException", "ResourceNotReadyException", "FederationSourceException", "FederationSourceRetryableException"},
	},
	"DeleteDatabase": {
		Input:  func() wire.Shape { return new(DeleteDatabaseRequest) },
		Output: func() wire.Shape { return new(DeleteDatabaseResponse) },
		Errors: []string{"EntityNotFoundException", "InvalidInputException", "InternalServiceException", "OperationTimeoutException", "ConcurrentModificationException", "FederationSourceException", "FederationSourceRetryableException"},
	},
	"DeletePartition": {
		Input:  func() wire.Shape { return new(DeletePartitionRequest) },
		Output: func() wire.Shape { return new(DeletePartitionResponse) },
		Errors: []string{"EntityNotFoundException", "InvalidInputException", "InternalServiceException", "OperationTimeoutException"},
	},
	"DeleteTable": {
		Input:  func() wire.Shape { return new(DeleteTableRequest) },
		Output: func() wire.Shape { return new(DeleteTableResponse) },
		Errors: []string{"EntityNotFoundException", "InvalidInputException", "InternalServiceException", "OperationTimeoutException", "ConcurrentModificationException", "ResourceNotReadyException", "FederationSourceException", "FederationSourceRetryableException"},
	},
	"DeleteTableVersion": {
		Input:  func() wire.Shape { return new(DeleteTableVersionRequest) },
		Output: func() wire.Shape { return new(DeleteTableVersionResponse) },
		Errors: []string{"EntityNotFoundException", "InvalidInputException", "InternalServiceException", "OperationTimeoutException"},
	},
	"GetDatabase": {
		Input:  func() wire.Shape { return new(GetDatabaseRequest) },
		Output: func() wire.Shape { return new(GetDatabaseResponse) },
		Errors: []string{"InvalidInputException", "EntityNotFoundException", "InternalServiceException", "OperationTimeoutException", "GlueEncryptionException", "FederationSourceException", "FederationSourceRetryableException"},
	},
	"GetDatabases": {
		Input:  func() wire.Shape { return new(GetDatabasesRequest) },
		Output: func() wire.Shape { return new(GetDatabasesResponse) },
		Errors: []string{"InvalidInputException", "InternalServiceException", "OperationTimeoutException", "GlueEncryptionException", "EntityNotFoundException", "FederationSourceException", "FederationSourceRetryableException"},
	},
	"GetPartition": {
		Input:  func() wire.Shape { return new(GetPartitionRequest) },
		Output: func() wire.Shape { return new(GetPartitionResponse) },
		Errors: []string{"EntityNotFoundException", "InvalidInputException", "InternalServiceException", "OperationTimeoutException", "GlueEncryptionException", "FederationSourceException", "FederationSourceRetryableException"},
	},
	"GetPartitions": {
		Input:  func() wire.Shape { return new(GetPartitionsRequest) },
		Output: func() wire.Shape { return new(GetPartitionsResponse) },
		Errors: []string{"EntityNotFoundException", "InvalidInputException", "OperationTimeoutException", "InternalServiceException", "GlueEncryptionException", "InvalidStateException", "ResourceNotReadyException", "FederationSourceException", "FederationSourceRetryableException"},
	},
	"GetTable": {
		Input:  func() wire.Shape { return new(GetTableRequest) },
		Output: func() wire.Shape { return new(GetTableResponse) },
		Errors: []string{"EntityNotFoundException", "InvalidInputException", "InternalServiceException", "OperationTimeoutException", "GlueEncryptionException", "ResourceNotReadyException", "FederationSourceException", "FederationSourceRetryableException"},
	},
	"GetTableVersion": {
		Input:  func() wire.Shape { return new(GetTableVersionRequest) },
		Output: func() wire.Shape { return new(GetTableVersionResponse) },
		Errors: []string{"EntityNotFoundException", "InvalidInputException", "InternalServiceException", "OperationTimeoutException", "GlueEncryptionException"},
	},
	"GetTableVersions": {
		Input:  func() wire.Shape { return new(GetTableVersionsRequest) },
		Output: func() wire.Shape { return new(GetTableVersionsResponse) },
		Errors: []string{"EntityNotFoundException", "InvalidInputException", "InternalServiceException", "OperationTimeoutException", "GlueEncryptionException"},
	},
	"GetTables": {
		Input:  func() wire.Shape { return new(GetTablesRequest) },
		Output: func() wire.Shape { return new(GetTablesResponse) },
		Errors: []string{"EntityNotFoundException", "InvalidInputException", "OperationTimeoutException", "InternalServiceException", "GlueEncryptionException", "FederationSourceException", "FederationSourceRetryableException"},
	},
	"UpdateDatabase": {
		Input:  func() wire.Shape { return new(UpdateDatabaseRequest) },
		Output: func() wire.Shape { return new(UpdateDatabaseResponse) },
		Errors: []string{"EntityNotFoundException", "InvalidInputException", "InternalServiceException", "OperationTimeoutException", "GlueEncryptionException", "ConcurrentModificationException", "FederationSourceException", "FederationSourceRetryableException", "AlreadyExistsException"},
	},
	"UpdatePartition": {
		Input:  func() wire.Shape { return new(UpdatePartitionRequest) },
		Output: func() wire.Shape { return new(UpdatePartitionResponse) },
		Errors: []string{"EntityNotFoundException", "InvalidInputException", "InternalServiceException", "OperationTimeoutException", "GlueEncryptionException"},
	},
	"UpdateTable": {
		Input:  func() wire.Shape { return new(UpdateTableRequest) },
		Output: func() wire.Shape { return new(UpdateTableResponse) },
		Errors: []string{"EntityNotFoundException", "InvalidInputException", "InternalServiceException", "OperationTimeoutException", "ConcurrentModificationException", "ResourceNumberLimitExceededException", "GlueEncryptionException", "ResourceNotReadyException", "FederationSourceException", "FederationSourceRetryableException", "AlreadyExistsException"},
	},
}

// Others are the service's operations that have no structs here.
var Others = []string{
	"AssociateGlossaryTerms",
	"BatchDeleteConnection",
	"BatchGetBlueprints",
	"BatchGetCrawlers",
	"BatchGetCustomEntityTypes",
	"BatchGetDataQualityResult",
	"BatchGetDataQualityResultV2",
	"BatchGetDataQualityRulesetEvaluationRun",
	"BatchGetDevEndpoints",
	"BatchGetIterableForms",
	"BatchGetJobs",
	"BatchGetTableOptimizer",
	"BatchGetTriggers",
	"BatchGetWorkflows",
	"BatchPutDataQualityStatisticAnnotation",
	"BatchStopJobRun",
	"BatchUpdatePartition",
	"CancelDataQualityRuleRecommendationRun",
	"CancelDataQualityRulesetEvaluationRun",
	"CancelMLTaskRun",
	"CancelStatement",
	"CheckSchemaVersionValidity",
	"CreateBlueprint",
	"CreateCatalog",
	"CreateClassifier",
	"CreateColumnStatisticsTaskSettings",
	"CreateConnection",
	"CreateCrawler",
	"CreateCustomEntityType",
	"CreateDataQualityEvaluationConfig",
	"CreateDataQualityRuleset",
	"CreateDevEndpoint",
	"CreateGlossary",
	"CreateGlossaryTerm",
	"CreateGlueIdentityCenterConfiguration",
	"CreateIntegration",
	"CreateIntegrationResourceProperty",
	"CreateIntegrationTableProperties",
	"CreateJob",
	"CreateMLTransform",
	"CreatePartitionIndex",
	"CreateRegistry",
	"CreateSchema",
	"CreateScript",
	"CreateSecurityConfiguration",
	"CreateSession",
	"CreateTableOptimizer",
	"CreateTrigger",
	"CreateUsageProfile",
	"CreateUserDefinedFunction",
	"CreateWorkflow",
	"DeleteAsset",
	"DeleteAttachment",
	"DeleteBlueprint",
	"DeleteCatalog",
	"DeleteClassifier",
	"DeleteColumnStatisticsForPartition",
	"DeleteColumnStatisticsForTable",
	"DeleteColumnStatisticsTaskSettings",
	"DeleteConnection",
	"DeleteConnectionType",
	"DeleteCrawler",
	"DeleteCustomEntityType",
	"DeleteDataQualityEvaluationConfig",
	"DeleteDataQualityRuleset",
	"DeleteDevEndpoint",
	"DeleteFormType",
	"DeleteGlossary",
	"DeleteGlossaryTerm",
	"DeleteGlueIdentityCenterConfiguration",
	"DeleteIntegration",
	"DeleteIntegrationResourceProperty",
	"DeleteIntegrationTableProperties",
	"DeleteJob",
	"DeleteMLTransform",
	"DeletePartitionIndex",
	"DeleteRegistry",
	"DeleteResourcePolicy",
	"DeleteSchema",
	"DeleteSchemaVersions",
	"DeleteSecurityConfiguration",
	"DeleteSession",
	"DeleteTableOptimizer",
	"DeleteTrigger",
	"DeleteUsageProfile",
	"DeleteUserDefinedFunction",
	"DeleteWorkflow",
	"DescribeConnectionType",
	"DescribeEntity",
	"DescribeInboundIntegrations",
	"DescribeIntegrations",
	"DisassociateGlossaryTerms",
	"GetAsset",
	"GetAssetType",
	"GetBlueprint",
	"GetBlueprintRun",
	"GetBlueprintRuns",
	"GetCatalog",
	"GetCatalogImportStatus",
	"GetCatalogs",
	"GetClassifier",
	"GetClassifiers",
	"GetColumnStatisticsForPartition",
	"GetColumnStatisticsForTable",
	"GetColumnStatisticsTaskRun",
	"GetColumnStatisticsTaskRuns",
	"GetColumnStatisticsTaskSettings",
	"GetConnection",
	"GetConnections",
	"GetCrawler",
	"GetCrawlerMetrics",
	"GetCrawlers",
	"GetCustomEntityType",
	"GetDashboardUrl",
	"GetDataCatalogEncryptionSettings",
	"GetDataCatalogExportConfiguration",
	"GetDataQualityEvaluationConfig",
	"GetDataQualityModel",
	"GetDataQualityModelResult",
	"GetDataQualityResult",
	"GetDataQualityResultV2",
	"GetDataQualityRuleRecommendationRun",
	"GetDataQualityRuleset",
	"GetDataQualityRulesetEvaluationRun",
	"GetDataflowGraph",
	"GetDevEndpoint",
	"GetDevEndpoints",
	"GetEntityRecords",
	"GetFormType",
	"GetGlossary",
	"GetGlossaryTerm",
	"GetGlueIdentityCenterConfiguration",
	"GetIntegrationResourceProperty",
	"GetIntegrationTableProperties",
	"GetJob",
	"GetJobBookmark",
	"GetJobRun",
	"GetJobRuns",
	"GetJobUpgradeAnalysis",
	"GetJobs",
	"GetMLTaskRun",
	"GetMLTaskRuns",
	"GetMLTransform",
	"GetMLTransforms",
	"GetMapping",
	"GetMaterializedViewRefreshTaskRun",
	"GetPartitionIndexes",
	"GetPlan",
	"GetRegistry",
	"GetResourcePolicies",
	"GetResourcePolicy",
	"GetSchema",
	"GetSchemaByDefinition",
	"GetSchemaVersion",
	"GetSchemaVersionsDiff",
	"GetSecurityConfiguration",
	"GetSecurityConfigurations",
	"GetSession",
	"GetSessionEndpoint",
	"GetStatement",
	"GetSystemLogsForJobRun",
	"GetSystemLogsForSession",
	"GetTableOptimizer",
	"GetTags",
	"GetTrigger",
	"GetTriggers",
	"GetUnfilteredPartitionMetadata",
	"GetUnfilteredPartitionsMetadata",
	"GetUnfilteredTableMetadata",
	"GetUsageProfile",
	"GetUserDefinedFunction",
	"GetUserDefinedFunctions",
	"GetWorkflow",
	"GetWorkflowRun",
	"GetWorkflowRunProperties",
	"GetWorkflowRuns",
	"ImportCatalogToGlue",
	"ListAssetTypes",
	"ListBlueprints",
	"ListColumnStatisticsTaskRuns",
	"ListConnectionTypes",
	"ListCrawlers",
	"ListCrawls",
	"ListCustomEntityTypes",
	"ListDataQualityEvaluationConfigs",
	"ListDataQualityResults",
	"ListDataQualityResultsV2",
	"ListDataQualityRuleRecommendationRuns",
	"ListDataQualityRulesetEvaluationRuns",
	"ListDataQualityRulesets",
	"ListDataQualityStatisticAnnotations",
	"ListDataQualityStatistics",
	"ListDevEndpoints",
	"ListEntities",
	"ListFormTypes",
	"ListGlossaries",
	"ListGlossaryTerms",
	"ListIntegrationResourceProperties",
	"ListIntegrationTableProperties",
	"ListIterableForms",
	"ListJobs",
	"ListMLTransforms",
	"ListMaterializedViewRefreshTaskRuns",
	"ListRegistries",
	"ListSchemaVersions",
	"ListSchemas",
	"ListSessions",
	"ListStatements",
	"ListTableOptimizerRuns",
	"ListTriggers",
	"ListUsageProfiles",
	"ListWorkflows",
	"ModifyIntegration",
	"PublishDataQualityResultV2",
	"PutAsset",
	"PutAttachment",
	"PutDataCatalogEncryptionSettings",
	"PutDataCatalogExportConfiguration",
	"PutDataQualityProfileAnnotation",
	"PutFormType",
	"PutResourcePolicy",
	"PutSchemaVersionMetadata",
	"PutWorkflowRunProperties",
	"QuerySchemaVersionMetadata",
	"RegisterConnectionType",
	"RegisterSchemaVersion",
	"RemoveSchemaVersionMetadata",
	"ResetJobBookmark",
	"ResumeWorkflowRun",
	"RunStatement",
	"SearchAssets",
	"SearchTables",
	"StartBlueprintRun",
	"StartColumnStatisticsTaskRun",
	"StartColumnStatisticsTaskRunSchedule",
	"StartCrawler",
	"StartCrawlerSchedule",
	"StartDataQualityRuleRecommendationRun",
	"StartDataQualityRulesetEvaluationRun",
	"StartExportLabelsTaskRun",
	"StartImportLabelsTaskRun",
	"StartJobRun",
	"StartJobUpgradeAnalysis",
	"StartMLEvaluationTaskRun",
	"StartMLLabelingSetGenerationTaskRun",
	"StartMaterializedViewRefreshTaskRun",
	"StartTrigger",
	"StartWorkflowRun",
	"StopColumnStatisticsTaskRun",
	"StopColumnStatisticsTaskRunSchedule",
	"StopCrawler",
	"StopCrawlerSchedule",
	"StopJobUpgradeAnalysis",
	"StopMaterializedViewRefreshTaskRun",
	"StopSession",
	"StopTrigger",
	"StopWorkflowRun",
	"TagResource",
	"TestConnection",
	"UntagResource",
	"UpdateAsset",
	"UpdateBlueprint",
	"UpdateCatalog",
	"UpdateClassifier",
	"UpdateColumnStatisticsForPartition",
	"UpdateColumnStatisticsForTable",
	"UpdateColumnStatisticsTaskSettings",
	"UpdateConnection",
	"UpdateCrawler",
	"UpdateCrawlerSchedule",
	"UpdateDataQualityEvaluationConfig",
	"UpdateDataQualityRuleset",
	"UpdateDevEndpoint",
	"UpdateGlossary",
	"UpdateGlossaryTerm",
	"UpdateGlueIdentityCenterConfiguration",
	"UpdateIntegrationResourceProperty",
	"UpdateIntegrationTableProperties",
	"UpdateJob",
	"UpdateJobFromSourceControl",
	"UpdateMLTransform",
	"UpdateRegistry",
	"UpdateSchema",
	"UpdateSourceControlFromJob",
	"UpdateTableOptimizer",
	"UpdateTrigger",
	"UpdateUsageProfile",
	"UpdateUserDefinedFunction",
	"UpdateWorkflow",
}

// AuditContext is the API's AuditContext.
type AuditContext struct {
	AdditionalAuditContext *string  `json:"AdditionalAuditContext,omitzero"`
	AllColumnsRequested    *bool    `json:"AllColumnsRequested,omitzero"`
	RequestedColumns       []string `json:"RequestedColumns,omitzero"`
}

// Check notes the members that the API does not take.
func (s *AuditContext) Check(c *wire.Check, at string) {
	if s.AdditionalAuditContext != nil {
		c.Length(*s.AdditionalAuditContext, c.At(at, "AdditionalAuditContext"), 0, 2048)
	}
	for i, e := range s.RequestedColumns {
		c.Length(e, c.Item(c.At(at, "RequestedColumns"), i), 1, 1024)
		c.Matches(e, c.Item(c.At(at, "RequestedColumns"), i), &patterns[0])
	}
}

// BatchCreatePartitionRequest is the API's BatchCreatePartitionRequest.
type BatchCreatePartitionRequest struct {
	CatalogId          *string          `json:"CatalogId,omitzero"`
	DatabaseName       *string          `json:"DatabaseName,omitzero"`
	PartitionInputList []PartitionInput `json:"PartitionInputList,omitzero"`
	TableName          *string          `json:"TableName,omitzero"`
}

// Check notes the members that the API does not take.
func (s *BatchCreatePartitionRequest) Check(c *wire.Check, at string) {
	if s.CatalogId != nil {
		c.Length(*s.CatalogId, c.At(at, "CatalogId"), 1, 255)
		c.Matches(*s.CatalogId, c.At(at, "CatalogId"), &patterns[0])
	}
	c.Required(s.DatabaseName != nil, c.At(at, "DatabaseName"))
	if s.DatabaseName != nil {
		c.Length(*s.DatabaseName, c.At(at, "DatabaseName"), 1, 255)
		c.Matches(*s.DatabaseName, c.At(at, "DatabaseName"), &patterns[0])
	}
	c.Required(s.PartitionInputList != nil, c.At(at, "PartitionInputList"))
	if s.PartitionInputList != nil {
		c.Size(len(s.PartitionInputList), c.At(at, "PartitionInputList"), 0, 100)
	}
	for i, e := range s.PartitionInputList {
		e.Check(c, c.Item(c.At(at, "PartitionInputList"), i))
	}
	c.Required(s.TableName != nil, c.At(at, "TableName"))
	if s.TableName != nil {
		c.Length(*s.TableName, c.At(at, "TableName"), 1, 255)
		c.Matches(*s.TableName, c.At(at, "TableName"), &patterns[0])
	}
}

// BatchCreatePartitionResponse is the API's BatchCreatePartitionResponse.
type BatchCreatePartitionResponse struct {
	Errors []PartitionError `json:"Errors,omitzero"`
}

// Check notes the members that the API does not take.
func (s *BatchCreatePartitionResponse) Check(c *wire.Check, at string) {
	for i, e := range s.Errors {
		e.Check(c, c.Item(c.At(at, "Errors"), i))
	}
}

// BatchDeletePartitionRequest is the API's BatchDeletePartitionRequest.
type BatchDeletePartitionRequest struct {
	CatalogId          *string              `json:"CatalogId,omitzero"`
	DatabaseName       *string              `json:"DatabaseName,omitzero"`
	PartitionsToDelete []PartitionValueList `json:"PartitionsToDelete,omitzero"`
	TableName          *string              `json:"TableName,omitzero"`
}

// Check notes the members that the API does not take.
func (s *BatchDeletePartitionRequest) Check(c *wire.Check, at string) {
	if s.CatalogId != nil {
		c.Length(*s.CatalogId, c.At(at, "CatalogId"), 1, 255)
		c.Matches(*s.CatalogId, c.At(at, "CatalogId"), &patterns[0])
	}
	c.Required(s.DatabaseName != nil, c.At(at, "DatabaseName"))
	if s.DatabaseName != nil {
		c.Length(*s.DatabaseName, c.At(at, "DatabaseName"), 1, 255)
		c.Matches(*s.DatabaseName, c.At(at, "DatabaseName"), &patterns[0])
	}
	c.Required(s.PartitionsToDelete != nil, c.At(at, "PartitionsToDelete"))
	if s.PartitionsToDelete != nil {
		c.Size(len(s.PartitionsToDelete), c.At(at, "PartitionsToDelete"), 0, 25)
	}
	for i, e := range s.PartitionsToDelete {
		e.Check(c, c.Item(c.At(at, "PartitionsToDelete"), i))
	}
	c.Required(s.TableName != nil, c.At(at, "TableName"))
	if s.TableName != nil {
		c.Length(*s.TableName, c.At(at, "TableName"), 1, 255)
		c.Matches(*s.TableName, c.At(at, "TableName"), &patterns[0])
	}
}

// BatchDeletePartitionResponse is the API's BatchDeletePartitionResponse.
type BatchDeletePartitionResponse struct {
	Errors []PartitionError `json:"Errors,omitzero"`
}

// Check notes the members that the API does not take.
func (s *BatchDeletePartitionResponse) Check(c *wire.Check, at string) {
	for i, e := range s.Errors {
		e.Check(c, c.Item(c.At(at, "Errors"), i))
	}
}

// BatchDeleteTableRequest is the API's BatchDeleteTableRequest.
type BatchDeleteTableRequest struct {
	CatalogId      *string  `json:"CatalogId,omitzero"`
	DatabaseName   *string  `json:"DatabaseName,omitzero"`
	TablesToDelete []string `json:"TablesToDelete,omitzero"`
	TransactionId  *string  `json:"TransactionId,omitzero"`
}

// Check notes the members that the API does not take.
func (s *BatchDeleteTableRequest) Check(c *wire.Check, at string) {
	if s.CatalogId != nil {
		c.Length(*s.CatalogId, c.At(at, "CatalogId"), 1, 255)
		c.Matches(*s.CatalogId, c.At(at, "CatalogId"), &patterns[0])
	}
	c.Required(s.DatabaseName != nil, c.At(at, "DatabaseName"))
	if s.DatabaseName != nil {
		c.Length(*s.DatabaseName, c.At(at, "DatabaseName"), 1, 255)
		c.Matches(*s.DatabaseName, c.At(at, "DatabaseName"), &patterns[0])
	}
	c.Required(s.TablesToDelete != nil, c.At(at, "TablesToDelete"))
	if s.TablesToDelete != nil {
		c.Size(len(s.TablesToDelete), c.At(at, "TablesToDelete"), 0, 100)
	}
	for i, e := range s.TablesToDelete {
		c.Length(e, c.Item(c.At(at, "TablesToDelete"), i), 1, 255)
		c.Matches(e, c.Item(c.At(at, "TablesToDelete"), i), &patterns[0])
	}
	if s.TransactionId != nil {
		c.Length(*s.TransactionId, c.At(at, "TransactionId"), 1, 255)
		c.Matches(*s.TransactionId, c.At(at, "TransactionId"), &patterns[1])
	}
}

// BatchDeleteTableResponse is the API's BatchDeleteTableResponse.
type BatchDeleteTableResponse struct {
	Errors []TableError `json:"Errors,omitzero"`
}

// Check notes the members that the API does not take.
func (s *BatchDeleteTableResponse) Check(c *wire.Check, at string) {
	for i, e := range s.Errors {
		e.Check(c, c.Item(c.At(at, "Errors"), i))
	}
}

// BatchDeleteTableVersionRequest is the API's BatchDeleteTableVersionRequest.
type BatchDeleteTableVersionRequest struct {
	CatalogId    *string  `json:"CatalogId,omitzero"`
	DatabaseName *string  `json:"DatabaseName,omitzero"`
	TableName    *string  `json:"TableName,omitzero"`
	VersionIds   []string `json:"VersionIds,omitzero"`
}

// Check notes the members that the API does not take.
func (s *BatchDeleteTableVersionRequest) Check(c *wire.Check, at string) {
	if s.CatalogId != nil {
		c.Length(*s.CatalogId, c.At(at, "CatalogId"), 1, 255)
		c.Matches(*s.CatalogId, c.At(at, "CatalogId"), &patterns[0])
	}
	c.Required(s.DatabaseName != nil, c.At(at, "DatabaseName"))
	if s.DatabaseName != nil {
		c.Length(*s.DatabaseName, c.At(at, "DatabaseName"), 1, 255)
		c.Matches(*s.DatabaseName, c.At(at, "DatabaseName"), &patterns[0])
	}
	c.Required(s.TableName != nil, c.At(at, "TableName"))
	if s.TableName != nil {
		c.Length(*s.TableName, c.At(at, "TableName"), 1, 255)
		c.Matches(*s.TableName, c.At(at, "TableName"), &patterns[0])
	}
	c.Required(s.VersionIds != nil, c.At(at, "VersionIds"))
	if s.VersionIds != nil {
		c.Size(len(s.VersionIds), c.At(at, "VersionIds"), 0, 100)
	}
	for i, e := range s.VersionIds {
		c.Length(e, c.Item(c.At(at, "VersionIds"), i), 1, 255)
		c.Matches(e, c.Item(c.At(at, "VersionIds"), i), &patterns[0])
	}
}

// BatchDeleteTableVersionResponse is the API's BatchDeleteTableVersionResponse.
type BatchDeleteTableVersionResponse struct {
	Errors []TableVersionError `json:"Errors,omitzero"`
}

// Check notes the members that the API does not take.
func (s *BatchDeleteTableVersionResponse) Check(c *wire.Check, at string) {
	for i, e := range s.Errors {
		e.Check(c, c.Item(c.At(at, "Errors"), i))
	}
}

// BatchGetPartitionRequest is the API's BatchGetPartitionRequest.
type BatchGetPartitionRequest struct {
	AuditContext        *AuditContext        `json:"AuditContext,omitzero"`
	CatalogId           *string              `json:"CatalogId,omitzero"`
	DatabaseName        *string              `json:"DatabaseName,omitzero"`
	PartitionsToGet     []PartitionValueList `json:"PartitionsToGet,omitzero"`
	QuerySessionContext *QuerySessionContext `json:"QuerySessionContext,omitzero"`
	TableName           *string              `json:"TableName,omitzero"`
}

// Check notes the members that the API does not take.
func (s *BatchGetPartitionRequest) Check(c *wire.Check, at string) {
	if s.AuditContext != nil {
		s.AuditContext.Check(c, c.At(at, "AuditContext"))
	}
	if s.CatalogId != nil {
		c.Length(*s.CatalogId, c.At(at, "CatalogId"), 1, 255)
		c.Matches(*s.CatalogId, c.At(at, "CatalogId"), &patterns[0])
	}
	c.Required(s.DatabaseName != nil, c.At(at, "DatabaseName"))
	if s.DatabaseName != nil {
		c.Length(*s.DatabaseName, c.At(at, "DatabaseName"), 1, 255)
		c.Matches(*s.DatabaseName, c.At(at, "DatabaseName"), &patterns[0])
	}
	c.Required(s.PartitionsToGet != nil, c.At(at, "PartitionsToGet"))
	if s.PartitionsToGet != nil {
		c.Size(len(s.PartitionsToGet), c.At(at, "PartitionsToGet"), 0, 1000)
	}
	for i, e := range s.PartitionsToGet {
		e.Check(c, c.Item(c.At(at, "PartitionsToGet"), i))
	}
	if s.QuerySessionContext != nil {
		s.QuerySessionContext.Check(c, c.At(at, "QuerySessionContext"))
	}
	c.Required(s.TableName != nil, c.At(at, "TableName"))
	if s.TableName != nil {
		c.Length(*s.TableName, c.At(at, "TableName"), 1, 255)
		c.Matches(*s.TableName, c.At(at, "TableName"), &patterns[0])
	}
}

// BatchGetPartitionResponse is the API's BatchGetPartitionResponse.
type BatchGetPartitionResponse struct {
	Partitions      []Partition          `json:"Partitions,omitzero"`
	UnprocessedKeys []PartitionValueList `json:"UnprocessedKeys,omitzero"`
}

// Check notes the members that the API does not take.
func (s *BatchGetPartitionResponse) Check(c *wire.Check, at string) {
	for i, e := range s.Partitions {
		e.Check(c, c.Item(c.At(at, "Partitions"), i))
	}
	if s.UnprocessedKeys != nil {
		c.Size(len(s.UnprocessedKeys), c.At(at, "UnprocessedKeys"), 0, 1000)
	}
	for i, e := range s.UnprocessedKeys {
		e.Check(c, c.Item(c.At(at, "UnprocessedKeys"), i))
	}
}

// Column is the API's Column.
type Column struct {
	Comment    *string           `json:"Comment,omitzero"`
	Name       *string           `json:"Name,omitzero"`
	Parameters map[string]string `json:"Parameters,omitzero"`
	Type       *string           `json:"Type,omitzero"`
}

// Check notes the members that the API does not take.
func (s *Column) Check(c *wire.Check, at string) {
	if s.Comment != nil {
		c.Length(*s.Comment, c.At(at, "Comment"), 0, 255)
		c.Matches(*s.Comment, c.At(at, "Comment"), &patterns[0])
	}
	c.Required(s.Name != nil, c.At(at, "Name"))
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 1, 255)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[0])
	}
	for k, e := range s.Parameters {
		_, _ = k, e
		c.Length(k, c.Key(c.At(at, "Parameters"), k), 1, 255)
		c.Matches(k, c.Key(c.At(at, "Parameters"), k), &patterns[0])
		c.Length(e, c.Value(c.At(at, "Parameters"), k), 0, 512000)
	}
	if s.Type != nil {
		c.Length(*s.Type, c.At(at, "Type"), 0, 131072)
		c.Matches(*s.Type, c.At(at, "Type"), &patterns[0])
	}
}

// CreateDatabaseRequest is the API's CreateDatabaseRequest.
type CreateDatabaseRequest struct {
	CatalogId     *string           `json:"CatalogId,omitzero"`
	DatabaseInput *DatabaseInput    `json:"DatabaseInput,omitzero"`
	Tags          map[string]string `json:"Tags,omitzero"`
}

// Check notes the members that the API does not take.
func (s *CreateDatabaseRequest) Check(c *wire.Check, at string) {
	if s.CatalogId != nil {
		c.Length(*s.CatalogId, c.At(at, "CatalogId"), 1, 255)
		c.Matches(*s.CatalogId, c.At(at, "CatalogId"), &patterns[0])
	}
	c.Required(s.DatabaseInput != nil, c.At(at, "DatabaseInput"))
	if s.DatabaseInput != nil {
		s.DatabaseInput.Check(c, c.At(at, "DatabaseInput"))
	}
	if s.Tags != nil {
		c.Size(len(s.Tags), c.At(at, "Tags"), 0, 50)
	}
	for k, e := range s.Tags {
		_, _ = k, e
		c.Length(k, c.Key(c.At(at, "Tags"), k), 1, 128)
		c.Length(e, c.Value(c.At(at, "Tags"), k), 0, 256)
	}
}

// CreateDatabaseResponse is the API's CreateDatabaseResponse.
type CreateDatabaseResponse struct {
}

// Check notes the members that the API does not take.
func (s *CreateDatabaseResponse) Check(c *wire.Check, at string) {
}

// CreateIcebergTableInput is the API's CreateIcebergTableInput.
type CreateIcebergTableInput struct {
	Location      *string               `json:"Location,omitzero"`
	PartitionSpec *IcebergPartitionSpec `json:"PartitionSpec,omitzero"`
	Properties    map[string]string     `json:"Properties,omitzero"`
	Schema        *IcebergSchema        `json:"Schema,omitzero"`
	WriteOrder    *IcebergSortOrder     `json:"WriteOrder,omitzero"`
}

// Check notes the members that the API does not take.
func (s *CreateIcebergTableInput) Check(c *wire.Check, at string) {
	c.Required(s.Location != nil, c.At(at, "Location"))
	if s.Location != nil {
		c.Length(*s.Location, c.At(at, "Location"), 0, 2056)
		c.Matches(*s.Location, c.At(at, "Location"), &patterns[2])
	}
	if s.PartitionSpec != nil {
		s.PartitionSpec.Check(c, c.At(at, "PartitionSpec"))
	}
	c.Required(s.Schema != nil, c.At(at, "Schema"))
	if s.Schema != nil {
		s.Schema.Check(c, c.At(at, "Schema"))
	}
	if s.WriteOrder != nil {
		s.WriteOrder.Check(c, c.At(at, "WriteOrder"))
	}
}

// CreatePartitionRequest is the API's CreatePartitionRequest.
type CreatePartitionRequest struct {
	CatalogId      *string         `json:"CatalogId,omitzero"`
	DatabaseName   *string         `json:"DatabaseName,omitzero"`
	PartitionInput *PartitionInput `json:"PartitionInput,omitzero"`
	TableName      *string         `json:"TableName,omitzero"`
}

// Check notes the members that the API does not take.
func (s *CreatePartitionRequest) Check(c *wire.Check, at string) {
	if s.CatalogId != nil {
		c.Length(*s.CatalogId, c.At(at, "CatalogId"), 1, 255)
		c.Matches(*s.CatalogId, c.At(at, "CatalogId"), &patterns[0])
	}
	c.Required(s.DatabaseName != nil, c.At(at, "DatabaseName"))
	if s.DatabaseName != nil {
		c.Length(*s.DatabaseName, c.At(at, "DatabaseName"), 1, 255)
		c.Matches(*s.DatabaseName, c.At(at, "DatabaseName"), &patterns[0])
	}
	c.Required(s.PartitionInput != nil, c.At(at, "PartitionInput"))
	if s.PartitionInput != nil {
		s.PartitionInput.Check(c, c.At(at, "PartitionInput"))
	}
	c.Required(s.TableName != nil, c.At(at, "TableName"))
	if s.TableName != nil {
		c.Length(*s.TableName, c.At(at, "TableName"), 1, 255)
		c.Matches(*s.TableName, c.At(at, "TableName"), &patterns[0])
	}
}

// CreatePartitionResponse is the API's CreatePartitionResponse.
type CreatePartitionResponse struct {
}

// Check notes the members that the API does not take.
func (s *CreatePartitionResponse) Check(c *wire.Check, at string) {
}

// CreateTableRequest is the API's CreateTableRequest.
type CreateTableRequest struct {
	CatalogId            *string               `json:"CatalogId,omitzero"`
	DatabaseName         *string               `json:"DatabaseName,omitzero"`
	Name                 *string               `json:"Name,omitzero"`
	OpenTableFormatInput *OpenTableFormatInput `json:"OpenTableFormatInput,omitzero"`
	PartitionIndexes     []PartitionIndex      `json:"PartitionIndexes,omitzero"`
	TableInput           *TableInput           `json:"TableInput,omitzero"`
	TransactionId        *string               `json:"TransactionId,omitzero"`
}

// Check notes the members that the API does not take.
func (s *CreateTableRequest) Check(c *wire.Check, at string) {
	if s.CatalogId != nil {
		c.Length(*s.CatalogId, c.At(at, "CatalogId"), 1, 255)
		c.Matches(*s.CatalogId, c.At(at, "CatalogId"), &patterns[0])
	}
	c.Required(s.DatabaseName != nil, c.At(at, "DatabaseName"))
	if s.DatabaseName != nil {
		c.Length(*s.DatabaseName, c.At(at, "DatabaseName"), 1, 255)
		c.Matches(*s.DatabaseName, c.At(at, "DatabaseName"), &patterns[0])
	}
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 1, 255)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[0])
	}
	if s.OpenTableFormatInput != nil {
		s.OpenTableFormatInput.Check(c, c.At(at, "OpenTableFormatInput"))
	}
	for i, e := range s.PartitionIndexes {
		e.Check(c, c.Item(c.At(at, "PartitionIndexes"), i))
	}
	if s.TableInput != nil {
		s.TableInput.Check(c, c.At(at, "TableInput"))
	}
	if s.TransactionId != nil {
		c.Length(*s.TransactionId, c.At(at, "TransactionId"), 1, 255)
		c.Matches(*s.TransactionId, c.At(at, "TransactionId"), &patterns[1])
	}
}

// CreateTableResponse is the API's CreateTableResponse.
type CreateTableResponse struct {
}

// Check notes the members that the API does not take.
func (s *CreateTableResponse) Check(c *wire.Check, at string) {
}

// DataLakePrincipal is the API's DataLakePrincipal.
type DataLakePrincipal struct {
	DataLakePrincipalIdentifier *string `json:"DataLakePrincipalIdentifier,omitzero"`
}

// Check notes the members that the API does not take.
func (s *DataLakePrincipal) Check(c *wire.Check, at string) {
	if s.DataLakePrincipalIdentifier != nil {
		c.Length(*s.DataLakePrincipalIdentifier, c.At(at, "DataLakePrincipalIdentifier"), 1, 255)
	}
}

// Database is the API's Database.
type Database struct {
	CatalogId                     *string                `json:"CatalogId,omitzero"`
	CreateTableDefaultPermissions []PrincipalPermissions `json:"CreateTableDefaultPermissions,omitzero"`
	CreateTime                    *wire.Time             `json:"CreateTime,omitzero"`
	Description                   *string                `json:"Description,omitzero"`
	FederatedDatabase             *FederatedDatabase     `json:"FederatedDatabase,omitzero"`
	LocationUri                   *string                `json:"LocationUri,omitzero"`
	Name                          *string                `json:"Name,omitzero"`
	Parameters                    map[string]string      `json:"Parameters,omitzero"`
	TargetDatabase                *DatabaseIdentifier    `json:"TargetDatabase,omitzero"`
}

// Check notes the members that the API does not take.
func (s *Database) Check(c *wire.Check, at string) {
	if s.CatalogId != nil {
		c.Length(*s.CatalogId, c.At(at, "CatalogId"), 1, 255)
		c.Matches(*s.CatalogId, c.At(at, "CatalogId"), &patterns[0])
	}
	for i, e := range s.CreateTableDefaultPermissions {
		e.Check(c, c.Item(c.At(at, "CreateTableDefaultPermissions"), i))
	}
	if s.Description != nil {
		c.Length(*s.Description, c.At(at, "Description"), 0, 2048)
		c.Matches(*s.Description, c.At(at, "Description"), &patterns[2])
	}
	if s.FederatedDatabase != nil {
		s.FederatedDatabase.Check(c, c.At(at, "FederatedDatabase"))
	}
	if s.LocationUri != nil {
		c.Length(*s.LocationUri, c.At(at, "LocationUri"), 1, 1024)
		c.Matches(*s.LocationUri, c.At(at, "LocationUri"), &patterns[2])
	}
	c.Required(s.Name != nil, c.At(at, "Name"))
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 1, 255)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[0])
	}
	for k, e := range s.Parameters {
		_, _ = k, e
		c.Length(k, c.Key(c.At(at, "Parameters"), k), 1, 255)
		c.Matches(k, c.Key(c.At(at, "Parameters"), k), &patterns[0])
		c.Length(e, c.Value(c.At(at, "Parameters"), k), 0, 512000)
	}
	if s.TargetDatabase != nil {
		s.TargetDatabase.Check(c, c.At(at, "TargetDatabase"))
	}
}

// The values of DatabaseAttributes.
const (
	DatabaseAttributesName           = "NAME"
	DatabaseAttributesTargetDatabase = "TARGET_DATABASE"
)

var enumDatabaseAttributes = []string{"NAME", "TARGET_DATABASE"}

// DatabaseIdentifier is the API's DatabaseIdentifier.
type DatabaseIdentifier struct {
	CatalogId    *string `json:"CatalogId,omitzero"`
	DatabaseName *string `json:"DatabaseName,omitzero"`
	Region       *string `json:"Region,omitzero"`
}

// Check notes the members that the API does not take.
func (s *DatabaseIdentifier) Check(c *wire.Check, at string) {
	if s.CatalogId != nil {
		c.Length(*s.CatalogId, c.At(at, "CatalogId"), 1, 255)
		c.Matches(*s.CatalogId, c.At(at, "CatalogId"), &patterns[0])
	}
	if s.DatabaseName != nil {
		c.Length(*s.DatabaseName, c.At(at, "DatabaseName"), 1, 255)
		c.Matches(*s.DatabaseName, c.At(at, "DatabaseName"), &patterns[0])
	}
	if s.Region != nil {
		c.Length(*s.Region, c.At(at, "Region"), 1, 255)
		c.Matches(*s.Region, c.At(at, "Region"), &patterns[0])
	}
}

// DatabaseInput is the API's DatabaseInput.
type DatabaseInput struct {
	CreateTableDefaultPermissions []PrincipalPermissions `json:"CreateTableDefaultPermissions,omitzero"`
	Description                   *string                `json:"Description,omitzero"`
	FederatedDatabase             *FederatedDatabase     `json:"FederatedDatabase,omitzero"`
	LocationUri                   *string                `json:"LocationUri,omitzero"`
	Name                          *string                `json:"Name,omitzero"`
	Parameters                    map[string]string      `json:"Parameters,omitzero"`
	TargetDatabase                *DatabaseIdentifier    `json:"TargetDatabase,omitzero"`
}

// Check notes the members that the API does not take.
func (s *DatabaseInput) Check(c *wire.Check, at string) {
	for i, e := range s.CreateTableDefaultPermissions {
		e.Check(c, c.Item(c.At(at, "CreateTableDefaultPermissions"), i))
	}
	if s.Description != nil {
		c.Length(*s.Description, c.At(at, "Description"), 0, 2048)
		c.Matches(*s.Description, c.At(at, "Description"), &patterns[2])
	}
	if s.FederatedDatabase != nil {
		s.FederatedDatabase.Check(c, c.At(at, "FederatedDatabase"))
	}
	if s.LocationUri != nil {
		c.Length(*s.LocationUri, c.At(at, "LocationUri"), 1, 1024)
		c.Matches(*s.LocationUri, c.At(at, "LocationUri"), &patterns[2])
	}
	c.Required(s.Name != nil, c.At(at, "Name"))
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 1, 255)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[0])
	}
	for k, e := range s.Parameters {
		_, _ = k, e
		c.Length(k, c.Key(c.At(at, "Parameters"), k), 1, 255)
		c.Matches(k, c.Key(c.At(at, "Parameters"), k), &patterns[0])
		c.Length(e, c.Value(c.At(at, "Parameters"), k), 0, 512000)
	}
	if s.TargetDatabase != nil {
		s.TargetDatabase.Check(c, c.At(at, "TargetDatabase"))
	}
}

// DeleteDatabaseRequest is the API's DeleteDatabaseRequest.
type DeleteDatabaseRequest struct {
	CatalogId *string `json:"CatalogId,omitzero"`
	Name      *string `json:"Name,omitzero"`
}

// Check notes the members that the API does not take.
func (s *DeleteDatabaseRequest) Check(c *wire.Check, at string) {
	if s.CatalogId != nil {
		c.Length(*s.CatalogId, c.At(at, "CatalogId"), 1, 255)
		c.Matches(*s.CatalogId, c.At(at, "CatalogId"), &patterns[0])
	}
	c.Required(s.Name != nil, c.At(at, "Name"))
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 1, 255)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[0])
	}
}

// DeleteDatabaseResponse is the API's DeleteDatabaseResponse.
type DeleteDatabaseResponse struct {
}

// Check notes the members that the API does not take.
func (s *DeleteDatabaseResponse) Check(c *wire.Check, at string) {
}

// DeletePartitionRequest is the API's DeletePartitionRequest.
type DeletePartitionRequest struct {
	CatalogId       *string  `json:"CatalogId,omitzero"`
	DatabaseName    *string  `json:"DatabaseName,omitzero"`
	PartitionValues []string `json:"PartitionValues,omitzero"`
	TableName       *string  `json:"TableName,omitzero"`
}

// Check notes the members that the API does not take.
func (s *DeletePartitionRequest) Check(c *wire.Check, at string) {
	if s.CatalogId != nil {
		c.Length(*s.CatalogId, c.At(at, "CatalogId"), 1, 255)
		c.Matches(*s.CatalogId, c.At(at, "CatalogId"), &patterns[0])
	}
	c.Required(s.DatabaseName != nil, c.At(at, "DatabaseName"))
	if s.DatabaseName != nil {
		c.Length(*s.DatabaseName, c.At(at, "DatabaseName"), 1, 255)
		c.Matches(*s.DatabaseName, c.At(at, "DatabaseName"), &patterns[0])
	}
	c.Required(s.PartitionValues != nil, c.At(at, "PartitionValues"))
	for i, e := range s.PartitionValues {
		c.Length(e, c.Item(c.At(at, "PartitionValues"), i), 1, 1024)
	}
	c.Required(s.TableName != nil, c.At(at, "TableName"))
	if s.TableName != nil {
		c.Length(*s.TableName, c.At(at, "TableName"), 1, 255)
		c.Matches(*s.TableName, c.At(at, "TableName"), &patterns[0])
	}
}

// DeletePartitionResponse is the API's DeletePartitionResponse.
type DeletePartitionResponse struct {
}

// Check notes the members that the API does not take.
func (s *DeletePartitionResponse) Check(c *wire.Check, at string) {
}

// DeleteTableRequest is the API's DeleteTableRequest.
type DeleteTableRequest struct {
	CatalogId     *string `json:"CatalogId,omitzero"`
	DatabaseName  *string `json:"DatabaseName,omitzero"`
	Name          *string `json:"Name,omitzero"`
	TransactionId *string `json:"TransactionId,omitzero"`
}

// Check notes the members that the API does not take.
func (s *DeleteTableRequest) Check(c *wire.Check, at string) {
	if s.CatalogId != nil {
		c.Length(*s.CatalogId, c.At(at, "CatalogId"), 1, 255)
		c.Matches(*s.CatalogId, c.At(at, "CatalogId"), &patterns[0])
	}
	c.Required(s.DatabaseName != nil, c.At(at, "DatabaseName"))
	if s.DatabaseName != nil {
		c.Length(*s.DatabaseName, c.At(at, "DatabaseName"), 1, 255)
		c.Matches(*s.DatabaseName, c.At(at, "DatabaseName"), &patterns[0])
	}
	c.Required(s.Name != nil, c.At(at, "Name"))
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 1, 255)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[0])
	}
	if s.TransactionId != nil {
		c.Length(*s.TransactionId, c.At(at, "TransactionId"), 1, 255)
		c.Matches(*s.TransactionId, c.At(at, "TransactionId"), &patterns[1])
	}
}

// DeleteTableResponse is the API's DeleteTableResponse.
type DeleteTableResponse struct {
}

// Check notes the members that the API does not take.
func (s *DeleteTableResponse) Check(c *wire.Check, at string) {
}

// DeleteTableVersionRequest is the API's DeleteTableVersionRequest.
type DeleteTableVersionRequest struct {
	CatalogId    *string `json:"CatalogId,omitzero"`
	DatabaseName *string `json:"DatabaseName,omitzero"`
	TableName    *string `json:"TableName,omitzero"`
	VersionId    *string `json:"VersionId,omitzero"`
}

// Check notes the members that the API does not take.
func (s *DeleteTableVersionRequest) Check(c *wire.Check, at string) {
	if s.CatalogId != nil {
		c.Length(*s.CatalogId, c.At(at, "CatalogId"), 1, 255)
		c.Matches(*s.CatalogId, c.At(at, "CatalogId"), &patterns[0])
	}
	c.Required(s.DatabaseName != nil, c.At(at, "DatabaseName"))
	if s.DatabaseName != nil {
		c.Length(*s.DatabaseName, c.At(at, "DatabaseName"), 1, 255)
		c.Matches(*s.DatabaseName, c.At(at, "DatabaseName"), &patterns[0])
	}
	c.Required(s.TableName != nil, c.At(at, "TableName"))
	if s.TableName != nil {
		c.Length(*s.TableName, c.At(at, "TableName"), 1, 255)
		c.Matches(*s.TableName, c.At(at, "TableName"), &patterns[0])
	}
	c.Required(s.VersionId != nil, c.At(at, "VersionId"))
	if s.VersionId != nil {
		c.Length(*s.VersionId, c.At(at, "VersionId"), 1, 255)
		c.Matches(*s.VersionId, c.At(at, "VersionId"), &patterns[0])
	}
}

// DeleteTableVersionResponse is the API's DeleteTableVersionResponse.
type DeleteTableVersionResponse struct {
}

// Check notes the members that the API does not take.
func (s *DeleteTableVersionResponse) Check(c *wire.Check, at string) {
}

// ErrorDetail is the API's ErrorDetail.
type ErrorDetail struct {
	ErrorCode    *string `json:"ErrorCode,omitzero"`
	ErrorMessage *string `json:"ErrorMessage,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ErrorDetail) Check(c *wire.Check, at string) {
	if s.ErrorCode != nil {
		c.Length(*s.ErrorCode, c.At(at, "ErrorCode"), 1, 255)
		c.Matches(*s.ErrorCode, c.At(at, "ErrorCode"), &patterns[0])
	}
	if s.ErrorMessage != nil {
		c.Length(*s.ErrorMessage, c.At(at, "ErrorMessage"), 0, 2048)
		c.Matches(*s.ErrorMessage, c.At(at, "ErrorMessage"), &patterns[2])
	}
}

// FederatedDatabase is the API's FederatedDatabase.
type FederatedDatabase struct {
	ConnectionName *string `json:"ConnectionName,omitzero"`
	ConnectionType *string `json:"ConnectionType,omitzero"`
	Identifier     *string `json:"Identifier,omitzero"`
}

// Check notes the members that the API does not take.
func (s *FederatedDatabase) Check(c *wire.Check, at string) {
	if s.ConnectionName != nil {
		c.Length(*s.ConnectionName, c.At(at, "ConnectionName"), 1, 255)
		c.Matches(*s.ConnectionName, c.At(at, "ConnectionName"), &patterns[0])
	}
	if s.ConnectionType != nil {
		c.Length(*s.ConnectionType, c.At(at, "ConnectionType"), 1, 255)
		c.Matches(*s.ConnectionType, c.At(at, "ConnectionType"), &patterns[0])
	}
	if s.Identifier != nil {
		c.Length(*s.Identifier, c.At(at, "Identifier"), 1, 512)
		c.Matches(*s.Identifier, c.At(at, "Identifier"), &patterns[0])
	}
}

// FederatedTable is the API's FederatedTable.
type FederatedTable struct {
	ConnectionName     *string `json:"ConnectionName,omitzero"`
	ConnectionType     *string `json:"ConnectionType,omitzero"`
	DatabaseIdentifier *string `json:"DatabaseIdentifier,omitzero"`
	Identifier         *string `json:"Identifier,omitzero"`
}

// Check notes the members that the API does not take.
func (s *FederatedTable) Check(c *wire.Check, at string) {
	if s.ConnectionName != nil {
		c.Length(*s.ConnectionName, c.At(at, "ConnectionName"), 1, 255)
		c.Matches(*s.ConnectionName, c.At(at, "ConnectionName"), &patterns[0])
	}
	if s.ConnectionType != nil {
		c.Length(*s.ConnectionType, c.At(at, "ConnectionType"), 1, 255)
		c.Matches(*s.ConnectionType, c.At(at, "ConnectionType"), &patterns[0])
	}
	if s.DatabaseIdentifier != nil {
		c.Length(*s.DatabaseIdentifier, c.At(at, "DatabaseIdentifier"), 1, 512)
		c.Matches(*s.DatabaseIdentifier, c.At(at, "DatabaseIdentifier"), &patterns[0])
	}
	if s.Identifier != nil {
		c.Length(*s.Identifier, c.At(at, "Identifier"), 1, 512)
		c.Matches(*s.Identifier, c.At(at, "Identifier"), &patterns[0])
	}
}

// GetDatabaseRequest is the API's GetDatabaseRequest.
type GetDatabaseRequest struct {
	CatalogId *string `json:"CatalogId,omitzero"`
	Name      *string `json:"Name,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetDatabaseRequest) Check(c *wire.Check, at string) {
	if s.CatalogId != nil {
		c.Length(*s.CatalogId, c.At(at, "CatalogId"), 1, 255)
		c.Matches(*s.CatalogId, c.At(at, "CatalogId"), &patterns[0])
	}
	c.Required(s.Name != nil, c.At(at, "Name"))
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 1, 255)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[0])
	}
}

// GetDatabaseResponse is the API's GetDatabaseResponse.
type GetDatabaseResponse struct {
	Database *Database `json:"Database,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetDatabaseResponse) Check(c *wire.Check, at string) {
	if s.Database != nil {
		s.Database.Check(c, c.At(at, "Database"))
	}
}

// GetDatabasesRequest is the API's GetDatabasesRequest.
type GetDatabasesRequest struct {
	AttributesToGet   []string `json:"AttributesToGet,omitzero"`
	CatalogId         *string  `json:"CatalogId,omitzero"`
	MaxResults        *int32   `json:"MaxResults,omitzero"`
	NextToken         *string  `json:"NextToken,omitzero"`
	ResourceShareType *string  `json:"ResourceShareType,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetDatabasesRequest) Check(c *wire.Check, at string) {
	for i, e := range s.AttributesToGet {
		c.Enum(e, c.Item(c.At(at, "AttributesToGet"), i), enumDatabaseAttributes)
	}
	if s.CatalogId != nil {
		c.Length(*s.CatalogId, c.At(at, "CatalogId"), 1, 255)
		c.Matches(*s.CatalogId, c.At(at, "CatalogId"), &patterns[0])
	}
	if s.MaxResults != nil {
		c.AtLeast(float64(*s.MaxResults), c.At(at, "MaxResults"), 1)
		c.AtMost(float64(*s.MaxResults), c.At(at, "MaxResults"), 100)
	}
	if s.ResourceShareType != nil {
		c.Enum(*s.ResourceShareType, c.At(at, "ResourceShareType"), enumResourceShareType)
	}
}

// GetDatabasesResponse is the API's GetDatabasesResponse.
type GetDatabasesResponse struct {
	DatabaseList []Database `json:"DatabaseList,omitzero"`
	NextToken    *string    `json:"NextToken,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetDatabasesResponse) Check(c *wire.Check, at string) {
	c.Required(s.DatabaseList != nil, c.At(at, "DatabaseList"))
	for i, e := range s.DatabaseList {
		e.Check(c, c.Item(c.At(at, "DatabaseList"), i))
	}
}

// GetPartitionRequest is the API's GetPartitionRequest.
type GetPartitionRequest struct {
	AuditContext    *AuditContext `json:"AuditContext,omitzero"`
	CatalogId       *string       `json:"CatalogId,omitzero"`
	DatabaseName    *string       `json:"DatabaseName,omitzero"`
	PartitionValues []string      `json:"PartitionValues,omitzero"`
	TableName       *string       `json:"TableName,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetPartitionRequest) Check(c *wire.Check, at string) {
	if s.AuditContext != nil {
		s.AuditContext.Check(c, c.At(at, "AuditContext"))
	}
	if s.CatalogId != nil {
		c.Length(*s.CatalogId, c.At(at, "CatalogId"), 1, 255)
		c.Matches(*s.CatalogId, c.At(at, "CatalogId"), &patterns[0])
	}
	c.Required(s.DatabaseName != nil, c.At(at, "DatabaseName"))
	if s.DatabaseName != nil {
		c.Length(*s.DatabaseName, c.At(at, "DatabaseName"), 1, 255)
		c.Matches(*s.DatabaseName, c.At(at, "DatabaseName"), &patterns[0])
	}
	c.Required(s.PartitionValues != nil, c.At(at, "PartitionValues"))
	for i, e := range s.PartitionValues {
		c.Length(e, c.Item(c.At(at, "PartitionValues"), i), 1, 1024)
	}
	c.Required(s.TableName != nil, c.At(at, "TableName"))
	if s.TableName != nil {
		c.Length(*s.TableName, c.At(at, "TableName"), 1, 255)
		c.Matches(*s.TableName, c.At(at, "TableName"), &patterns[0])
	}
}

// GetPartitionResponse is the API's GetPartitionResponse.
type GetPartitionResponse struct {
	Partition *Partition `json:"Partition,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetPartitionResponse) Check(c *wire.Check, at string) {
	if s.Partition != nil {
		s.Partition.Check(c, c.At(at, "Partition"))
	}
}

// GetPartitionsRequest is the API's GetPartitionsRequest.
type GetPartitionsRequest struct {
	AuditContext        *AuditContext `json:"AuditContext,omitzero"`
	CatalogId           *string       `json:"CatalogId,omitzero"`
	DatabaseName        *string       `json:"DatabaseName,omitzero"`
	ExcludeColumnSchema *bool         `json:"ExcludeColumnSchema,omitzero"`
	Expression          *string       `json:"Expression,omitzero"`
	MaxResults          *int32        `json:"MaxResults,omitzero"`
	NextToken           *string       `json:"NextToken,omitzero"`
	QueryAsOfTime       *wire.Time    `json:"QueryAsOfTime,omitzero"`
	Segment             *Segment      `json:"Segment,omitzero"`
	TableName           *string       `json:"TableName,omitzero"`
	TransactionId       *string       `json:"TransactionId,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetPartitionsRequest) Check(c *wire.Check, at string) {
	if s.AuditContext != nil {
		s.AuditContext.Check(c, c.At(at, "AuditContext"))
	}
	if s.CatalogId != nil {
		c.Length(*s.CatalogId, c.At(at, "CatalogId"), 1, 255)
		c.Matches(*s.CatalogId, c.At(at, "CatalogId"), &patterns[0])
	}
	c.Required(s.DatabaseName != nil, c.At(at, "DatabaseName"))
	if s.DatabaseName != nil {
		c.Length(*s.DatabaseName, c.At(at, "DatabaseName"), 1, 255)
		c.Matches(*s.DatabaseName, c.At(at, "DatabaseName"), &patterns[0])
	}
	if s.Expression != nil {
		c.Length(*s.Expression, c.At(at, "Expression"), 0, 2048)
		c.Matches(*s.Expression, c.At(at, "Expression"), &patterns[2])
	}
	if s.MaxResults != nil {
		c.AtLeast(float64(*s.MaxResults), c.At(at, "MaxResults"), 1)
		c.AtMost(float64(*s.MaxResults), c.At(at, "MaxResults"), 1000)
	}
	if s.Segment != nil {
		s.Segment.Check(c, c.At(at, "Segment"))
	}
	c.Required(s.TableName != nil, c.At(at, "TableName"))
	if s.TableName != nil {
		c.Length(*s.TableName, c.At(at, "TableName"), 1, 255)
		c.Matches(*s.TableName, c.At(at, "TableName"), &patterns[0])
	}
	if s.TransactionId != nil {
		c.Length(*s.TransactionId, c.At(at, "TransactionId"), 1, 255)
		c.Matches(*s.TransactionId, c.At(at, "TransactionId"), &patterns[1])
	}
}

// GetPartitionsResponse is the API's GetPartitionsResponse.
type GetPartitionsResponse struct {
	NextToken  *string     `json:"NextToken,omitzero"`
	Partitions []Partition `json:"Partitions,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetPartitionsResponse) Check(c *wire.Check, at string) {
	for i, e := range s.Partitions {
		e.Check(c, c.Item(c.At(at, "Partitions"), i))
	}
}

// GetTableRequest is the API's GetTableRequest.
type GetTableRequest struct {
	AttributesToGet      []string      `json:"AttributesToGet,omitzero"`
	AuditContext         *AuditContext `json:"AuditContext,omitzero"`
	CatalogId            *string       `json:"CatalogId,omitzero"`
	DatabaseName         *string       `json:"DatabaseName,omitzero"`
	IncludeStatusDetails *bool         `json:"IncludeStatusDetails,omitzero"`
	Name                 *string       `json:"Name,omitzero"`
	QueryAsOfTime        *wire.Time    `json:"QueryAsOfTime,omitzero"`
	TransactionId        *string       `json:"TransactionId,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetTableRequest) Check(c *wire.Check, at string) {
	for i, e := range s.AttributesToGet {
		c.Enum(e, c.Item(c.At(at, "AttributesToGet"), i), enumTableAttributes)
	}
	if s.AuditContext != nil {
		s.AuditContext.Check(c, c.At(at, "AuditContext"))
	}
	if s.CatalogId != nil {
		c.Length(*s.CatalogId, c.At(at, "CatalogId"), 1, 255)
		c.Matches(*s.CatalogId, c.At(at, "CatalogId"), &patterns[0])
	}
	c.Required(s.DatabaseName != nil, c.At(at, "DatabaseName"))
	if s.DatabaseName != nil {
		c.Length(*s.DatabaseName, c.At(at, "DatabaseName"), 1, 255)
		c.Matches(*s.DatabaseName, c.At(at, "DatabaseName"), &patterns[0])
	}
	c.Required(s.Name != nil, c.At(at, "Name"))
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 1, 255)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[0])
	}
	if s.TransactionId != nil {
		c.Length(*s.TransactionId, c.At(at, "TransactionId"), 1, 255)
		c.Matches(*s.TransactionId, c.At(at, "TransactionId"), &patterns[1])
	}
}

// GetTableResponse is the API's GetTableResponse.
type GetTableResponse struct {
	Table *Table `json:"Table,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetTableResponse) Check(c *wire.Check, at string) {
	if s.Table != nil {
		s.Table.Check(c, c.At(at, "Table"))
	}
}

// GetTableVersionRequest is the API's GetTableVersionRequest.
type GetTableVersionRequest struct {
	AuditContext *AuditContext `json:"AuditContext,omitzero"`
	CatalogId    *string       `json:"CatalogId,omitzero"`
	DatabaseName *string       `json:"DatabaseName,omitzero"`
	TableName    *string       `json:"TableName,omitzero"`
	VersionId    *string       `json:"VersionId,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetTableVersionRequest) Check(c *wire.Check, at string) {
	if s.AuditContext != nil {
		s.AuditContext.Check(c, c.At(at, "AuditContext"))
	}
	if s.CatalogId != nil {
		c.Length(*s.CatalogId, c.At(at, "CatalogId"), 1, 255)
		c.Matches(*s.CatalogId, c.At(at, "CatalogId"), &patterns[0])
	}
	c.Required(s.DatabaseName != nil, c.At(at, "DatabaseName"))
	if s.DatabaseName != nil {
		c.Length(*s.DatabaseName, c.At(at, "DatabaseName"), 1, 255)
		c.Matches(*s.DatabaseName, c.At(at, "DatabaseName"), &patterns[0])
	}
	c.Required(s.TableName != nil, c.At(at, "TableName"))
	if s.TableName != nil {
		c.Length(*s.TableName, c.At(at, "TableName"), 1, 255)
		c.Matches(*s.TableName, c.At(at, "TableName"), &patterns[0])
	}
	if s.VersionId != nil {
		c.Length(*s.VersionId, c.At(at, "VersionId"), 1, 255)
		c.Matches(*s.VersionId, c.At(at, "VersionId"), &patterns[0])
	}
}

// GetTableVersionResponse is the API's GetTableVersionResponse.
type GetTableVersionResponse struct {
	TableVersion *TableVersion `json:"TableVersion,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetTableVersionResponse) Check(c *wire.Check, at string) {
	if s.TableVersion != nil {
		s.TableVersion.Check(c, c.At(at, "TableVersion"))
	}
}

// GetTableVersionsRequest is the API's GetTableVersionsRequest.
type GetTableVersionsRequest struct {
	AuditContext *AuditContext `json:"AuditContext,omitzero"`
	CatalogId    *string       `json:"CatalogId,omitzero"`
	DatabaseName *string       `json:"DatabaseName,omitzero"`
	MaxResults   *int32        `json:"MaxResults,omitzero"`
	NextToken    *string       `json:"NextToken,omitzero"`
	TableName    *string       `json:"TableName,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetTableVersionsRequest) Check(c *wire.Check, at string) {
	if s.AuditContext != nil {
		s.AuditContext.Check(c, c.At(at, "AuditContext"))
	}
	if s.CatalogId != nil {
		c.Length(*s.CatalogId, c.At(at, "CatalogId"), 1, 255)
		c.Matches(*s.CatalogId, c.At(at, "CatalogId"), &patterns[0])
	}
	c.Required(s.DatabaseName != nil, c.At(at, "DatabaseName"))
	if s.DatabaseName != nil {
		c.Length(*s.DatabaseName, c.At(at, "DatabaseName"), 1, 255)
		c.Matches(*s.DatabaseName, c.At(at, "DatabaseName"), &patterns[0])
	}
	if s.MaxResults != nil {
		c.AtLeast(float64(*s.MaxResults), c.At(at, "MaxResults"), 1)
		c.AtMost(float64(*s.MaxResults), c.At(at, "MaxResults"), 100)
	}
	c.Required(s.TableName != nil, c.At(at, "TableName"))
	if s.TableName != nil {
		c.Length(*s.TableName, c.At(at, "TableName"), 1, 255)
		c.Matches(*s.TableName, c.At(at, "TableName"), &patterns[0])
	}
}

// GetTableVersionsResponse is the API's GetTableVersionsResponse.
type GetTableVersionsResponse struct {
	NextToken     *string        `json:"NextToken,omitzero"`
	TableVersions []TableVersion `json:"TableVersions,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetTableVersionsResponse) Check(c *wire.Check, at string) {
	for i, e := range s.TableVersions {
		e.Check(c, c.Item(c.At(at, "TableVersions"), i))
	}
}

// GetTablesRequest is the API's GetTablesRequest.
type GetTablesRequest struct {
	AttributesToGet      []string      `json:"AttributesToGet,omitzero"`
	AuditContext         *AuditContext `json:"AuditContext,omitzero"`
	CatalogId            *string       `json:"CatalogId,omitzero"`
	DatabaseName         *string       `json:"DatabaseName,omitzero"`
	Expression           *string       `json:"Expression,omitzero"`
	IncludeStatusDetails *bool         `json:"IncludeStatusDetails,omitzero"`
	MaxResults           *int32        `json:"MaxResults,omitzero"`
	NextToken            *string       `json:"NextToken,omitzero"`
	QueryAsOfTime        *wire.Time    `json:"QueryAsOfTime,omitzero"`
	ResourceShareType    *string       `json:"ResourceShareType,omitzero"`
	TransactionId        *string       `json:"TransactionId,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetTablesRequest) Check(c *wire.Check, at string) {
	for i, e := range s.AttributesToGet {
		c.Enum(e, c.Item(c.At(at, "AttributesToGet"), i), enumTableAttributes)
	}
	if s.AuditContext != nil {
		s.AuditContext.Check(c, c.At(at, "AuditContext"))
	}
	if s.CatalogId != nil {
		c.Length(*s.CatalogId, c.At(at, "CatalogId"), 1, 255)
		c.Matches(*s.CatalogId, c.At(at, "CatalogId"), &patterns[0])
	}
	c.Required(s.DatabaseName != nil, c.At(at, "DatabaseName"))
	if s.DatabaseName != nil {
		c.Length(*s.DatabaseName, c.At(at, "DatabaseName"), 1, 255)
		c.Matches(*s.DatabaseName, c.At(at, "DatabaseName"), &patterns[0])
	}
	if s.Expression != nil {
		c.Length(*s.Expression, c.At(at, "Expression"), 0, 2048)
		c.Matches(*s.Expression, c.At(at, "Expression"), &patterns[0])
	}
	if s.MaxResults != nil {
		c.AtLeast(float64(*s.MaxResults), c.At(at, "MaxResults"), 1)
		c.AtMost(float64(*s.MaxResults), c.At(at, "MaxResults"), 100)
	}
	if s.ResourceShareType != nil {
		c.Enum(*s.ResourceShareType, c.At(at, "ResourceShareType"), enumTableResourceShareType)
	}
	if s.TransactionId != nil {
		c.Length(*s.TransactionId, c.At(at, "TransactionId"), 1, 255)
		c.Matches(*s.TransactionId, c.At(at, "TransactionId"), &patterns[1])
	}
}

// GetTablesResponse is the API's GetTablesResponse.
type GetTablesResponse struct {
	NextToken *string `json:"NextToken,omitzero"`
	TableList []Table `json:"TableList,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetTablesResponse) Check(c *wire.Check, at string) {
	for i, e := range s.TableList {
		e.Check(c, c.Item(c.At(at, "TableList"), i))
	}
}

// IcebergDocument is the API's IcebergDocument.
type IcebergDocument struct {
}

// Check notes the members that the API does not take.
func (s *IcebergDocument) Check(c *wire.Check, at string) {
}

// IcebergEncryptedKey is the API's IcebergEncryptedKey.
type IcebergEncryptedKey struct {
	EncryptedById        *string           `json:"EncryptedById,omitzero"`
	EncryptedKeyMetadata *string           `json:"EncryptedKeyMetadata,omitzero"`
	KeyId                *string           `json:"KeyId,omitzero"`
	Properties           map[string]string `json:"Properties,omitzero"`
}

// Check notes the members that the API does not take.
func (s *IcebergEncryptedKey) Check(c *wire.Check, at string) {
	if s.EncryptedById != nil {
		c.Length(*s.EncryptedById, c.At(at, "EncryptedById"), 0, 2056)
		c.Matches(*s.EncryptedById, c.At(at, "EncryptedById"), &patterns[2])
	}
	c.Required(s.EncryptedKeyMetadata != nil, c.At(at, "EncryptedKeyMetadata"))
	if s.EncryptedKeyMetadata != nil {
		c.Length(*s.EncryptedKeyMetadata, c.At(at, "EncryptedKeyMetadata"), 0, 2056)
		c.Matches(*s.EncryptedKeyMetadata, c.At(at, "EncryptedKeyMetadata"), &patterns[2])
	}
	c.Required(s.KeyId != nil, c.At(at, "KeyId"))
	if s.KeyId != nil {
		c.Length(*s.KeyId, c.At(at, "KeyId"), 0, 2056)
		c.Matches(*s.KeyId, c.At(at, "KeyId"), &patterns[2])
	}
}

// IcebergInput is the API's IcebergInput.
type IcebergInput struct {
	CreateIcebergTableInput *CreateIcebergTableInput `json:"CreateIcebergTableInput,omitzero"`
	MetadataOperation       *string                  `json:"MetadataOperation,omitzero"`
	Version                 *string                  `json:"Version,omitzero"`
}

// Check notes the members that the API does not take.
func (s *IcebergInput) Check(c *wire.Check, at string) {
	if s.CreateIcebergTableInput != nil {
		s.CreateIcebergTableInput.Check(c, c.At(at, "CreateIcebergTableInput"))
	}
	c.Required(s.MetadataOperation != nil, c.At(at, "MetadataOperation"))
	if s.MetadataOperation != nil {
		c.Enum(*s.MetadataOperation, c.At(at, "MetadataOperation"), enumMetadataOperation)
	}
	if s.Version != nil {
		c.Length(*s.Version, c.At(at, "Version"), 1, 255)
		c.Matches(*s.Version, c.At(at, "Version"), &patterns[0])
	}
}

// The values of IcebergNullOrder.
const (
	IcebergNullOrderNullsFirst = "nulls-first"
	IcebergNullOrderNullsLast  = "nulls-last"
)

var enumIcebergNullOrder = []string{"nulls-first", "nulls-last"}

// IcebergPartitionField is the API's IcebergPartitionField.
type IcebergPartitionField struct {
	FieldId   *int32  `json:"FieldId,omitzero"`
	Name      *string `json:"Name,omitzero"`
	SourceId  *int32  `json:"SourceId,omitzero"`
	Transform *string `json:"Transform,omitzero"`
}

// Check notes the members that the API does not take.
func (s *IcebergPartitionField) Check(c *wire.Check, at string) {
	c.Required(s.Name != nil, c.At(at, "Name"))
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 1, 1024)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[0])
	}
	c.Required(s.SourceId != nil, c.At(at, "SourceId"))
	c.Required(s.Transform != nil, c.At(at, "Transform"))
}

// IcebergPartitionSpec is the API's IcebergPartitionSpec.
type IcebergPartitionSpec struct {
	Fields []IcebergPartitionField `json:"Fields,omitzero"`
	SpecId *int32                  `json:"SpecId,omitzero"`
}

// Check notes the members that the API does not take.
func (s *IcebergPartitionSpec) Check(c *wire.Check, at string) {
	c.Required(s.Fields != nil, c.At(at, "Fields"))
	for i, e := range s.Fields {
		e.Check(c, c.Item(c.At(at, "Fields"), i))
	}
}

// IcebergSchema is the API's IcebergSchema.
type IcebergSchema struct {
	Fields             []IcebergStructField `json:"Fields,omitzero"`
	IdentifierFieldIds []int32              `json:"IdentifierFieldIds,omitzero"`
	SchemaId           *int32               `json:"SchemaId,omitzero"`
	Type               *string              `json:"Type,omitzero"`
}

// Check notes the members that the API does not take.
func (s *IcebergSchema) Check(c *wire.Check, at string) {
	c.Required(s.Fields != nil, c.At(at, "Fields"))
	for i, e := range s.Fields {
		e.Check(c, c.Item(c.At(at, "Fields"), i))
	}
	if s.Type != nil {
		c.Enum(*s.Type, c.At(at, "Type"), enumIcebergStructTypeEnum)
	}
}

// The values of IcebergSortDirection.
const (
	IcebergSortDirectionAsc  = "asc"
	IcebergSortDirectionDesc = "desc"
)

var enumIcebergSortDirection = []string{"asc", "desc"}

// IcebergSortField is the API's IcebergSortField.
type IcebergSortField struct {
	Direction *string `json:"Direction,omitzero"`
	NullOrder *string `json:"NullOrder,omitzero"`
	SourceId  *int32  `json:"SourceId,omitzero"`
	Transform *string `json:"Transform,omitzero"`
}

// Check notes the members that the API does not take.
func (s *IcebergSortField) Check(c *wire.Check, at string) {
	c.Required(s.Direction != nil, c.At(at, "Direction"))
	if s.Direction != nil {
		c.Enum(*s.Direction, c.At(at, "Direction"), enumIcebergSortDirection)
	}
	c.Required(s.NullOrder != nil, c.At(at, "NullOrder"))
	if s.NullOrder != nil {
		c.Enum(*s.NullOrder, c.At(at, "NullOrder"), enumIcebergNullOrder)
	}
	c.Required(s.SourceId != nil, c.At(at, "SourceId"))
	c.Required(s.Transform != nil, c.At(at, "Transform"))
}

// IcebergSortOrder is the API's IcebergSortOrder.
type IcebergSortOrder struct {
	Fields  []IcebergSortField `json:"Fields,omitzero"`
	OrderId *int32             `json:"OrderId,omitzero"`
}

// Check notes the members that the API does not take.
func (s *IcebergSortOrder) Check(c *wire.Check, at string) {
	c.Required(s.Fields != nil, c.At(at, "Fields"))
	for i, e := range s.Fields {
		e.Check(c, c.Item(c.At(at, "Fields"), i))
	}
	c.Required(s.OrderId != nil, c.At(at, "OrderId"))
}

// IcebergStructField is the API's IcebergStructField.
type IcebergStructField struct {
	Doc            *string          `json:"Doc,omitzero"`
	Id             *int32           `json:"Id,omitzero"`
	InitialDefault *IcebergDocument `json:"InitialDefault,omitzero"`
	Name           *string          `json:"Name,omitzero"`
	Required       *bool            `json:"Required,omitzero"`
	Type           *IcebergDocument `json:"Type,omitzero"`
	WriteDefault   *IcebergDocument `json:"WriteDefault,omitzero"`
}

// Check notes the members that the API does not take.
func (s *IcebergStructField) Check(c *wire.Check, at string) {
	if s.Doc != nil {
		c.Length(*s.Doc, c.At(at, "Doc"), 0, 255)
		c.Matches(*s.Doc, c.At(at, "Doc"), &patterns[0])
	}
	c.Required(s.Id != nil, c.At(at, "Id"))
	if s.InitialDefault != nil {
		s.InitialDefault.Check(c, c.At(at, "InitialDefault"))
	}
	c.Required(s.Name != nil, c.At(at, "Name"))
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 1, 1024)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[0])
	}
	c.Required(s.Required != nil, c.At(at, "Required"))
	c.Required(s.Type != nil, c.At(at, "Type"))
	if s.Type != nil {
		s.Type.Check(c, c.At(at, "Type"))
	}
	if s.WriteDefault != nil {
		s.WriteDefault.Check(c, c.At(at, "WriteDefault"))
	}
}

// The values of IcebergStructTypeEnum.
const (
	IcebergStructTypeEnumStruct = "struct"
)

var enumIcebergStructTypeEnum = []string{"struct"}

// IcebergTableMetadata is the API's IcebergTableMetadata.
type IcebergTableMetadata struct {
	CurrentSchemaId    *int32                 `json:"CurrentSchemaId,omitzero"`
	DefaultSortOrderId *int32                 `json:"DefaultSortOrderId,omitzero"`
	DefaultSpecId      *int32                 `json:"DefaultSpecId,omitzero"`
	FormatVersion      *string                `json:"FormatVersion,omitzero"`
	LastColumnId       *int32                 `json:"LastColumnId,omitzero"`
	LastPartitionId    *int32                 `json:"LastPartitionId,omitzero"`
	Location           *string                `json:"Location,omitzero"`
	PartitionSpecs     []IcebergPartitionSpec `json:"PartitionSpecs,omitzero"`
	Properties         map[string]string      `json:"Properties,omitzero"`
	Schemas            []IcebergSchema        `json:"Schemas,omitzero"`
	SortOrders         []IcebergSortOrder     `json:"SortOrders,omitzero"`
	TableUuid          *string                `json:"TableUuid,omitzero"`
}

// Check notes the members that the API does not take.
func (s *IcebergTableMetadata) Check(c *wire.Check, at string) {
	if s.FormatVersion != nil {
		c.Length(*s.FormatVersion, c.At(at, "FormatVersion"), 1, 255)
		c.Matches(*s.FormatVersion, c.At(at, "FormatVersion"), &patterns[0])
	}
	if s.Location != nil {
		c.Length(*s.Location, c.At(at, "Location"), 0, 2056)
		c.Matches(*s.Location, c.At(at, "Location"), &patterns[2])
	}
	for i, e := range s.PartitionSpecs {
		e.Check(c, c.Item(c.At(at, "PartitionSpecs"), i))
	}
	for i, e := range s.Schemas {
		e.Check(c, c.Item(c.At(at, "Schemas"), i))
	}
	for i, e := range s.SortOrders {
		e.Check(c, c.Item(c.At(at, "SortOrders"), i))
	}
	if s.TableUuid != nil {
		c.Length(*s.TableUuid, c.At(at, "TableUuid"), 0, 100)
		c.Matches(*s.TableUuid, c.At(at, "TableUuid"), &patterns[0])
	}
}

// IcebergTableUpdate is the API's IcebergTableUpdate.
type IcebergTableUpdate struct {
	Action        *string               `json:"Action,omitzero"`
	EncryptionKey *IcebergEncryptedKey  `json:"EncryptionKey,omitzero"`
	KeyId         *string               `json:"KeyId,omitzero"`
	Location      *string               `json:"Location,omitzero"`
	PartitionSpec *IcebergPartitionSpec `json:"PartitionSpec,omitzero"`
	Properties    map[string]string     `json:"Properties,omitzero"`
	Schema        *IcebergSchema        `json:"Schema,omitzero"`
	SortOrder     *IcebergSortOrder     `json:"SortOrder,omitzero"`
}

// Check notes the members that the API does not take.
func (s *IcebergTableUpdate) Check(c *wire.Check, at string) {
	if s.Action != nil {
		c.Enum(*s.Action, c.At(at, "Action"), enumIcebergUpdateAction)
	}
	if s.EncryptionKey != nil {
		s.EncryptionKey.Check(c, c.At(at, "EncryptionKey"))
	}
	if s.KeyId != nil {
		c.Length(*s.KeyId, c.At(at, "KeyId"), 0, 2056)
		c.Matches(*s.KeyId, c.At(at, "KeyId"), &patterns[2])
	}
	c.Required(s.Location != nil, c.At(at, "Location"))
	if s.Location != nil {
		c.Length(*s.Location, c.At(at, "Location"), 0, 2056)
		c.Matches(*s.Location, c.At(at, "Location"), &patterns[2])
	}
	if s.PartitionSpec != nil {
		s.PartitionSpec.Check(c, c.At(at, "PartitionSpec"))
	}
	c.Required(s.Schema != nil, c.At(at, "Schema"))
	if s.Schema != nil {
		s.Schema.Check(c, c.At(at, "Schema"))
	}
	if s.SortOrder != nil {
		s.SortOrder.Check(c, c.At(at, "SortOrder"))
	}
}

// The values of IcebergUpdateAction.
const (
	IcebergUpdateActionAddSchema           = "add-schema"
	IcebergUpdateActionSetCurrentSchema    = "set-current-schema"
	IcebergUpdateActionAddSpec             = "add-spec"
	IcebergUpdateActionSetDefaultSpec      = "set-default-spec"
	IcebergUpdateActionAddSortOrder        = "add-sort-order"
	IcebergUpdateActionSetDefaultSortOrder = "set-default-sort-order"
	IcebergUpdateActionSetLocation         = "set-location"
	IcebergUpdateActionSetProperties       = "set-properties"
	IcebergUpdateActionRemoveProperties    = "remove-properties"
	IcebergUpdateActionAddEncryptionKey    = "add-encryption-key"
	IcebergUpdateActionRemoveEncryptionKey = "remove-encryption-key"
)

var enumIcebergUpdateAction = []string{"add-schema", "set-current-schema", "add-spec", "set-default-spec", "add-sort-order", "set-default-sort-order", "set-location", "set-properties", "remove-properties", "add-encryption-key", "remove-encryption-key"}

// The values of LastRefreshType.
const (
	LastRefreshTypeFull        = "FULL"
	LastRefreshTypeIncremental = "INCREMENTAL"
)

var enumLastRefreshType = []string{"FULL", "INCREMENTAL"}

// The values of MetadataOperation.
const (
	MetadataOperationCreate = "CREATE"
)

var enumMetadataOperation = []string{"CREATE"}

// OpenTableFormatInput is the API's OpenTableFormatInput.
type OpenTableFormatInput struct {
	IcebergInput *IcebergInput `json:"IcebergInput,omitzero"`
}

// Check notes the members that the API does not take.
func (s *OpenTableFormatInput) Check(c *wire.Check, at string) {
	if s.IcebergInput != nil {
		s.IcebergInput.Check(c, c.At(at, "IcebergInput"))
	}
}

// Order is the API's Order.
type Order struct {
	Column    *string `json:"Column,omitzero"`
	SortOrder *int32  `json:"SortOrder,omitzero"`
}

// Check notes the members that the API does not take.
func (s *Order) Check(c *wire.Check, at string) {
	c.Required(s.Column != nil, c.At(at, "Column"))
	if s.Column != nil {
		c.Length(*s.Column, c.At(at, "Column"), 1, 255)
		c.Matches(*s.Column, c.At(at, "Column"), &patterns[0])
	}
	c.Required(s.SortOrder != nil, c.At(at, "SortOrder"))
	if s.SortOrder != nil {
		c.AtLeast(float64(*s.SortOrder), c.At(at, "SortOrder"), 0)
		c.AtMost(float64(*s.SortOrder), c.At(at, "SortOrder"), 1)
	}
}

// Partition is the API's Partition.
type Partition struct {
	CatalogId         *string            `json:"CatalogId,omitzero"`
	CreationTime      *wire.Time         `json:"CreationTime,omitzero"`
	DatabaseName      *string            `json:"DatabaseName,omitzero"`
	LastAccessTime    *wire.Time         `json:"LastAccessTime,omitzero"`
	LastAnalyzedTime  *wire.Time         `json:"LastAnalyzedTime,omitzero"`
	Parameters        map[string]string  `json:"Parameters,omitzero"`
	StorageDescriptor *StorageDescriptor `json:"StorageDescriptor,omitzero"`
	TableName         *string            `json:"TableName,omitzero"`
	Values            []string           `json:"Values,omitzero"`
}

// Check notes the members that the API does not take.
func (s *Partition) Check(c *wire.Check, at string) {
	if s.CatalogId != nil {
		c.Length(*s.CatalogId, c.At(at, "CatalogId"), 1, 255)
		c.Matches(*s.CatalogId, c.At(at, "CatalogId"), &patterns[0])
	}
	if s.DatabaseName != nil {
		c.Length(*s.DatabaseName, c.At(at, "DatabaseName"), 1, 255)
		c.Matches(*s.DatabaseName, c.At(at, "DatabaseName"), &patterns[0])
	}
	for k, e := range s.Parameters {
		_, _ = k, e
		c.Length(k, c.Key(c.At(at, "Parameters"), k), 1, 255)
		c.Matches(k, c.Key(c.At(at, "Parameters"), k), &patterns[0])
		c.Length(e, c.Value(c.At(at, "Parameters"), k), 0, 512000)
	}
	if s.StorageDescriptor != nil {
		s.StorageDescriptor.Check(c, c.At(at, "StorageDescriptor"))
	}
	if s.TableName != nil {
		c.Length(*s.TableName, c.At(at, "TableName"), 1, 255)
		c.Matches(*s.TableName, c.At(at, "TableName"), &patterns[0])
	}
	for i, e := range s.Values {
		c.Length(e, c.Item(c.At(at, "Values"), i), 1, 1024)
	}
}

// PartitionError is the API's PartitionError.
type PartitionError struct {
	ErrorDetail     *ErrorDetail `json:"ErrorDetail,omitzero"`
	PartitionValues []string     `json:"PartitionValues,omitzero"`
}

// Check notes the members that the API does not take.
func (s *PartitionError) Check(c *wire.Check, at string) {
	if s.ErrorDetail != nil {
		s.ErrorDetail.Check(c, c.At(at, "ErrorDetail"))
	}
	for i, e := range s.PartitionValues {
		c.Length(e, c.Item(c.At(at, "PartitionValues"), i), 1, 1024)
	}
}

// PartitionIndex is the API's PartitionIndex.
type PartitionIndex struct {
	IndexName *string  `json:"IndexName,omitzero"`
	Keys      []string `json:"Keys,omitzero"`
}

// Check notes the members that the API does not take.
func (s *PartitionIndex) Check(c *wire.Check, at string) {
	c.Required(s.IndexName != nil, c.At(at, "IndexName"))
	if s.IndexName != nil {
		c.Length(*s.IndexName, c.At(at, "IndexName"), 1, 255)
		c.Matches(*s.IndexName, c.At(at, "IndexName"), &patterns[0])
	}
	c.Required(s.Keys != nil, c.At(at, "Keys"))
	if s.Keys != nil {
		c.Size(len(s.Keys), c.At(at, "Keys"), 1, -1)
	}
	for i, e := range s.Keys {
		c.Length(e, c.Item(c.At(at, "Keys"), i), 1, 255)
		c.Matches(e, c.Item(c.At(at, "Keys"), i), &patterns[0])
	}
}

// PartitionInput is the API's PartitionInput.
type PartitionInput struct {
	LastAccessTime    *wire.Time         `json:"LastAccessTime,omitzero"`
	LastAnalyzedTime  *wire.Time         `json:"LastAnalyzedTime,omitzero"`
	Parameters        map[string]string  `json:"Parameters,omitzero"`
	StorageDescriptor *StorageDescriptor `json:"StorageDescriptor,omitzero"`
	Values            []string           `json:"Values,omitzero"`
}

// Check notes the members that the API does not take.
func (s *PartitionInput) Check(c *wire.Check, at string) {
	for k, e := range s.Parameters {
		_, _ = k, e
		c.Length(k, c.Key(c.At(at, "Parameters"), k), 1, 255)
		c.Matches(k, c.Key(c.At(at, "Parameters"), k), &patterns[0])
		c.Length(e, c.Value(c.At(at, "Parameters"), k), 0, 512000)
	}
	if s.StorageDescriptor != nil {
		s.StorageDescriptor.Check(c, c.At(at, "StorageDescriptor"))
	}
	for i, e := range s.Values {
		c.Length(e, c.Item(c.At(at, "Values"), i), 1, 1024)
	}
}

// PartitionValueList is the API's PartitionValueList.
type PartitionValueList struct {
	Values []string `json:"Values,omitzero"`
}

// Check notes the members that the API does not take.
func (s *PartitionValueList) Check(c *wire.Check, at string) {
	c.Required(s.Values != nil, c.At(at, "Values"))
	for i, e := range s.Values {
		c.Length(e, c.Item(c.At(at, "Values"), i), 1, 1024)
	}
}

// The values of Permission.
const (
	PermissionAll                = "ALL"
	PermissionSelect             = "SELECT"
	PermissionAlter              = "ALTER"
	PermissionDrop               = "DROP"
	PermissionDelete             = "DELETE"
	PermissionInsert             = "INSERT"
	PermissionCreateDatabase     = "CREATE_DATABASE"
	PermissionCreateTable        = "CREATE_TABLE"
	PermissionDataLocationAccess = "DATA_LOCATION_ACCESS"
)

var enumPermission = []string{"ALL", "SELECT", "ALTER", "DROP", "DELETE", "INSERT", "CREATE_DATABASE", "CREATE_TABLE", "DATA_LOCATION_ACCESS"}

// PrincipalPermissions is the API's PrincipalPermissions.
type PrincipalPermissions struct {
	Permissions []string           `json:"Permissions,omitzero"`
	Principal   *DataLakePrincipal `json:"Principal,omitzero"`
}

// Check notes the members that the API does not take.
func (s *PrincipalPermissions) Check(c *wire.Check, at string) {
	for i, e := range s.Permissions {
		c.Enum(e, c.Item(c.At(at, "Permissions"), i), enumPermission)
	}
	if s.Principal != nil {
		s.Principal.Check(c, c.At(at, "Principal"))
	}
}

// QuerySessionContext is the API's QuerySessionContext.
type QuerySessionContext struct {
	AdditionalContext    map[string]string `json:"AdditionalContext,omitzero"`
	ClusterId            *string           `json:"ClusterId,omitzero"`
	QueryAuthorizationId *string           `json:"QueryAuthorizationId,omitzero"`
	QueryId              *string           `json:"QueryId,omitzero"`
	QueryStartTime       *wire.Time        `json:"QueryStartTime,omitzero"`
}

// Check notes the members that the API does not take.
func (s *QuerySessionContext) Check(c *wire.Check, at string) {
	for k, e := range s.AdditionalContext {
		_, _ = k, e
		c.Length(k, c.Key(c.At(at, "AdditionalContext"), k), 1, 128)
		c.Length(e, c.Value(c.At(at, "AdditionalContext"), k), 0, 256)
	}
	if s.QueryAuthorizationId != nil {
		c.Length(*s.QueryAuthorizationId, c.At(at, "QueryAuthorizationId"), 1, 255)
		c.Matches(*s.QueryAuthorizationId, c.At(at, "QueryAuthorizationId"), &patterns[0])
	}
	if s.QueryId != nil {
		c.Length(*s.QueryId, c.At(at, "QueryId"), 1, 255)
		c.Matches(*s.QueryId, c.At(at, "QueryId"), &patterns[0])
	}
}

// RLSProperties is the API's RLSProperties.
type RLSProperties struct {
	DefaultRLSPolicy *string `json:"DefaultRLSPolicy,omitzero"`
}

// Check notes the members that the API does not take.
func (s *RLSProperties) Check(c *wire.Check, at string) {
	if s.DefaultRLSPolicy != nil {
		c.Length(*s.DefaultRLSPolicy, c.At(at, "DefaultRLSPolicy"), 1, 255)
		c.Matches(*s.DefaultRLSPolicy, c.At(at, "DefaultRLSPolicy"), &patterns[0])
	}
}

// The values of ResourceAction.
const (
	ResourceActionUpdate = "UPDATE"
	ResourceActionCreate = "CREATE"
)

var enumResourceAction = []string{"UPDATE", "CREATE"}

// The values of ResourceShareType.
const (
	ResourceShareTypeForeign   = "FOREIGN"
	ResourceShareTypeAll       = "ALL"
	ResourceShareTypeFederated = "FEDERATED"
)

var enumResourceShareType = []string{"FOREIGN", "ALL", "FEDERATED"}

// The values of ResourceState.
const (
	ResourceStateQueued     = "QUEUED"
	ResourceStateInProgress = "IN_PROGRESS"
	ResourceStateSuccess    = "SUCCESS"
	ResourceStateStopped    = "STOPPED"
	ResourceStateFailed     = "FAILED"
)

var enumResourceState = []string{"QUEUED", "IN_PROGRESS", "SUCCESS", "STOPPED", "FAILED"}

// SchemaId is the API's SchemaId.
type SchemaId struct {
	RegistryName *string `json:"RegistryName,omitzero"`
	SchemaArn    *string `json:"SchemaArn,omitzero"`
	SchemaName   *string `json:"SchemaName,omitzero"`
}

// Check notes the members that the API does not take.
func (s *SchemaId) Check(c *wire.Check, at string) {
	if s.RegistryName != nil {
		c.Length(*s.RegistryName, c.At(at, "RegistryName"), 1, 255)
		c.Matches(*s.RegistryName, c.At(at, "RegistryName"), &patterns[3])
	}
	if s.SchemaArn != nil {
		c.Length(*s.SchemaArn, c.At(at, "SchemaArn"), 1, 10240)
		c.Matches(*s.SchemaArn, c.At(at, "SchemaArn"), &patterns[4])
	}
	if s.SchemaName != nil {
		c.Length(*s.SchemaName, c.At(at, "SchemaName"), 1, 255)
		c.Matches(*s.SchemaName, c.At(at, "SchemaName"), &patterns[3])
	}
}

// SchemaReference is the API's SchemaReference.
type SchemaReference struct {
	SchemaId            *SchemaId `json:"SchemaId,omitzero"`
	SchemaVersionId     *string   `json:"SchemaVersionId,omitzero"`
	SchemaVersionNumber *int64    `json:"SchemaVersionNumber,omitzero"`
}

// Check notes the members that the API does not take.
func (s *SchemaReference) Check(c *wire.Check, at string) {
	if s.SchemaId != nil {
		s.SchemaId.Check(c, c.At(at, "SchemaId"))
	}
	if s.SchemaVersionId != nil {
		c.Length(*s.SchemaVersionId, c.At(at, "SchemaVersionId"), 36, 36)
		c.Matches(*s.SchemaVersionId, c.At(at, "SchemaVersionId"), &patterns[5])
	}
	if s.SchemaVersionNumber != nil {
		c.AtLeast(float64(*s.SchemaVersionNumber), c.At(at, "SchemaVersionNumber"), 1)
		c.AtMost(float64(*s.SchemaVersionNumber), c.At(at, "SchemaVersionNumber"), 100000)
	}
}

// Segment is the API's Segment.
type Segment struct {
	SegmentNumber *int32 `json:"SegmentNumber,omitzero"`
	TotalSegments *int32 `json:"TotalSegments,omitzero"`
}

// Check notes the members that the API does not take.
func (s *Segment) Check(c *wire.Check, at string) {
	c.Required(s.SegmentNumber != nil, c.At(at, "SegmentNumber"))
	if s.SegmentNumber != nil {
		c.AtLeast(float64(*s.SegmentNumber), c.At(at, "SegmentNumber"), 0)
	}
	c.Required(s.TotalSegments != nil, c.At(at, "TotalSegments"))
	if s.TotalSegments != nil {
		c.AtLeast(float64(*s.TotalSegments), c.At(at, "TotalSegments"), 1)
		c.AtMost(float64(*s.TotalSegments), c.At(at, "TotalSegments"), 10)
	}
}

// SerDeInfo is the API's SerDeInfo.
type SerDeInfo struct {
	Name                 *string           `json:"Name,omitzero"`
	Parameters           map[string]string `json:"Parameters,omitzero"`
	SerializationLibrary *string           `json:"SerializationLibrary,omitzero"`
}

// Check notes the members that the API does not take.
func (s *SerDeInfo) Check(c *wire.Check, at string) {
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 1, 255)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[0])
	}
	for k, e := range s.Parameters {
		_, _ = k, e
		c.Length(k, c.Key(c.At(at, "Parameters"), k), 1, 255)
		c.Matches(k, c.Key(c.At(at, "Parameters"), k), &patterns[0])
		c.Length(e, c.Value(c.At(at, "Parameters"), k), 0, 512000)
	}
	if s.SerializationLibrary != nil {
		c.Length(*s.SerializationLibrary, c.At(at, "SerializationLibrary"), 1, 255)
		c.Matches(*s.SerializationLibrary, c.At(at, "SerializationLibrary"), &patterns[0])
	}
}

// SkewedInfo is the API's SkewedInfo.
type SkewedInfo struct {
	SkewedColumnNames             []string          `json:"SkewedColumnNames,omitzero"`
	SkewedColumnValueLocationMaps map[string]string `json:"SkewedColumnValueLocationMaps,omitzero"`
	SkewedColumnValues            []string          `json:"SkewedColumnValues,omitzero"`
}

// Check notes the members that the API does not take.
func (s *SkewedInfo) Check(c *wire.Check, at string) {
	for i, e := range s.SkewedColumnNames {
		c.Length(e, c.Item(c.At(at, "SkewedColumnNames"), i), 1, 255)
		c.Matches(e, c.Item(c.At(at, "SkewedColumnNames"), i), &patterns[0])
	}
}

// StatusDetails is the API's StatusDetails.
type StatusDetails struct {
	RequestedChange *Table           `json:"RequestedChange,omitzero"`
	ViewValidations []ViewValidation `json:"ViewValidations,omitzero"`
}

// Check notes the members that the API does not take.
func (s *StatusDetails) Check(c *wire.Check, at string) {
	if s.RequestedChange != nil {
		s.RequestedChange.Check(c, c.At(at, "RequestedChange"))
	}
	for i, e := range s.ViewValidations {
		e.Check(c, c.Item(c.At(at, "ViewValidations"), i))
	}
}

// StorageDescriptor is the API's StorageDescriptor.
type StorageDescriptor struct {
	AdditionalLocations    []string          `json:"AdditionalLocations,omitzero"`
	BucketColumns          []string          `json:"BucketColumns,omitzero"`
	Columns                []Column          `json:"Columns,omitzero"`
	Compressed             *bool             `json:"Compressed,omitzero"`
	InputFormat            *string           `json:"InputFormat,omitzero"`
	Location               *string           `json:"Location,omitzero"`
	NumberOfBuckets        *int32            `json:"NumberOfBuckets,omitzero"`
	OutputFormat           *string           `json:"OutputFormat,omitzero"`
	Parameters             map[string]string `json:"Parameters,omitzero"`
	SchemaReference        *SchemaReference  `json:"SchemaReference,omitzero"`
	SerdeInfo              *SerDeInfo        `json:"SerdeInfo,omitzero"`
	SkewedInfo             *SkewedInfo       `json:"SkewedInfo,omitzero"`
	SortColumns            []Order           `json:"SortColumns,omitzero"`
	StoredAsSubDirectories *bool             `json:"StoredAsSubDirectories,omitzero"`
}

// Check notes the members that the API does not take.
func (s *StorageDescriptor) Check(c *wire.Check, at string) {
	for i, e := range s.AdditionalLocations {
		c.Length(e, c.Item(c.At(at, "AdditionalLocations"), i), 0, 2056)
		c.Matches(e, c.Item(c.At(at, "AdditionalLocations"), i), &patterns[2])
	}
	for i, e := range s.BucketColumns {
		c.Length(e, c.Item(c.At(at, "BucketColumns"), i), 1, 255)
		c.Matches(e, c.Item(c.At(at, "BucketColumns"), i), &patterns[0])
	}
	for i, e := range s.Columns {
		e.Check(c, c.Item(c.At(at, "Columns"), i))
	}
	if s.InputFormat != nil {
		c.Length(*s.InputFormat, c.At(at, "InputFormat"), 0, 128)
		c.Matches(*s.InputFormat, c.At(at, "InputFormat"), &patterns[0])
	}
	if s.Location != nil {
		c.Length(*s.Location, c.At(at, "Location"), 0, 2056)
		c.Matches(*s.Location, c.At(at, "Location"), &patterns[2])
	}
	if s.OutputFormat != nil {
		c.Length(*s.OutputFormat, c.At(at, "OutputFormat"), 0, 128)
		c.Matches(*s.OutputFormat, c.At(at, "OutputFormat"), &patterns[0])
	}
	for k, e := range s.Parameters {
		_, _ = k, e
		c.Length(k, c.Key(c.At(at, "Parameters"), k), 1, 255)
		c.Matches(k, c.Key(c.At(at, "Parameters"), k), &patterns[0])
		c.Length(e, c.Value(c.At(at, "Parameters"), k), 0, 512000)
	}
	if s.SchemaReference != nil {
		s.SchemaReference.Check(c, c.At(at, "SchemaReference"))
	}
	if s.SerdeInfo != nil {
		s.SerdeInfo.Check(c, c.At(at, "SerdeInfo"))
	}
	if s.SkewedInfo != nil {
		s.SkewedInfo.Check(c, c.At(at, "SkewedInfo"))
	}
	for i, e := range s.SortColumns {
		e.Check(c, c.Item(c.At(at, "SortColumns"), i))
	}
}

// The values of SubObjectSourceType.
const (
	SubObjectSourceTypeHiveParquet  = "HIVE_PARQUET"
	SubObjectSourceTypeHiveOrc      = "HIVE_ORC"
	SubObjectSourceTypeHiveCsv      = "HIVE_CSV"
	SubObjectSourceTypeHiveJson     = "HIVE_JSON"
	SubObjectSourceTypePlainParquet = "PLAIN_PARQUET"
	SubObjectSourceTypeIceberg      = "ICEBERG"
)

var enumSubObjectSourceType = []string{"HIVE_PARQUET", "HIVE_ORC", "HIVE_CSV", "HIVE_JSON", "PLAIN_PARQUET", "ICEBERG"}

// SubObjectStatistics is the API's SubObjectStatistics.
type SubObjectStatistics struct {
	FileCount      *int64  `json:"FileCount,omitzero"`
	GlueVersionId  *string `json:"GlueVersionId,omitzero"`
	PartitionCount *int64  `json:"PartitionCount,omitzero"`
	SourceType     *string `json:"SourceType,omitzero"`
	TotalFileBytes *int64  `json:"TotalFileBytes,omitzero"`
}

// Check notes the members that the API does not take.
func (s *SubObjectStatistics) Check(c *wire.Check, at string) {
	if s.SourceType != nil {
		c.Enum(*s.SourceType, c.At(at, "SourceType"), enumSubObjectSourceType)
	}
}

// Table is the API's Table.
type Table struct {
	CatalogId                     *string               `json:"CatalogId,omitzero"`
	CreateTime                    *wire.Time            `json:"CreateTime,omitzero"`
	CreatedBy                     *string               `json:"CreatedBy,omitzero"`
	DatabaseName                  *string               `json:"DatabaseName,omitzero"`
	Description                   *string               `json:"Description,omitzero"`
	FederatedTable                *FederatedTable       `json:"FederatedTable,omitzero"`
	IcebergTableMetadata          *IcebergTableMetadata `json:"IcebergTableMetadata,omitzero"`
	IsMaterializedView            *bool                 `json:"IsMaterializedView,omitzero"`
	IsMultiDialectView            *bool                 `json:"IsMultiDialectView,omitzero"`
	IsRegisteredWithLakeFormation *bool                 `json:"IsRegisteredWithLakeFormation,omitzero"`
	LastAccessTime                *wire.Time            `json:"LastAccessTime,omitzero"`
	LastAnalyzedTime              *wire.Time            `json:"LastAnalyzedTime,omitzero"`
	Name                          *string               `json:"Name,omitzero"`
	Owner                         *string               `json:"Owner,omitzero"`
	Parameters                    map[string]string     `json:"Parameters,omitzero"`
	PartitionKeys                 []Column              `json:"PartitionKeys,omitzero"`
	RLSProperties                 *RLSProperties        `json:"RLSProperties,omitzero"`
	Retention                     *int32                `json:"Retention,omitzero"`
	Status                        *TableStatus          `json:"Status,omitzero"`
	StorageDescriptor             *StorageDescriptor    `json:"StorageDescriptor,omitzero"`
	TableType                     *string               `json:"TableType,omitzero"`
	TargetTable                   *TableIdentifier      `json:"TargetTable,omitzero"`
	UpdateTime                    *wire.Time            `json:"UpdateTime,omitzero"`
	VersionId                     *string               `json:"VersionId,omitzero"`
	ViewDefinition                *ViewDefinition       `json:"ViewDefinition,omitzero"`
	ViewExpandedText              *string               `json:"ViewExpandedText,omitzero"`
	ViewOriginalText              *string               `json:"ViewOriginalText,omitzero"`
}

// Check notes the members that the API does not take.
func (s *Table) Check(c *wire.Check, at string) {
	if s.CatalogId != nil {
		c.Length(*s.CatalogId, c.At(at, "CatalogId"), 1, 255)
		c.Matches(*s.CatalogId, c.At(at, "CatalogId"), &patterns[0])
	}
	if s.CreatedBy != nil {
		c.Length(*s.CreatedBy, c.At(at, "CreatedBy"), 1, 255)
		c.Matches(*s.CreatedBy, c.At(at, "CreatedBy"), &patterns[0])
	}
	if s.DatabaseName != nil {
		c.Length(*s.DatabaseName, c.At(at, "DatabaseName"), 1, 255)
		c.Matches(*s.DatabaseName, c.At(at, "DatabaseName"), &patterns[0])
	}
	if s.Description != nil {
		c.Length(*s.Description, c.At(at, "Description"), 0, 2048)
		c.Matches(*s.Description, c.At(at, "Description"), &patterns[2])
	}
	if s.FederatedTable != nil {
		s.FederatedTable.Check(c, c.At(at, "FederatedTable"))
	}
	if s.IcebergTableMetadata != nil {
		s.IcebergTableMetadata.Check(c, c.At(at, "IcebergTableMetadata"))
	}
	c.Required(s.Name != nil, c.At(at, "Name"))
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 1, 255)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[0])
	}
	if s.Owner != nil {
		c.Length(*s.Owner, c.At(at, "Owner"), 1, 255)
		c.Matches(*s.Owner, c.At(at, "Owner"), &patterns[0])
	}
	for k, e := range s.Parameters {
		_, _ = k, e
		c.Length(k, c.Key(c.At(at, "Parameters"), k), 1, 255)
		c.Matches(k, c.Key(c.At(at, "Parameters"), k), &patterns[0])
		c.Length(e, c.Value(c.At(at, "Parameters"), k), 0, 512000)
	}
	for i, e := range s.PartitionKeys {
		e.Check(c, c.Item(c.At(at, "PartitionKeys"), i))
	}
	if s.RLSProperties != nil {
		s.RLSProperties.Check(c, c.At(at, "RLSProperties"))
	}
	if s.Retention != nil {
		c.AtLeast(float64(*s.Retention), c.At(at, "Retention"), 0)
	}
	if s.Status != nil {
		s.Status.Check(c, c.At(at, "Status"))
	}
	if s.StorageDescriptor != nil {
		s.StorageDescriptor.Check(c, c.At(at, "StorageDescriptor"))
	}
	if s.TableType != nil {
		c.Length(*s.TableType, c.At(at, "TableType"), 0, 255)
	}
	if s.TargetTable != nil {
		s.TargetTable.Check(c, c.At(at, "TargetTable"))
	}
	if s.VersionId != nil {
		c.Length(*s.VersionId, c.At(at, "VersionId"), 1, 255)
		c.Matches(*s.VersionId, c.At(at, "VersionId"), &patterns[0])
	}
	if s.ViewDefinition != nil {
		s.ViewDefinition.Check(c, c.At(at, "ViewDefinition"))
	}
	if s.ViewExpandedText != nil {
		c.Length(*s.ViewExpandedText, c.At(at, "ViewExpandedText"), 0, 409600)
	}
	if s.ViewOriginalText != nil {
		c.Length(*s.ViewOriginalText, c.At(at, "ViewOriginalText"), 0, 409600)
	}
}

// The values of TableAttributes.
const (
	TableAttributesName                  = "NAME"
	TableAttributesTableType             = "TABLE_TYPE"
	TableAttributesDefault               = "DEFAULT"
	TableAttributesLatestIcebergMetadata = "LATEST_ICEBERG_METADATA"
)

var enumTableAttributes = []string{"NAME", "TABLE_TYPE", "DEFAULT", "LATEST_ICEBERG_METADATA"}

// TableError is the API's TableError.
type TableError struct {
	ErrorDetail *ErrorDetail `json:"ErrorDetail,omitzero"`
	TableName   *string      `json:"TableName,omitzero"`
}

// Check notes the members that the API does not take.
func (s *TableError) Check(c *wire.Check, at string) {
	if s.ErrorDetail != nil {
		s.ErrorDetail.Check(c, c.At(at, "ErrorDetail"))
	}
	if s.TableName != nil {
		c.Length(*s.TableName, c.At(at, "TableName"), 1, 255)
		c.Matches(*s.TableName, c.At(at, "TableName"), &patterns[0])
	}
}

// TableIdentifier is the API's TableIdentifier.
type TableIdentifier struct {
	CatalogId    *string `json:"CatalogId,omitzero"`
	DatabaseName *string `json:"DatabaseName,omitzero"`
	Name         *string `json:"Name,omitzero"`
	Region       *string `json:"Region,omitzero"`
}

// Check notes the members that the API does not take.
func (s *TableIdentifier) Check(c *wire.Check, at string) {
	if s.CatalogId != nil {
		c.Length(*s.CatalogId, c.At(at, "CatalogId"), 1, 255)
		c.Matches(*s.CatalogId, c.At(at, "CatalogId"), &patterns[0])
	}
	if s.DatabaseName != nil {
		c.Length(*s.DatabaseName, c.At(at, "DatabaseName"), 1, 255)
		c.Matches(*s.DatabaseName, c.At(at, "DatabaseName"), &patterns[0])
	}
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 1, 255)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[0])
	}
	if s.Region != nil {
		c.Length(*s.Region, c.At(at, "Region"), 1, 255)
		c.Matches(*s.Region, c.At(at, "Region"), &patterns[0])
	}
}

// TableInput is the API's TableInput.
type TableInput struct {
	Description       *string              `json:"Description,omitzero"`
	FederatedTable    *FederatedTable      `json:"FederatedTable,omitzero"`
	LastAccessTime    *wire.Time           `json:"LastAccessTime,omitzero"`
	LastAnalyzedTime  *wire.Time           `json:"LastAnalyzedTime,omitzero"`
	Name              *string              `json:"Name,omitzero"`
	Owner             *string              `json:"Owner,omitzero"`
	Parameters        map[string]string    `json:"Parameters,omitzero"`
	PartitionKeys     []Column             `json:"PartitionKeys,omitzero"`
	Retention         *int32               `json:"Retention,omitzero"`
	StorageDescriptor *StorageDescriptor   `json:"StorageDescriptor,omitzero"`
	TableType         *string              `json:"TableType,omitzero"`
	TargetTable       *TableIdentifier     `json:"TargetTable,omitzero"`
	ViewDefinition    *ViewDefinitionInput `json:"ViewDefinition,omitzero"`
	ViewExpandedText  *string              `json:"ViewExpandedText,omitzero"`
	ViewOriginalText  *string              `json:"ViewOriginalText,omitzero"`
}

// Check notes the members that the API does not take.
func (s *TableInput) Check(c *wire.Check, at string) {
	if s.Description != nil {
		c.Length(*s.Description, c.At(at, "Description"), 0, 2048)
		c.Matches(*s.Description, c.At(at, "Description"), &patterns[2])
	}
	if s.FederatedTable != nil {
		s.FederatedTable.Check(c, c.At(at, "FederatedTable"))
	}
	c.Required(s.Name != nil, c.At(at, "Name"))
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 1, 255)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[0])
	}
	if s.Owner != nil {
		c.Length(*s.Owner, c.At(at, "Owner"), 1, 255)
		c.Matches(*s.Owner, c.At(at, "Owner"), &patterns[0])
	}
	for k, e := range s.Parameters {
		_, _ = k, e
		c.Length(k, c.Key(c.At(at, "Parameters"), k), 1, 255)
		c.Matches(k, c.Key(c.At(at, "Parameters"), k), &patterns[0])
		c.Length(e, c.Value(c.At(at, "Parameters"), k), 0, 512000)
	}
	for i, e := range s.PartitionKeys {
		e.Check(c, c.Item(c.At(at, "PartitionKeys"), i))
	}
	if s.Retention != nil {
		c.AtLeast(float64(*s.Retention), c.At(at, "Retention"), 0)
	}
	if s.StorageDescriptor != nil {
		s.StorageDescriptor.Check(c, c.At(at, "StorageDescriptor"))
	}
	if s.TableType != nil {
		c.Length(*s.TableType, c.At(at, "TableType"), 0, 255)
	}
	if s.TargetTable != nil {
		s.TargetTable.Check(c, c.At(at, "TargetTable"))
	}
	if s.ViewDefinition != nil {
		s.ViewDefinition.Check(c, c.At(at, "ViewDefinition"))
	}
	if s.ViewExpandedText != nil {
		c.Length(*s.ViewExpandedText, c.At(at, "ViewExpandedText"), 0, 409600)
	}
	if s.ViewOriginalText != nil {
		c.Length(*s.ViewOriginalText, c.At(at, "ViewOriginalText"), 0, 409600)
	}
}

// The values of TableResourceShareType.
const (
	TableResourceShareTypeFederated = "FEDERATED"
	TableResourceShareTypeAll       = "ALL"
)

var enumTableResourceShareType = []string{"FEDERATED", "ALL"}

// TableStatus is the API's TableStatus.
type TableStatus struct {
	Action      *string        `json:"Action,omitzero"`
	Details     *StatusDetails `json:"Details,omitzero"`
	Error       *ErrorDetail   `json:"Error,omitzero"`
	RequestTime *wire.Time     `json:"RequestTime,omitzero"`
	RequestedBy *string        `json:"RequestedBy,omitzero"`
	State       *string        `json:"State,omitzero"`
	UpdateTime  *wire.Time     `json:"UpdateTime,omitzero"`
	UpdatedBy   *string        `json:"UpdatedBy,omitzero"`
}

// Check notes the members that the API does not take.
func (s *TableStatus) Check(c *wire.Check, at string) {
	if s.Action != nil {
		c.Enum(*s.Action, c.At(at, "Action"), enumResourceAction)
	}
	if s.Details != nil {
		s.Details.Check(c, c.At(at, "Details"))
	}
	if s.Error != nil {
		s.Error.Check(c, c.At(at, "Error"))
	}
	if s.RequestedBy != nil {
		c.Length(*s.RequestedBy, c.At(at, "RequestedBy"), 1, 255)
		c.Matches(*s.RequestedBy, c.At(at, "RequestedBy"), &patterns[0])
	}
	if s.State != nil {
		c.Enum(*s.State, c.At(at, "State"), enumResourceState)
	}
	if s.UpdatedBy != nil {
		c.Length(*s.UpdatedBy, c.At(at, "UpdatedBy"), 1, 255)
		c.Matches(*s.UpdatedBy, c.At(at, "UpdatedBy"), &patterns[0])
	}
}

// TableVersion is the API's TableVersion.
type TableVersion struct {
	Table     *Table  `json:"Table,omitzero"`
	VersionId *string `json:"VersionId,omitzero"`
}

// Check notes the members that the API does not take.
func (s *TableVersion) Check(c *wire.Check, at string) {
	if s.Table != nil {
		s.Table.Check(c, c.At(at, "Table"))
	}
	if s.VersionId != nil {
		c.Length(*s.VersionId, c.At(at, "VersionId"), 1, 255)
		c.Matches(*s.VersionId, c.At(at, "VersionId"), &patterns[0])
	}
}

// TableVersionError is the API's TableVersionError.
type TableVersionError struct {
	ErrorDetail *ErrorDetail `json:"ErrorDetail,omitzero"`
	TableName   *string      `json:"TableName,omitzero"`
	VersionId   *string      `json:"VersionId,omitzero"`
}

// Check notes the members that the API does not take.
func (s *TableVersionError) Check(c *wire.Check, at string) {
	if s.ErrorDetail != nil {
		s.ErrorDetail.Check(c, c.At(at, "ErrorDetail"))
	}
	if s.TableName != nil {
		c.Length(*s.TableName, c.At(at, "TableName"), 1, 255)
		c.Matches(*s.TableName, c.At(at, "TableName"), &patterns[0])
	}
	if s.VersionId != nil {
		c.Length(*s.VersionId, c.At(at, "VersionId"), 1, 255)
		c.Matches(*s.VersionId, c.At(at, "VersionId"), &patterns[0])
	}
}

// UpdateDatabaseRequest is the API's UpdateDatabaseRequest.
type UpdateDatabaseRequest struct {
	CatalogId     *string        `json:"CatalogId,omitzero"`
	DatabaseInput *DatabaseInput `json:"DatabaseInput,omitzero"`
	Name          *string        `json:"Name,omitzero"`
}

// Check notes the members that the API does not take.
func (s *UpdateDatabaseRequest) Check(c *wire.Check, at string) {
	if s.CatalogId != nil {
		c.Length(*s.CatalogId, c.At(at, "CatalogId"), 1, 255)
		c.Matches(*s.CatalogId, c.At(at, "CatalogId"), &patterns[0])
	}
	c.Required(s.DatabaseInput != nil, c.At(at, "DatabaseInput"))
	if s.DatabaseInput != nil {
		s.DatabaseInput.Check(c, c.At(at, "DatabaseInput"))
	}
	c.Required(s.Name != nil, c.At(at, "Name"))
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 1, 255)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[0])
	}
}

// UpdateDatabaseResponse is the API's UpdateDatabaseResponse.
type UpdateDatabaseResponse struct {
}

// Check notes the members that the API does not take.
func (s *UpdateDatabaseResponse) Check(c *wire.Check, at string) {
}

// UpdateIcebergInput is the API's UpdateIcebergInput.
type UpdateIcebergInput struct {
	UpdateIcebergTableInput *UpdateIcebergTableInput `json:"UpdateIcebergTableInput,omitzero"`
}

// Check notes the members that the API does not take.
func (s *UpdateIcebergInput) Check(c *wire.Check, at string) {
	c.Required(s.UpdateIcebergTableInput != nil, c.At(at, "UpdateIcebergTableInput"))
	if s.UpdateIcebergTableInput != nil {
		s.UpdateIcebergTableInput.Check(c, c.At(at, "UpdateIcebergTableInput"))
	}
}

// UpdateIcebergTableInput is the API's UpdateIcebergTableInput.
type UpdateIcebergTableInput struct {
	Updates []IcebergTableUpdate `json:"Updates,omitzero"`
}

// Check notes the members that the API does not take.
func (s *UpdateIcebergTableInput) Check(c *wire.Check, at string) {
	c.Required(s.Updates != nil, c.At(at, "Updates"))
	for i, e := range s.Updates {
		e.Check(c, c.Item(c.At(at, "Updates"), i))
	}
}

// UpdateOpenTableFormatInput is the API's UpdateOpenTableFormatInput.
type UpdateOpenTableFormatInput struct {
	UpdateIcebergInput *UpdateIcebergInput `json:"UpdateIcebergInput,omitzero"`
}

// Check notes the members that the API does not take.
func (s *UpdateOpenTableFormatInput) Check(c *wire.Check, at string) {
	if s.UpdateIcebergInput != nil {
		s.UpdateIcebergInput.Check(c, c.At(at, "UpdateIcebergInput"))
	}
}

// UpdatePartitionRequest is the API's UpdatePartitionRequest.
type UpdatePartitionRequest struct {
	CatalogId          *string         `json:"CatalogId,omitzero"`
	DatabaseName       *string         `json:"DatabaseName,omitzero"`
	PartitionInput     *PartitionInput `json:"PartitionInput,omitzero"`
	PartitionValueList []string        `json:"PartitionValueList,omitzero"`
	TableName          *string         `json:"TableName,omitzero"`
}

// Check notes the members that the API does not take.
func (s *UpdatePartitionRequest) Check(c *wire.Check, at string) {
	if s.CatalogId != nil {
		c.Length(*s.CatalogId, c.At(at, "CatalogId"), 1, 255)
		c.Matches(*s.CatalogId, c.At(at, "CatalogId"), &patterns[0])
	}
	c.Required(s.DatabaseName != nil, c.At(at, "DatabaseName"))
	if s.DatabaseName != nil {
		c.Length(*s.DatabaseName, c.At(at, "DatabaseName"), 1, 255)
		c.Matches(*s.DatabaseName, c.At(at, "DatabaseName"), &patterns[0])
	}
	c.Required(s.PartitionInput != nil, c.At(at, "PartitionInput"))
	if s.PartitionInput != nil {
		s.PartitionInput.Check(c, c.At(at, "PartitionInput"))
	}
	c.Required(s.PartitionValueList != nil, c.At(at, "PartitionValueList"))
	if s.PartitionValueList != nil {
		c.Size(len(s.PartitionValueList), c.At(at, "PartitionValueList"), 0, 100)
	}
	for i, e := range s.PartitionValueList {
		c.Length(e, c.Item(c.At(at, "PartitionValueList"), i), 1, 1024)
	}
	c.Required(s.TableName != nil, c.At(at, "TableName"))
	if s.TableName != nil {
		c.Length(*s.TableName, c.At(at, "TableName"), 1, 255)
		c.Matches(*s.TableName, c.At(at, "TableName"), &patterns[0])
	}
}

// UpdatePartitionResponse is the API's UpdatePartitionResponse.
type UpdatePartitionResponse struct {
}

// Check notes the members that the API does not take.
func (s *UpdatePartitionResponse) Check(c *wire.Check, at string) {
}

// UpdateTableRequest is the API's UpdateTableRequest.
type UpdateTableRequest struct {
	CatalogId                  *string                     `json:"CatalogId,omitzero"`
	DatabaseName               *string                     `json:"DatabaseName,omitzero"`
	Force                      *bool                       `json:"Force,omitzero"`
	Name                       *string                     `json:"Name,omitzero"`
	SkipArchive                *bool                       `json:"SkipArchive,omitzero"`
	TableInput                 *TableInput                 `json:"TableInput,omitzero"`
	TransactionId              *string                     `json:"TransactionId,omitzero"`
	UpdateOpenTableFormatInput *UpdateOpenTableFormatInput `json:"UpdateOpenTableFormatInput,omitzero"`
	VersionId                  *string                     `json:"VersionId,omitzero"`
	ViewUpdateAction           *string                     `json:"ViewUpdateAction,omitzero"`
}

// Check notes the members that the API does not take.
func (s *UpdateTableRequest) Check(c *wire.Check, at string) {
	if s.CatalogId != nil {
		c.Length(*s.CatalogId, c.At(at, "CatalogId"), 1, 255)
		c.Matches(*s.CatalogId, c.At(at, "CatalogId"), &patterns[0])
	}
	c.Required(s.DatabaseName != nil, c.At(at, "DatabaseName"))
	if s.DatabaseName != nil {
		c.Length(*s.DatabaseName, c.At(at, "DatabaseName"), 1, 255)
		c.Matches(*s.DatabaseName, c.At(at, "DatabaseName"), &patterns[0])
	}
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 1, 255)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[0])
	}
	if s.TableInput != nil {
		s.TableInput.Check(c, c.At(at, "TableInput"))
	}
	if s.TransactionId != nil {
		c.Length(*s.TransactionId, c.At(at, "TransactionId"), 1, 255)
		c.Matches(*s.TransactionId, c.At(at, "TransactionId"), &patterns[1])
	}
	if s.UpdateOpenTableFormatInput != nil {
		s.UpdateOpenTableFormatInput.Check(c, c.At(at, "UpdateOpenTableFormatInput"))
	}
	if s.VersionId != nil {
		c.Length(*s.VersionId, c.At(at, "VersionId"), 1, 255)
		c.Matches(*s.VersionId, c.At(at, "VersionId"), &patterns[0])
	}
	if s.ViewUpdateAction != nil {
		c.Enum(*s.ViewUpdateAction, c.At(at, "ViewUpdateAction"), enumViewUpdateAction)
	}
}

// UpdateTableResponse is the API's UpdateTableResponse.
type UpdateTableResponse struct {
}

// Check notes the members that the API does not take.
func (s *UpdateTableResponse) Check(c *wire.Check, at string) {
}

// ViewDefinition is the API's ViewDefinition.
type ViewDefinition struct {
	Definer              *string               `json:"Definer,omitzero"`
	IsManaged            *bool                 `json:"IsManaged,omitzero"`
	IsProtected          *bool                 `json:"IsProtected,omitzero"`
	LastRefreshType      *string               `json:"LastRefreshType,omitzero"`
	RefreshSeconds       *int64                `json:"RefreshSeconds,omitzero"`
	Representations      []ViewRepresentation  `json:"Representations,omitzero"`
	SparkPipelineInfo    map[string]string     `json:"SparkPipelineInfo,omitzero"`
	SubObjectVersionIds  []int64               `json:"SubObjectVersionIds,omitzero"`
	SubObjects           []string              `json:"SubObjects,omitzero"`
	SubObjectsStatistics []SubObjectStatistics `json:"SubObjectsStatistics,omitzero"`
	ViewVersionId        *int64                `json:"ViewVersionId,omitzero"`
	ViewVersionToken     *string               `json:"ViewVersionToken,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ViewDefinition) Check(c *wire.Check, at string) {
	if s.Definer != nil {
		c.Length(*s.Definer, c.At(at, "Definer"), 20, 2048)
	}
	if s.LastRefreshType != nil {
		c.Enum(*s.LastRefreshType, c.At(at, "LastRefreshType"), enumLastRefreshType)
	}
	if s.Representations != nil {
		c.Size(len(s.Representations), c.At(at, "Representations"), 1, 1000)
	}
	for i, e := range s.Representations {
		e.Check(c, c.Item(c.At(at, "Representations"), i))
	}
	if s.SparkPipelineInfo != nil {
		c.Size(len(s.SparkPipelineInfo), c.At(at, "SparkPipelineInfo"), 0, 50)
	}
	for k, e := range s.SparkPipelineInfo {
		_, _ = k, e
		c.Length(k, c.Key(c.At(at, "SparkPipelineInfo"), k), 1, 128)
		c.Length(e, c.Value(c.At(at, "SparkPipelineInfo"), k), 0, 2048)
	}
	if s.SubObjectVersionIds != nil {
		c.Size(len(s.SubObjectVersionIds), c.At(at, "SubObjectVersionIds"), 0, 250)
	}
	for i, e := range s.SubObjectVersionIds {
		c.AtLeast(float64(e), c.Item(c.At(at, "SubObjectVersionIds"), i), -1)
	}
	if s.SubObjects != nil {
		c.Size(len(s.SubObjects), c.At(at, "SubObjects"), 0, 10)
	}
	for i, e := range s.SubObjects {
		c.Length(e, c.Item(c.At(at, "SubObjects"), i), 20, 2048)
	}
	if s.SubObjectsStatistics != nil {
		c.Size(len(s.SubObjectsStatistics), c.At(at, "SubObjectsStatistics"), 0, 250)
	}
	for i, e := range s.SubObjectsStatistics {
		e.Check(c, c.Item(c.At(at, "SubObjectsStatistics"), i))
	}
	if s.ViewVersionId != nil {
		c.AtLeast(float64(*s.ViewVersionId), c.At(at, "ViewVersionId"), -1)
	}
	if s.ViewVersionToken != nil {
		c.Length(*s.ViewVersionToken, c.At(at, "ViewVersionToken"), 1, 255)
		c.Matches(*s.ViewVersionToken, c.At(at, "ViewVersionToken"), &patterns[0])
	}
}

// ViewDefinitionInput is the API's ViewDefinitionInput.
type ViewDefinitionInput struct {
	Definer              *string                   `json:"Definer,omitzero"`
	IsManaged            *bool                     `json:"IsManaged,omitzero"`
	IsProtected          *bool                     `json:"IsProtected,omitzero"`
	LastRefreshType      *string                   `json:"LastRefreshType,omitzero"`
	RefreshSeconds       *int64                    `json:"RefreshSeconds,omitzero"`
	Representations      []ViewRepresentationInput `json:"Representations,omitzero"`
	SparkPipelineInfo    map[string]string         `json:"SparkPipelineInfo,omitzero"`
	SubObjectVersionIds  []int64                   `json:"SubObjectVersionIds,omitzero"`
	SubObjects           []string                  `json:"SubObjects,omitzero"`
	SubObjectsStatistics []SubObjectStatistics     `json:"SubObjectsStatistics,omitzero"`
	ViewVersionId        *int64                    `json:"ViewVersionId,omitzero"`
	ViewVersionToken     *string                   `json:"ViewVersionToken,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ViewDefinitionInput) Check(c *wire.Check, at string) {
	if s.Definer != nil {
		c.Length(*s.Definer, c.At(at, "Definer"), 20, 2048)
	}
	if s.LastRefreshType != nil {
		c.Enum(*s.LastRefreshType, c.At(at, "LastRefreshType"), enumLastRefreshType)
	}
	if s.Representations != nil {
		c.Size(len(s.Representations), c.At(at, "Representations"), 1, 10)
	}
	for i, e := range s.Representations {
		e.Check(c, c.Item(c.At(at, "Representations"), i))
	}
	if s.SparkPipelineInfo != nil {
		c.Size(len(s.SparkPipelineInfo), c.At(at, "SparkPipelineInfo"), 0, 50)
	}
	for k, e := range s.SparkPipelineInfo {
		_, _ = k, e
		c.Length(k, c.Key(c.At(at, "SparkPipelineInfo"), k), 1, 128)
		c.Length(e, c.Value(c.At(at, "SparkPipelineInfo"), k), 0, 2048)
	}
	if s.SubObjectVersionIds != nil {
		c.Size(len(s.SubObjectVersionIds), c.At(at, "SubObjectVersionIds"), 0, 250)
	}
	for i, e := range s.SubObjectVersionIds {
		c.AtLeast(float64(e), c.Item(c.At(at, "SubObjectVersionIds"), i), -1)
	}
	if s.SubObjects != nil {
		c.Size(len(s.SubObjects), c.At(at, "SubObjects"), 0, 10)
	}
	for i, e := range s.SubObjects {
		c.Length(e, c.Item(c.At(at, "SubObjects"), i), 20, 2048)
	}
	if s.SubObjectsStatistics != nil {
		c.Size(len(s.SubObjectsStatistics), c.At(at, "SubObjectsStatistics"), 0, 250)
	}
	for i, e := range s.SubObjectsStatistics {
		e.Check(c, c.Item(c.At(at, "SubObjectsStatistics"), i))
	}
	if s.ViewVersionId != nil {
		c.AtLeast(float64(*s.ViewVersionId), c.At(at, "ViewVersionId"), -1)
	}
	if s.ViewVersionToken != nil {
		c.Length(*s.ViewVersionToken, c.At(at, "ViewVersionToken"), 1, 255)
		c.Matches(*s.ViewVersionToken, c.At(at, "ViewVersionToken"), &patterns[0])
	}
}

// The values of ViewDialect.
const (
	ViewDialectRedshift = "REDSHIFT"
	ViewDialectAthena   = "ATHENA"
	ViewDialectSpark    = "SPARK"
)

var enumViewDialect = []string{"REDSHIFT", "ATHENA", "SPARK"}

// ViewRepresentation is the API's ViewRepresentation.
type ViewRepresentation struct {
	Dialect              *string `json:"Dialect,omitzero"`
	DialectVersion       *string `json:"DialectVersion,omitzero"`
	IsStale              *bool   `json:"IsStale,omitzero"`
	ValidationConnection *string `json:"ValidationConnection,omitzero"`
	ViewExpandedText     *string `json:"ViewExpandedText,omitzero"`
	ViewOriginalText     *string `json:"ViewOriginalText,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ViewRepresentation) Check(c *wire.Check, at string) {
	if s.Dialect != nil {
		c.Enum(*s.Dialect, c.At(at, "Dialect"), enumViewDialect)
	}
	if s.DialectVersion != nil {
		c.Length(*s.DialectVersion, c.At(at, "DialectVersion"), 1, 255)
	}
	if s.ValidationConnection != nil {
		c.Length(*s.ValidationConnection, c.At(at, "ValidationConnection"), 1, 255)
		c.Matches(*s.ValidationConnection, c.At(at, "ValidationConnection"), &patterns[0])
	}
	if s.ViewExpandedText != nil {
		c.Length(*s.ViewExpandedText, c.At(at, "ViewExpandedText"), 0, 409600)
	}
	if s.ViewOriginalText != nil {
		c.Length(*s.ViewOriginalText, c.At(at, "ViewOriginalText"), 0, 409600)
	}
}

// ViewRepresentationInput is the API's ViewRepresentationInput.
type ViewRepresentationInput struct {
	Dialect              *string `json:"Dialect,omitzero"`
	DialectVersion       *string `json:"DialectVersion,omitzero"`
	ValidationConnection *string `json:"ValidationConnection,omitzero"`
	ViewExpandedText     *string `json:"ViewExpandedText,omitzero"`
	ViewOriginalText     *string `json:"ViewOriginalText,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ViewRepresentationInput) Check(c *wire.Check, at string) {
	if s.Dialect != nil {
		c.Enum(*s.Dialect, c.At(at, "Dialect"), enumViewDialect)
	}
	if s.DialectVersion != nil {
		c.Length(*s.DialectVersion, c.At(at, "DialectVersion"), 1, 255)
	}
	if s.ValidationConnection != nil {
		c.Length(*s.ValidationConnection, c.At(at, "ValidationConnection"), 1, 255)
		c.Matches(*s.ValidationConnection, c.At(at, "ValidationConnection"), &patterns[0])
	}
	if s.ViewExpandedText != nil {
		c.Length(*s.ViewExpandedText, c.At(at, "ViewExpandedText"), 0, 409600)
	}
	if s.ViewOriginalText != nil {
		c.Length(*s.ViewOriginalText, c.At(at, "ViewOriginalText"), 0, 409600)
	}
}

// The values of ViewUpdateAction.
const (
	ViewUpdateActionAdd          = "ADD"
	ViewUpdateActionReplace      = "REPLACE"
	ViewUpdateActionAddOrReplace = "ADD_OR_REPLACE"
	ViewUpdateActionDrop         = "DROP"
)

var enumViewUpdateAction = []string{"ADD", "REPLACE", "ADD_OR_REPLACE", "DROP"}

// ViewValidation is the API's ViewValidation.
type ViewValidation struct {
	Dialect            *string      `json:"Dialect,omitzero"`
	DialectVersion     *string      `json:"DialectVersion,omitzero"`
	Error              *ErrorDetail `json:"Error,omitzero"`
	State              *string      `json:"State,omitzero"`
	UpdateTime         *wire.Time   `json:"UpdateTime,omitzero"`
	ViewValidationText *string      `json:"ViewValidationText,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ViewValidation) Check(c *wire.Check, at string) {
	if s.Dialect != nil {
		c.Enum(*s.Dialect, c.At(at, "Dialect"), enumViewDialect)
	}
	if s.DialectVersion != nil {
		c.Length(*s.DialectVersion, c.At(at, "DialectVersion"), 1, 255)
	}
	if s.Error != nil {
		s.Error.Check(c, c.At(at, "Error"))
	}
	if s.State != nil {
		c.Enum(*s.State, c.At(at, "State"), enumResourceState)
	}
	if s.ViewValidationText != nil {
		c.Length(*s.ViewValidationText, c.At(at, "ViewValidationText"), 0, 409600)
	}
}

var patterns = [...]wire.Pattern{
	{Text: "[\\x{0020}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}\\t]*"},
	{Text: "[\\p{L}\\p{N}\\p{P}]*"},
	{Text: "[\\x{0020}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}\\r\\n\\t]*"},
	{Text: "[a-zA-Z0-9-_$#.]+"},
	{Text: "arn:aws(-(cn|us-gov|iso(-[bef])?))?:glue:.*"},
	{Text: "[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}"},
}
