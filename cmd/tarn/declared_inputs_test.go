package main

import (
	"strconv"
	"strings"
)

// inputs are good inputs of operations, whose members are varied: {S} is an event data store, {C} a channel and so on.
var inputs = map[string]map[string]string{
	"cloudtrail": {
		"AddTags": `{"ResourceId":"{S}","TagsList":[{"Key":"a"}]}`, "RemoveTags": `{"ResourceId":"{S}","TagsList":[{"Key":"a"}]}`, "ListTags": `{"ResourceIdList":["{S}"],"NextToken":"x"}`,
		"CancelQuery": `{"EventDataStore":"{S}","QueryId":"{Q}"}`, "DescribeQuery": `{"EventDataStore":"{S}","QueryId":"{Q}","EventDataStoreOwnerAccountId":"000000000000"}`,
		"GetQueryResults": `{"EventDataStore":"{S}","QueryId":"{Q}","NextToken":"x","MaxQueryResults":1,"EventDataStoreOwnerAccountId":"000000000000"}`,
		"StartQuery":      `{"QueryStatement":"SELECT eventID FROM {id}","DeliveryS3Uri":"s3://x","QueryAlias":"x","EventDataStoreOwnerAccountId":"000000000000"}`,
		"ListQueries":     `{"EventDataStore":"{S}","NextToken":"x","MaxResults":1,"QueryStatus":"FINISHED"}`,
		"CreateChannel":   `{"Name":"channel","Source":"Custom","Destinations":[{"Type":"EVENT_DATA_STORE","Location":"{A}"}]}`,
		"DeleteChannel":   `{"Channel":"{N}"}`, "GetChannel": `{"Channel":"{C}"}`, "ListChannels": `{"MaxResults":1,"NextToken":"x"}`, "UpdateChannel": `{"Channel":"{C}","Name":"channel"}`,
		"CreateDashboard": `{"Name":"board","TerminationProtectionEnabled":false}`, "DeleteDashboard": `{"DashboardId":"nothere"}`, "GetDashboard": `{"DashboardId":"{D}"}`,
		"ListDashboards": `{"NamePrefix":"b","Type":"CUSTOM","NextToken":"x","MaxResults":1}`, "UpdateDashboard": `{"DashboardId":"{D}"}`, "StartDashboardRefresh": `{"DashboardId":"{D}"}`,
		"CreateEventDataStore": `{"Name":"plain-store","RetentionPeriod":90,"BillingMode":"x"}`, "GetEventDataStore": `{"EventDataStore":"{S}"}`,
		"ListEventDataStores": `{"NextToken":"x","MaxResults":1}`, "UpdateEventDataStore": `{"EventDataStore":"{S}","Name":"protected-store"}`,
		"DeleteEventDataStore": `{"EventDataStore":"{N}"}`, "RestoreEventDataStore": `{"EventDataStore":"{S}"}`,
		"StartEventDataStoreIngestion": `{"EventDataStore":"{S}"}`, "StopEventDataStoreIngestion": `{"EventDataStore":"{S}"}`,
		"EnableFederation": `{"EventDataStore":"{F}","FederationRoleArn":"arn:aws:iam::123456789012:role/f"}`, "DisableFederation": `{"EventDataStore":"{S}"}`,
		"DeleteResourcePolicy": `{"ResourceArn":"{S}"}`, "GetResourcePolicy": `{"ResourceArn":"{S}"}`, "PutResourcePolicy": `{"ResourceArn":"{S}","ResourcePolicy":"x"}`,
		"DescribeTrails": `{"trailNameList":["x"]}`, "GetTrail": `{"Name":"nothere"}`, "ListTrails": `{"NextToken":"x"}`,
		"GenerateQuery": `{"EventDataStores":["{S}"],"Prompt":"what happened"}`, "SearchSampleQueries": `{"SearchPhrase":"who","MaxResults":1,"NextToken":"x"}`,
		"GetEventConfiguration": `{"EventDataStore":"{S}","TrailName":"x"}`, "PutEventConfiguration": `{"EventDataStore":"{S}","MaxEventSize":"Large","ContextKeySelectors":[],"TrailName":"x"}`,
		"GetInsightSelectors": `{"EventDataStore":"{S}","TrailName":"x"}`, "PutInsightSelectors": `{"EventDataStore":"{S}","InsightSelectors":[{"InsightType":"ApiCallRateInsight"}],"InsightsDestination":"{S}","TrailName":"x"}`,
		"GetImport": `{"ImportId":"00000000-0000-4000-8000-000000000000"}`, "StopImport": `{"ImportId":"00000000-0000-4000-8000-000000000000"}`,
		"ListImportFailures": `{"ImportId":"00000000-0000-4000-8000-000000000000","MaxResults":1,"NextToken":"x"}`, "ListImports": `{"Destination":"{S}","ImportStatus":"x","NextToken":"x","MaxResults":1}`,
		"StartImport":    `{"Destinations":["{S}"],"ImportSource":{"S3":{"S3LocationUri":"s3://nothere/","S3BucketRegion":"us-east-1","S3BucketAccessRoleArn":"arn:aws:iam::123456789012:role/f"}}}`,
		"ListPublicKeys": `{"NextToken":"x","StartTime":2,"EndTime":1}`, "LookupEvents": `{"MaxResults":1,"NextToken":"x","EventCategory":"x","StartTime":2,"EndTime":1}`,
	},
	"athena": {
		"BatchGetNamedQuery": `{"NamedQueryIds":["x"]}`, "BatchGetPreparedStatement": `{"PreparedStatementNames":["prepared"],"WorkGroup":"primary"}`, "BatchGetQueryExecution": `{"QueryExecutionIds":["{X}"]}`,
		"CreateDataCatalog": `{"Name":"AwsDataCatalog","Type":"GLUE"}`, "DeleteDataCatalog": `{"Name":"nothere"}`, "GetDataCatalog": `{"Name":"AwsDataCatalog"}`, "UpdateDataCatalog": `{"Name":"nothere","Type":"GLUE"}`,
		"CreateNamedQuery": `{"Name":"q","Database":"default","QueryString":"SELECT 1","WorkGroup":"primary"}`, "DeleteNamedQuery": `{"NamedQueryId":"x"}`, "GetNamedQuery": `{"NamedQueryId":"{NQ}"}`,
		"UpdateNamedQuery":        `{"NamedQueryId":"{NQ}","Name":"q","QueryString":"SELECT 1"}`,
		"CreatePreparedStatement": `{"StatementName":"prepared","WorkGroup":"primary","QueryStatement":"SELECT 1"}`, "DeletePreparedStatement": `{"StatementName":"nothere","WorkGroup":"primary"}`,
		"GetPreparedStatement": `{"StatementName":"prepared","WorkGroup":"primary"}`, "UpdatePreparedStatement": `{"StatementName":"prepared","WorkGroup":"primary","QueryStatement":"SELECT 1"}`,
		"CreateWorkGroup": `{"Name":"group"}`, "DeleteWorkGroup": `{"WorkGroup":"nothere"}`, "GetWorkGroup": `{"WorkGroup":"group"}`, "UpdateWorkGroup": `{"WorkGroup":"group","State":"ENABLED"}`,
		"GetDatabase": `{"CatalogName":"AwsDataCatalog","DatabaseName":"default"}`, "GetTableMetadata": `{"CatalogName":"AwsDataCatalog","DatabaseName":"db","TableName":"tab"}`,
		"GetQueryExecution": `{"QueryExecutionId":"{X}"}`, "GetQueryResults": `{"QueryExecutionId":"{X}","NextToken":"x","MaxResults":1}`, "GetQueryRuntimeStatistics": `{"QueryExecutionId":"{X}"}`,
		"ListDataCatalogs": `{"NextToken":"x","MaxResults":2}`, "ListDatabases": `{"CatalogName":"AwsDataCatalog","NextToken":"x","MaxResults":1}`, "ListEngineVersions": `{"NextToken":"x","MaxResults":1}`,
		"ListNamedQueries": `{"NextToken":"x","MaxResults":1,"WorkGroup":"primary"}`, "ListPreparedStatements": `{"WorkGroup":"primary","NextToken":"x","MaxResults":1}`,
		"ListQueryExecutions": `{"NextToken":"x","MaxResults":1,"WorkGroup":"primary"}`, "ListTableMetadata": `{"CatalogName":"AwsDataCatalog","DatabaseName":"db","Expression":"*","NextToken":"x","MaxResults":1}`,
		"ListTagsForResource": `{"ResourceARN":"arn:aws:athena:us-east-1:000000000000:workgroup/group","NextToken":"x","MaxResults":75}`, "ListWorkGroups": `{"NextToken":"x","MaxResults":1}`,
		"StartQueryExecution": `{"QueryString":"SELECT 1","WorkGroup":"primary"}`, "StopQueryExecution": `{"QueryExecutionId":"{X}"}`,
		"TagResource": `{"ResourceARN":"arn:aws:athena:us-east-1:000000000000:workgroup/group","Tags":[{"Key":"a","Value":"b"}]}`, "UntagResource": `{"ResourceARN":"arn:aws:athena:us-east-1:000000000000:workgroup/group","TagKeys":["a"]}`,
	},
	"glue": {
		"BatchCreatePartition": `{"DatabaseName":"db","TableName":"tab","PartitionInputList":[{"Values":["a"]}]}`, "BatchDeletePartition": `{"DatabaseName":"db","TableName":"tab","PartitionsToDelete":[{"Values":["z"]}]}`,
		"BatchDeleteTable": `{"DatabaseName":"db","TablesToDelete":["nothere"]}`, "BatchDeleteTableVersion": `{"DatabaseName":"db","TableName":"tab","VersionIds":["99"]}`,
		"BatchGetPartition": `{"DatabaseName":"db","TableName":"tab","PartitionsToGet":[{"Values":["a"]}]}`, "CreateDatabase": `{"DatabaseInput":{"Name":"db"}}`,
		"CreatePartition": `{"DatabaseName":"db","TableName":"tab","PartitionInput":{"Values":["a"]}}`, "CreateTable": `{"DatabaseName":"db","TableInput":{"Name":"tab"}}`,
		"DeleteDatabase": `{"Name":"nothere"}`, "DeletePartition": `{"DatabaseName":"db","TableName":"tab","PartitionValues":["z"]}`, "DeleteTable": `{"DatabaseName":"db","Name":"nothere"}`,
		"DeleteTableVersion": `{"DatabaseName":"db","TableName":"tab","VersionId":"99"}`, "GetDatabase": `{"Name":"db"}`, "GetDatabases": `{"NextToken":"x","MaxResults":1}`,
		"GetPartition": `{"DatabaseName":"db","TableName":"tab","PartitionValues":["a"]}`, "GetPartitions": `{"DatabaseName":"db","TableName":"tab","Expression":"p = 'a'","NextToken":"x","MaxResults":1}`,
		"GetTable": `{"DatabaseName":"db","Name":"tab"}`, "GetTableVersion": `{"DatabaseName":"db","TableName":"tab","VersionId":"0"}`, "GetTableVersions": `{"DatabaseName":"db","TableName":"tab","NextToken":"x","MaxResults":1}`,
		"GetTables": `{"DatabaseName":"db","Expression":"*","NextToken":"x","MaxResults":1}`, "UpdateDatabase": `{"Name":"nothere","DatabaseInput":{"Name":"db"}}`,
		"UpdatePartition": `{"DatabaseName":"db","TableName":"tab","PartitionValueList":["z"],"PartitionInput":{"Values":["z"]}}`, "UpdateTable": `{"DatabaseName":"db","TableInput":{"Name":"tab"}}`,
	},
}

type oneCall struct{ operation, body string }

const badDate = `"StartTime":2000000000,"EndTime":1000000000`

// explicit are calls whose error lies in several members, or within one.
var explicit = map[string][]oneCall{
	"cloudtrail": {
		{"AddTags", `{"ResourceId":"{S}","TagsList":[{"Key":"aws:a"}]}`}, {"AddTags", `{"ResourceId":"{S}","TagsList":[{"Key":"a"},{"Key":"a"}]}`}, {"AddTags", `{"ResourceId":"{S}","TagsList":` + manyTags + `}`},
		{"RemoveTags", `{"ResourceId":"{S}","TagsList":[{"Key":"aws:a"}]}`}, {"RemoveTags", `{"ResourceId":"{S}","TagsList":[{"Key":"a"},{"Key":"a"}]}`},
		{"ListTags", `{"ResourceIdList":["{N}"]}`}, {"ListTags", `{"ResourceIdList":["arn:aws:cloudtrail:us-east-1:000000000000:channel/00000000-0000-4000-8000-000000000000"]}`},
		{"CreateChannel", `{"Name":"c-2","Source":"Custom","Destinations":[{"Type":"EVENT_DATA_STORE","Location":"{N}"}]}`}, {"CreateChannel", `{"Name":"c-2","Source":"Custom","Destinations":[{"Type":"EVENT_DATA_STORE","Location":"{G}"}]}`},
		{"CreateChannel", `{"Name":"c-2","Source":"Custom","Destinations":[{"Type":"EVENT_DATA_STORE","Location":"{S}"}]}`}, {"CreateChannel", `{"Name":"c-2","Source":"Custom","Destinations":[{"Type":"EVENT_DATA_STORE","Location":"arn:aws:cloudtrail:bad"}]}`},
		{"CreateChannel", `{"Name":"c-2","Source":"Custom","Destinations":[{"Type":"EVENT_DATA_STORE","Location":"{A}"}],"Tags":[{"Key":"aws:a"}]}`}, {"CreateChannel", `{"Name":"c-2","Source":"Custom","Destinations":[{"Type":"EVENT_DATA_STORE","Location":"{A}"}],"Tags":` + manyTags + `}`},
		{"UpdateChannel", `{"Channel":"{C}","Destinations":[{"Type":"EVENT_DATA_STORE","Location":"{N}"}]}`}, {"UpdateChannel", `{"Channel":"{C}","Destinations":[{"Type":"EVENT_DATA_STORE","Location":"{G}"}]}`},
		{"UpdateChannel", `{"Channel":"{C}","Destinations":[{"Type":"EVENT_DATA_STORE","Location":"{S}"}]}`}, {"UpdateChannel", `{"Channel":"{C}","Destinations":[{"Type":"EVENT_DATA_STORE","Location":"arn:aws:cloudtrail:bad"}]}`},
		{"CreateChannel", `{"Name":"second","Source":"GitHub","Destinations":[{"Type":"EVENT_DATA_STORE","Location":"{A}"}]}`}, {"UpdateChannel", `{"Channel":"{C}","Name":"second"}`},
		{"CreateDashboard", `{"Name":"b-2","TagsList":[{"Key":"aws:a"}]}`}, {"CreateDashboard", `{"Name":"b-2","Widgets":[{"QueryStatement":"SELECT FROM","ViewProperties":{"view":"table"}}]}`},
		{"CreateDashboard", `{"Name":"b-2","Widgets":[{"QueryStatement":"SELECT eventID FROM 00000000-0000-4000-8000-000000000000","ViewProperties":{"view":"table"}}]}`}, {"CreateDashboard", `{"Name":"b-2","Widgets":[{"QueryStatement":"SELECT eventID FROM {gone}","ViewProperties":{"view":"table"}}]}`},
		{"CreateDashboard", `{"Name":"b-2","Widgets":` + manyWidgets + `}`}, {"UpdateDashboard", `{"DashboardId":"{D}","Widgets":` + manyWidgets + `}`},
		{"UpdateDashboard", `{"DashboardId":"{D}","Widgets":[{"QueryStatement":"SELECT FROM","ViewProperties":{"view":"table"}}]}`}, {"UpdateDashboard", `{"DashboardId":"{D}","Widgets":[{"QueryStatement":"SELECT eventID FROM 00000000-0000-4000-8000-000000000000","ViewProperties":{"view":"table"}}]}`},
		{"UpdateDashboard", `{"DashboardId":"{D}","Widgets":[{"QueryStatement":"SELECT eventID FROM {gone}","ViewProperties":{"view":"table"}}]}`},
		{"CreateEventDataStore", `{"Name":"e-2","AdvancedEventSelectors":[{"FieldSelectors":[{"Field":"nonsense","Equals":["a"]}]}]}`}, {"CreateEventDataStore", `{"Name":"e-2","TagsList":[{"Key":"aws:a"}]}`},
		{"UpdateEventDataStore", `{"EventDataStore":"{S}","AdvancedEventSelectors":[{"FieldSelectors":[{"Field":"nonsense","Equals":["a"]}]}]}`}, {"UpdateEventDataStore", `{"EventDataStore":"{G}","RetentionPeriod":90}`},
		{"DeleteEventDataStore", `{"EventDataStore":"{A}"}`}, {"DeleteEventDataStore", `{"EventDataStore":"{P}"}`}, {"ListQueries", `{"EventDataStore":"{G}"}`}, {"ListTags", `{"ResourceIdList":["{G}"]}`}, {"GetEventConfiguration", `{"EventDataStore":"{G}"}`}, {"RemoveTags", `{"ResourceId":"{N}","TagsList":[{"Key":"a"}]}`}, {"StopEventDataStoreIngestion", `{"EventDataStore":"{T}"}`}, {"StopEventDataStoreIngestion", `{"EventDataStore":"{G}"}`},
		{"ListQueries", `{"EventDataStore":"{S}",` + badDate + `}`}, {"ListQueries", `{"EventDataStore":"{S}","NextToken":"bm9uc2Vuc2U="}`}, {"ListQueries", `{"EventDataStore":"{S}","QueryStatus":"nonsense"}`}, {"ListQueries", `{"EventDataStore":"{S}","MaxResults":5000}`},
		{"ListQueries", `{"EventDataStore":"{N}"}`}, {"ListQueries", `{"EventDataStore":"arn:aws:cloudtrail:bad"}`}, {"ListQueries", `{"EventDataStore":"{S}","NextToken":"AAAAAAAAAA"}`},
		{"ListImports", `{"NextToken":"AAAAAAAAAA"}`}, {"ListImports", `{"Destination":"arn:aws:cloudtrail:bad"}`}, {"ListEventDataStores", `{"MaxResults":5000}`}, {"GetQueryResults", `{"QueryId":"{Q}","MaxQueryResults":5000}`},
		{"GetQueryResults", `{"QueryId":"00000000-0000-4000-8000-000000000000"}`}, {"LookupEvents", `{"MaxResults":51}`}, {"LookupEvents", `{"MaxResults":0}`}, {"LookupEvents", `{"NextToken":"AAAAAAAAAA"}`}, {"LookupEvents", `{"EventCategory":"nonsense"}`}, {"LookupEvents", `{"LookupAttributes":[{"AttributeKey":"nonsense","AttributeValue":"x"}]}`},
		{"LookupEvents", `{"LookupAttributes":[{"AttributeKey":"EventName","AttributeValue":"x"},{"AttributeKey":"EventId","AttributeValue":"x"}]}`}, {"LookupEvents", `{"LookupAttributes":[{"AttributeKey":"ReadOnly","AttributeValue":"x"}]}`},
		{"GetEventConfiguration", `{"EventDataStore":"{N}"}`}, {"GetEventConfiguration", `{"EventDataStore":"arn:aws:cloudtrail:bad"}`}, {"GetEventConfiguration", `{}`}, {"GetEventConfiguration", `{"TrailName":"nothere"}`}, {"GetEventConfiguration", `{"TrailName":"!!"}`}, {"GetEventConfiguration", `{"TrailName":"arn:aws:cloudtrail:bad"}`}, {"GetEventConfiguration", `{"EventDataStore":"{A}"}`},
		{"PutEventConfiguration", `{"EventDataStore":"{N}","MaxEventSize":"Large","ContextKeySelectors":[]}`}, {"PutEventConfiguration", `{"EventDataStore":"arn:aws:cloudtrail:bad","MaxEventSize":"Large","ContextKeySelectors":[]}`}, {"PutEventConfiguration", `{"TrailName":"nothere","MaxEventSize":"Large","ContextKeySelectors":[]}`},
		{"PutEventConfiguration", `{"EventDataStore":"{A}","MaxEventSize":"Large","ContextKeySelectors":[]}`}, {"PutEventConfiguration", `{"EventDataStore":"{G}","MaxEventSize":"Large","ContextKeySelectors":[]}`}, {"PutEventConfiguration", `{"EventDataStore":"{T}","MaxEventSize":"Large","ContextKeySelectors":[]}`},
		{"GetInsightSelectors", `{"TrailName":"nothere"}`}, {"GetInsightSelectors", `{"TrailName":"!!"}`}, {"GetInsightSelectors", `{"EventDataStore":"{P}"}`}, {"PutInsightSelectors", `{"TrailName":"nothere","InsightSelectors":[]}`},
		{"PutInsightSelectors", `{"EventDataStore":"{S}","InsightsDestination":"{P}","InsightSelectors":[{"InsightType":"Nonsense"}]}`}, {"GetTrail", `{"Name":"!!"}`}, {"DescribeTrails", `{"trailNameList":["!!"]}`}, {"DescribeTrails", `{"trailNameList":["arn:aws:cloudtrail:bad"]}`},
		{"StartImport", `{"ImportId":"00000000-0000-4000-8000-000000000000"}`}, {"StartImport", `{"Destinations":["{G}"],` + nowhere + `}`}, {"StartImport", `{"Destinations":["{A}"],` + nowhere + `}`}, {"StartImport", `{"Destinations":["{T}"],` + nowhere + `}`}, {"StartImport", `{"Destinations":["{B}"],` + nowhere + `}`},
		{"StartQuery", `{"QueryStatement":"SELECT FROM"}`}, {"StartQuery", `{"QueryStatement":"SELECT eventID FROM 00000000-0000-4000-8000-000000000000"}`}, {"StartQuery", `{"QueryStatement":"SELECT eventID FROM {gone}"}`},
		{"StartQuery", `{"QueryStatement":"SELECT eventID FROM {id}","DeliveryS3Uri":"s3://Bad_Bucket/x"}`}, {"StartQuery", `{"QueryStatement":"SELECT eventID FROM {id}","DeliveryS3Uri":"s3://nothere-bucket/x"}`}, {"StartQuery", `{"QueryStatement":"SELECT eventID FROM {id}","DeliveryS3Uri":"s3://nothere-bucket/../x"}`},
		{"AddTags", `{"ResourceId":"arn:aws:cloudtrail:us-east-1:000000000000:eventdatastore/x","TagsList":[{"Key":"a"}]}`}, {"RemoveTags", `{"ResourceId":"arn:aws:cloudtrail:us-east-1:000000000000:eventdatastore/x","TagsList":[{"Key":"a"}]}`},
		{"ListTags", `{"ResourceIdList":["arn:aws:cloudtrail:us-east-1:000000000000:eventdatastore/x"]}`}, {"ListTags", `{"ResourceIdList":["arn:aws:cloudtrail:us-east-1:000000000000:dashboard/nothere"]}`},
		{"RemoveTags", `{"ResourceId":"arn:aws:cloudtrail:us-east-1:000000000000:dashboard/nothere","TagsList":[{"Key":"a"}]}`},
		{"PutInsightSelectors", `{"EventDataStore":"{W}","InsightSelectors":[{"InsightType":"ApiCallRateInsight"}],"InsightsDestination":"{I}"}`},
		{"UpdateEventDataStore", `{"EventDataStore":"{W}","AdvancedEventSelectors":[{"FieldSelectors":[{"Field":"eventCategory","Equals":["NetworkActivity"]},{"Field":"eventSource","Equals":["kms.amazonaws.com"]}]}]}`},
		{"ListImportFailures", `{"ImportId":"{import}","NextToken":"AAAAAAAAAA"}`},
		{"ListImportFailures", `{"ImportId":"00000000-0000-4000-8000-000000000000","NextToken":"AAAAAAAAAA"}`}, {"UpdateEventDataStore", `{"EventDataStore":"{A}","AdvancedEventSelectors":[{"FieldSelectors":[{"Field":"eventCategory","Equals":["Management"]}]}]}`},
		{"GenerateQuery", `{"EventDataStores":["{N}"],"Prompt":"what happened"}`},
	},
	"athena": {
		{"ListDatabases", `{"CatalogName":"nothere"}`},
	},
	"glue": {
		{"CreateDatabase", `{"DatabaseInput":{"Name":"db"}}`}, {"CreateTable", `{"DatabaseName":"db","TableInput":{"Name":"tab"}}`}, {"CreatePartition", `{"DatabaseName":"db","TableName":"tab","PartitionInput":{"Values":["a"]}}`},
		{"BatchCreatePartition", `{"DatabaseName":"db","TableName":"tab","PartitionInputList":[{"Values":["a"]}]}`}, {"UpdateDatabase", `{"Name":"db","DatabaseInput":{"Name":"default"}}`},
	},
}

const nowhere = `"ImportSource":{"S3":{"S3LocationUri":"s3://nothere/","S3BucketRegion":"us-east-1","S3BucketAccessRoleArn":"arn:aws:iam::123456789012:role/f"}}`

var manyTags, manyWidgets = repeated(`{"Key":"k%d"}`, 51), repeated(`{"QueryStatement":"SELECT eventID FROM {id}","ViewProperties":{"view":"table%d"}}`, 11)

func repeated(form string, n int) string {
	var out []string
	for i := range n {
		out = append(out, strings.ReplaceAll(form, "%d", strconv.Itoa(i)))
	}
	return "[" + strings.Join(out, ",") + "]"
}

// provokedBy names the tests that provoke an error which needs more than a call.
var provokedBy = map[string]string{
	"cloudtrail.StartQuery.MaxConcurrentQueriesException":                     "TestQueriesAtATimeAndTheirEnd",
	"cloudtrail.DeleteEventDataStore.EventDataStoreHasOngoingImportException": "TestAnImportsLife",
	"cloudtrail.UpdateEventDataStore.EventDataStoreHasOngoingImportException": "TestAnImportsLife",
	"cloudtrail.StartImport.AccountHasOngoingImportException":                 "TestAnImportsLife",
	"cloudtrail.CreateDashboard.InvalidQueryStatementException":               "TestWhatADashboardCannotBe",
	"cloudtrail.CreateDashboard.EventDataStoreNotFoundException":              "TestWhatADashboardCannotBe",
	"cloudtrail.CreateDashboard.InactiveEventDataStoreException":              "TestWhatADashboardCannotBe",
	"cloudtrail.StartDashboardRefresh.EventDataStoreNotFoundException":        "TestWhatARefreshCannotReadAnyMore",
	"cloudtrail.StartDashboardRefresh.InactiveEventDataStoreException":        "TestWhatARefreshCannotReadAnyMore",
	"cloudtrail.PutInsightSelectors.InvalidInsightSelectorsException":         "TestInsightSelectorsAndEventConfiguration",
}

// What impossible has of several errors.
const (
	organizations = "AWS Organizations and their accounts are not asked: who may is said by keys"
	valid         = "another error of the operation says it: InvalidParameterException, ValidationException, or that the thing is not there"
	notLooked     = "the operation does not look at the event data store: it is there for older clients"
	inactive      = "only a store that waits for its deletion is refused, and InactiveEventDataStoreException says it"
	trails        = "trails are made in AWS: another error says that the operation needs an event data store, or that there is no such trail"
	noLimit       = "there is no such limit, or a call cannot exceed it"
	federation    = "the data catalog is Tarn's own, and not federated from elsewhere"
)

// impossible says why an error cannot come: of an operation, of a service, or of any.
var impossible = map[string]string{
	"cloudtrail.*.UnsupportedOperationException": "every operation of the list is supported; those that are not there answer with it", "cloudtrail.*.OperationNotPermittedException": organizations,
	"cloudtrail.*.NoManagementAccountSLRExistsException": organizations, "cloudtrail.*.NotOrganizationMasterAccountException": organizations, "cloudtrail.*.OrganizationsNotInUseException": organizations,
	"cloudtrail.*.OrganizationNotInAllFeaturesModeException": organizations, "cloudtrail.*.CloudTrailAccessNotEnabledException": organizations, "cloudtrail.*.InsufficientDependencyServiceAccessPermissionException": organizations,
	"cloudtrail.*.AccessDeniedException": "the federation's role is kept, not assumed; a key that may not gets the error that every operation has", "cloudtrail.*.InsufficientIAMAccessPermissionException": organizations,
	"cloudtrail.*.ConcurrentModificationException": "changes of one thing wait for each other", "cloudtrail.*.ConflictException": "changes of one thing wait for each other", "glue.*.ConcurrentModificationException": "changes of one thing wait for each other",
	"cloudtrail.*.ThrottlingException": noLimit, "athena.*.TooManyRequestsException": noLimit, "cloudtrail.*.EventDataStoreMaxLimitExceededException": noLimit, "cloudtrail.*.ChannelMaxLimitExceededException": noLimit,
	"cloudtrail.*.ServiceQuotaExceededException": noLimit, "glue.*.ResourceNumberLimitExceededException": noLimit, "cloudtrail.*.TagsLimitExceededException": noLimit,
	"cloudtrail.*.InsufficientEncryptionPolicyException": "KMS is not asked", "cloudtrail.*.KmsException": "KMS is not asked", "cloudtrail.*.KmsKeyNotFoundException": "KMS is not asked", "cloudtrail.*.InvalidKmsKeyIdException": "KMS is not asked",
	"cloudtrail.*.InsufficientS3BucketPolicyException": "bucket policies are not looked at", "cloudtrail.*.GenerateResponseException": "there is no generator", "cloudtrail.*.InvalidHomeRegionException": "every region is answered",
	"athena.*.InternalServerException": "it is a fault of the server's own; TestTheDoor has one", "glue.*.InternalServiceException": "it is a fault of the server's own; TestTheDoor has one",
	"athena.ListDatabases.MetadataException": "there is one data catalog, and another's name is InvalidRequestException",
	"glue.*.OperationTimeoutException":       "nothing is timed out", "glue.*.GlueEncryptionException": "the data catalog is not encrypted with KMS", "glue.*.FederationSourceException": federation, "glue.*.FederationSourceRetryableException": federation,
	"glue.*.FederatedResourceAlreadyExistsException": federation, "glue.*.ResourceNotReadyException": "things are ready when they are made", "glue.*.InvalidStateException": "things are ready when they are made",
	"glue.GetDatabases.EntityNotFoundException": "of a federated catalog only", "glue.BatchCreatePartition.AlreadyExistsException": "it is told in Errors, a partition each", "glue.UpdateDatabase.AlreadyExistsException": "a database keeps its name", "glue.UpdateTable.AlreadyExistsException": "a table keeps its name",
	"cloudtrail.CancelQuery.EventDataStoreNotFoundException": notLooked, "cloudtrail.CancelQuery.EventDataStoreARNInvalidException": notLooked, "cloudtrail.CancelQuery.InactiveEventDataStoreException": notLooked,
	"cloudtrail.DescribeQuery.EventDataStoreNotFoundException": notLooked, "cloudtrail.DescribeQuery.EventDataStoreARNInvalidException": notLooked, "cloudtrail.DescribeQuery.InactiveEventDataStoreException": notLooked,
	"cloudtrail.GetQueryResults.EventDataStoreNotFoundException": notLooked, "cloudtrail.GetQueryResults.EventDataStoreARNInvalidException": notLooked, "cloudtrail.GetQueryResults.InactiveEventDataStoreException": notLooked,
	"cloudtrail.GenerateQuery.EventDataStoreNotFoundException": "there is no generator", "cloudtrail.GenerateQuery.EventDataStoreARNInvalidException": "there is no generator", "cloudtrail.GenerateQuery.InactiveEventDataStoreException": "there is no generator",
	"cloudtrail.*.CloudTrailARNInvalidException": trails, "cloudtrail.*.InvalidTrailNameException": trails, "cloudtrail.*.TrailNotFoundException": trails, "cloudtrail.PutInsightSelectors.S3BucketDoesNotExistException": trails,
	"cloudtrail.*.InvalidMaxResultsException": valid, "cloudtrail.*.ResourceTypeNotSupportedException": valid, "cloudtrail.*.ChannelARNInvalidException": valid, "cloudtrail.*.InvalidQueryStatusException": valid, "cloudtrail.*.InvalidEventCategoryException": valid,
	"cloudtrail.PutEventConfiguration.InvalidEventDataStoreStatusException": inactive, "cloudtrail.StartImport.InvalidEventDataStoreStatusException": inactive,
	"cloudtrail.StartQuery.EventDataStoreARNInvalidException": "a statement names a store by its ID", "cloudtrail.StartQuery.InvalidS3BucketNameException": valid,
}
