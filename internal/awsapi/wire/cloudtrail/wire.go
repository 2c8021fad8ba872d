// Package cloudtrail has the structs of an AWS API as they are on the wire, and checks their members.
//
// It is written by internal/awsapi/wire/gen from botocore's service model (cloudtrail/2013-11-01).
package cloudtrail

import "tarn/internal/awsapi/wire"

// Operations are those that the structs below are for.
var Operations = map[string]wire.Operation{
	"AddTags": {
		Input:  func() wire.Shape { return new(AddTagsRequest) },
		Output: func() wire.Shape { return new(AddTagsResponse) },
		Errors: []string{"ResourceNotFoundException", "CloudTrailARNInvalidException", "EventDataStoreARNInvalidException", "ChannelARNInvalidException", "ResourceTypeNotSupportedException", "TagsLimitExceededException", "InvalidTrailNameException", "InvalidTagParameterException", "InactiveEventDataStoreException", "EventDataStoreNotFoundException", "ChannelNotFoundException", "UnsupportedOperationException", "OperationNotPermittedException", "NotOrganizationMasterAccountException", "NoManagementAccountSLRExistsException", "ConflictException"},
	},
	"CancelQuery": {
		Input:  func() wire.Shape { return new(CancelQueryRequest) },
		Output: func() wire.Shape { return new(CancelQueryResponse) },
		Errors: []string{"EventDataStoreARNInvalidException", "EventDataStoreNotFoundException", "InactiveEventDataStoreException", "InactiveQueryException", "InvalidParameterException", "QueryIdNotFoundException", "OperationNotPermittedException", "UnsupportedOperationException", "NoManagementAccountSLRExistsException", "ConflictException"},
	},
	"CreateChannel": {
		Input:  func() wire.Shape { return new(CreateChannelRequest) },
		Output: func() wire.Shape { return new(CreateChannelResponse) },
		Errors: []string{"ChannelMaxLimitExceededException", "InvalidSourceException", "ChannelAlreadyExistsException", "EventDataStoreARNInvalidException", "EventDataStoreNotFoundException", "InvalidEventDataStoreCategoryException", "InactiveEventDataStoreException", "InvalidParameterException", "InvalidTagParameterException", "TagsLimitExceededException", "OperationNotPermittedException", "UnsupportedOperationException"},
	},
	"CreateDashboard": {
		Input:  func() wire.Shape { return new(CreateDashboardRequest) },
		Output: func() wire.Shape { return new(CreateDashboardResponse) },
		Errors: []string{"ConflictException", "InvalidTagParameterException", "EventDataStoreNotFoundException", "InactiveEventDataStoreException", "InsufficientEncryptionPolicyException", "InvalidQueryStatementException", "ServiceQuotaExceededException", "UnsupportedOperationException"},
	},
	"CreateEventDataStore": {
		Input:  func() wire.Shape { return new(CreateEventDataStoreRequest) },
		Output: func() wire.Shape { return new(CreateEventDataStoreResponse) },
		Errors: []string{"EventDataStoreAlreadyExistsException", "EventDataStoreMaxLimitExceededException", "InvalidEventSelectorsException", "InvalidParameterException", "InvalidTagParameterException", "OperationNotPermittedException", "UnsupportedOperationException", "ConflictException", "InsufficientEncryptionPolicyException", "InvalidKmsKeyIdException", "KmsKeyNotFoundException", "KmsException", "CloudTrailAccessNotEnabledException", "InsufficientDependencyServiceAccessPermissionException", "NotOrganizationMasterAccountException", "OrganizationsNotInUseException", "OrganizationNotInAllFeaturesModeException", "NoManagementAccountSLRExistsException", "ThrottlingException"},
	},
	"DeleteChannel": {
		Input:  func() wire.Shape { return new(DeleteChannelRequest) },
		Output: func() wire.Shape { return new(DeleteChannelResponse) },
		Errors: []string{"ChannelARNInvalidException", "ChannelNotFoundException", "OperationNotPermittedException", "UnsupportedOperationException"},
	},
	"DeleteDashboard": {
		Input:  func() wire.Shape { return new(DeleteDashboardRequest) },
		Output: func() wire.Shape { return new(DeleteDashboardResponse) },
		Errors: []string{"ConflictException", "ResourceNotFoundException", "UnsupportedOperationException"},
	},
	"DeleteEventDataStore": {
		Input:  func() wire.Shape { return new(DeleteEventDataStoreRequest) },
		Output: func() wire.Shape { return new(DeleteEventDataStoreResponse) },
		Errors: []string{"EventDataStoreARNInvalidException", "EventDataStoreNotFoundException", "EventDataStoreTerminationProtectedException", "EventDataStoreHasOngoingImportException", "InactiveEventDataStoreException", "InvalidParameterException", "OperationNotPermittedException", "UnsupportedOperationException", "NotOrganizationMasterAccountException", "NoManagementAccountSLRExistsException", "ChannelExistsForEDSException", "InsufficientDependencyServiceAccessPermissionException", "ConflictException", "EventDataStoreFederationEnabledException"},
	},
	"DeleteResourcePolicy": {
		Input:  func() wire.Shape { return new(DeleteResourcePolicyRequest) },
		Output: func() wire.Shape { return new(DeleteResourcePolicyResponse) },
		Errors: []string{"ResourceARNNotValidException", "ResourceNotFoundException", "ResourcePolicyNotFoundException", "ResourceTypeNotSupportedException", "ConflictException", "OperationNotPermittedException", "UnsupportedOperationException"},
	},
	"DescribeQuery": {
		Input:  func() wire.Shape { return new(DescribeQueryRequest) },
		Output: func() wire.Shape { return new(DescribeQueryResponse) },
		Errors: []string{"EventDataStoreARNInvalidException", "EventDataStoreNotFoundException", "InactiveEventDataStoreException", "InvalidParameterException", "QueryIdNotFoundException", "OperationNotPermittedException", "UnsupportedOperationException", "NoManagementAccountSLRExistsException"},
	},
	"DescribeTrails": {
		Input:  func() wire.Shape { return new(DescribeTrailsRequest) },
		Output: func() wire.Shape { return new(DescribeTrailsResponse) },
		Errors: []string{"UnsupportedOperationException", "OperationNotPermittedException", "InvalidTrailNameException", "CloudTrailARNInvalidException", "NoManagementAccountSLRExistsException"},
	},
	"DisableFederation": {
		Input:  func() wire.Shape { return new(DisableFederationRequest) },
		Output: func() wire.Shape { return new(DisableFederationResponse) },
		Errors: []string{"EventDataStoreARNInvalidException", "EventDataStoreNotFoundException", "InvalidParameterException", "InactiveEventDataStoreException", "OperationNotPermittedException", "UnsupportedOperationException", "CloudTrailAccessNotEnabledException", "InsufficientDependencyServiceAccessPermissionException", "NotOrganizationMasterAccountException", "NoManagementAccountSLRExistsException", "OrganizationsNotInUseException", "OrganizationNotInAllFeaturesModeException", "ConcurrentModificationException", "AccessDeniedException"},
	},
	"EnableFederation": {
		Input:  func() wire.Shape { return new(EnableFederationRequest) },
		Output: func() wire.Shape { return new(EnableFederationResponse) },
		Errors: []string{"EventDataStoreARNInvalidException", "EventDataStoreNotFoundException", "InvalidParameterException", "InactiveEventDataStoreException", "OperationNotPermittedException", "UnsupportedOperationException", "CloudTrailAccessNotEnabledException", "InsufficientDependencyServiceAccessPermissionException", "NotOrganizationMasterAccountException", "NoManagementAccountSLRExistsException", "OrganizationsNotInUseException", "OrganizationNotInAllFeaturesModeException", "ConcurrentModificationException", "AccessDeniedException", "EventDataStoreFederationEnabledException"},
	},
	"GenerateQuery": {
		Input:  func() wire.Shape { return new(GenerateQueryRequest) },
		Output: func() wire.Shape { return new(GenerateQueryResponse) },
		Errors: []string{"EventDataStoreARNInvalidException", "EventDataStoreNotFoundException", "InactiveEventDataStoreException", "InvalidParameterException", "GenerateResponseException", "OperationNotPermittedException", "UnsupportedOperationException", "NoManagementAccountSLRExistsException"},
	},
	"GetChannel": {
		Input:  func() wire.Shape { return new(GetChannelRequest) },
		Output: func() wire.Shape { return new(GetChannelResponse) },
		Errors: []string{"ChannelARNInvalidException", "ChannelNotFoundException", "OperationNotPermittedException", "UnsupportedOperationException"},
	},
	"GetDashboard": {
		Input:  func() wire.Shape { return new(GetDashboardRequest) },
		Output: func() wire.Shape { return new(GetDashboardResponse) },
		Errors: []string{"ResourceNotFoundException", "UnsupportedOperationException"},
	},
	"GetEventConfiguration": {
		Input:  func() wire.Shape { return new(GetEventConfigurationRequest) },
		Output: func() wire.Shape { return new(GetEventConfigurationResponse) },
		Errors: []string{"TrailNotFoundException", "InvalidTrailNameException", "CloudTrailARNInvalidException", "UnsupportedOperationException", "OperationNotPermittedException", "EventDataStoreARNInvalidException", "EventDataStoreNotFoundException", "InvalidEventDataStoreStatusException", "InvalidParameterException", "InvalidEventDataStoreCategoryException", "NoManagementAccountSLRExistsException", "InvalidParameterCombinationException"},
	},
	"GetEventDataStore": {
		Input:  func() wire.Shape { return new(GetEventDataStoreRequest) },
		Output: func() wire.Shape { return new(GetEventDataStoreResponse) },
		Errors: []string{"EventDataStoreARNInvalidException", "EventDataStoreNotFoundException", "InvalidParameterException", "OperationNotPermittedException", "UnsupportedOperationException", "NoManagementAccountSLRExistsException"},
	},
	"GetEventSelectors": {
		Input:  func() wire.Shape { return new(GetEventSelectorsRequest) },
		Output: func() wire.Shape { return new(GetEventSelectorsResponse) },
		Errors: []string{"TrailNotFoundException", "InvalidTrailNameException", "CloudTrailARNInvalidException", "UnsupportedOperationException", "OperationNotPermittedException", "NoManagementAccountSLRExistsException"},
	},
	"GetImport": {
		Input:  func() wire.Shape { return new(GetImportRequest) },
		Output: func() wire.Shape { return new(GetImportResponse) },
		Errors: []string{"ImportNotFoundException", "InvalidParameterException", "OperationNotPermittedException", "UnsupportedOperationException"},
	},
	"GetInsightSelectors": {
		Input:  func() wire.Shape { return new(GetInsightSelectorsRequest) },
		Output: func() wire.Shape { return new(GetInsightSelectorsResponse) },
		Errors: []string{"InvalidParameterException", "InvalidParameterCombinationException", "TrailNotFoundException", "InvalidTrailNameException", "CloudTrailARNInvalidException", "UnsupportedOperationException", "OperationNotPermittedException", "InsightNotEnabledException", "NoManagementAccountSLRExistsException", "ThrottlingException"},
	},
	"GetQueryResults": {
		Input:  func() wire.Shape { return new(GetQueryResultsRequest) },
		Output: func() wire.Shape { return new(GetQueryResultsResponse) },
		Errors: []string{"EventDataStoreARNInvalidException", "EventDataStoreNotFoundException", "InactiveEventDataStoreException", "InvalidMaxResultsException", "InvalidNextTokenException", "InvalidParameterException", "QueryIdNotFoundException", "InsufficientEncryptionPolicyException", "OperationNotPermittedException", "UnsupportedOperationException", "NoManagementAccountSLRExistsException"},
	},
	"GetResourcePolicy": {
		Input:  func() wire.Shape { return new(GetResourcePolicyRequest) },
		Output: func() wire.Shape { return new(GetResourcePolicyResponse) },
		Errors: []string{"ResourceARNNotValidException", "ResourceNotFoundException", "ResourcePolicyNotFoundException", "ResourceTypeNotSupportedException", "OperationNotPermittedException", "UnsupportedOperationException"},
	},
	"GetTrail": {
		Input:  func() wire.Shape { return new(GetTrailRequest) },
		Output: func() wire.Shape { return new(GetTrailResponse) },
		Errors: []string{"CloudTrailARNInvalidException", "TrailNotFoundException", "InvalidTrailNameException", "UnsupportedOperationException", "OperationNotPermittedException"},
	},
	"GetTrailStatus": {
		Input:  func() wire.Shape { return new(GetTrailStatusRequest) },
		Output: func() wire.Shape { return new(GetTrailStatusResponse) },
		Errors: []string{"CloudTrailARNInvalidException", "TrailNotFoundException", "InvalidTrailNameException", "UnsupportedOperationException", "OperationNotPermittedException"},
	},
	"ListChannels": {
		Input:  func() wire.Shape { return new(ListChannelsRequest) },
		Output: func() wire.Shape { return new(ListChannelsResponse) },
		Errors: []string{"InvalidNextTokenException", "OperationNotPermittedException", "UnsupportedOperationException"},
	},
	"ListDashboards": {
		Input:  func() wire.Shape { return new(ListDashboardsRequest) },
		Output: func() wire.Shape { return new(ListDashboardsResponse) },
		Errors: []string{"UnsupportedOperationException"},
	},
	"ListEventDataStores": {
		Input:  func() wire.Shape { return new(ListEventDataStoresRequest) },
		Output: func() wire.Shape { return new(ListEventDataStoresResponse) },
		Errors: []string{"InvalidMaxResultsException", "InvalidNextTokenException", "OperationNotPermittedException", "UnsupportedOperationException", "NoManagementAccountSLRExistsException"},
	},
	"ListImportFailures": {
		Input:  func() wire.Shape { return new(ListImportFailuresRequest) },
		Output: func() wire.Shape { return new(ListImportFailuresResponse) },
		Errors: []string{"InvalidNextTokenException", "OperationNotPermittedException", "UnsupportedOperationException", "InvalidParameterException"},
	},
	"ListImports": {
		Input:  func() wire.Shape { return new(ListImportsRequest) },
		Output: func() wire.Shape { return new(ListImportsResponse) },
		Errors: []string{"EventDataStoreARNInvalidException", "InvalidNextTokenException", "InvalidParameterException", "OperationNotPermittedException", "UnsupportedOperationException"},
	},
	"ListPublicKeys": {
		Input:  func() wire.Shape { return new(ListPublicKeysRequest) },
		Output: func() wire.Shape { return new(ListPublicKeysResponse) },
		Errors: []string{"InvalidTimeRangeException", "UnsupportedOperationException", "OperationNotPermittedException", "InvalidTokenException"},
	},
	"ListQueries": {
		Input:  func() wire.Shape { return new(ListQueriesRequest) },
		Output: func() wire.Shape { return new(ListQueriesResponse) },
		Errors: []string{"EventDataStoreARNInvalidException", "EventDataStoreNotFoundException", "InactiveEventDataStoreException", "InvalidDateRangeException", "InvalidMaxResultsException", "InvalidNextTokenException", "InvalidParameterException", "InvalidQueryStatusException", "OperationNotPermittedException", "UnsupportedOperationException", "NoManagementAccountSLRExistsException"},
	},
	"ListTags": {
		Input:  func() wire.Shape { return new(ListTagsRequest) },
		Output: func() wire.Shape { return new(ListTagsResponse) },
		Errors: []string{"ResourceNotFoundException", "CloudTrailARNInvalidException", "EventDataStoreARNInvalidException", "ChannelARNInvalidException", "ResourceTypeNotSupportedException", "InvalidTrailNameException", "InactiveEventDataStoreException", "EventDataStoreNotFoundException", "UnsupportedOperationException", "OperationNotPermittedException", "InvalidTokenException", "NoManagementAccountSLRExistsException"},
	},
	"ListTrails": {
		Input:  func() wire.Shape { return new(ListTrailsRequest) },
		Output: func() wire.Shape { return new(ListTrailsResponse) },
		Errors: []string{"UnsupportedOperationException", "OperationNotPermittedException"},
	},
	"LookupEvents": {
		Input:  func() wire.Shape { return new(LookupEventsRequest) },
		Output: func() wire.Shape { return new(LookupEventsResponse) },
		Errors: []string{"InvalidLookupAttributesException", "InvalidTimeRangeException", "InvalidMaxResultsException", "InvalidNextTokenException", "InvalidEventCategoryException", "UnsupportedOperationException", "OperationNotPermittedException"},
	},
	"PutEventConfiguration": {
		Input:  func() wire.Shape { return new(PutEventConfigurationRequest) },
		Output: func() wire.Shape { return new(PutEventConfigurationResponse) },
		Errors: []string{"TrailNotFoundException", "InvalidTrailNameException", "CloudTrailARNInvalidException", "InvalidParameterCombinationException", "InvalidHomeRegionException", "EventDataStoreARNInvalidException", "EventDataStoreNotFoundException", "InvalidEventDataStoreStatusException", "InvalidEventDataStoreCategoryException", "InactiveEventDataStoreException", "UnsupportedOperationException", "OperationNotPermittedException", "ThrottlingException", "InvalidParameterException", "ConflictException", "NotOrganizationMasterAccountException", "NoManagementAccountSLRExistsException", "InsufficientDependencyServiceAccessPermissionException", "InsufficientIAMAccessPermissionException"},
	},
	"PutInsightSelectors": {
		Input:  func() wire.Shape { return new(PutInsightSelectorsRequest) },
		Output: func() wire.Shape { return new(PutInsightSelectorsResponse) },
		Errors: []string{"InvalidParameterException", "InvalidParameterCombinationException", "TrailNotFoundException", "InvalidTrailNameException", "CloudTrailARNInvalidException", "InvalidHomeRegionException", "InvalidInsightSelectorsException", "InsufficientS3BucketPolicyException", "InsufficientEncryptionPolicyException", "S3BucketDoesNotExistException", "KmsException", "UnsupportedOperationException", "OperationNotPermittedException", "NotOrganizationMasterAccountException", "NoManagementAccountSLRExistsException", "ConflictException", "ThrottlingException"},
	},
	"PutResourcePolicy": {
		Input:  func() wire.Shape { return new(PutResourcePolicyRequest) },
		Output: func() wire.Shape { return new(PutResourcePolicyResponse) },
		Errors: []string{"ResourceARNNotValidException", "ResourcePolicyNotValidException", "ResourceNotFoundException", "ResourceTypeNotSupportedException", "ConflictException", "OperationNotPermittedException", "UnsupportedOperationException"},
	},
	"RemoveTags": {
		Input:  func() wire.Shape { return new(RemoveTagsRequest) },
		Output: func() wire.Shape { return new(RemoveTagsResponse) },
		Errors: []string{"ResourceNotFoundException", "CloudTrailARNInvalidException", "EventDataStoreARNInvalidException", "ChannelARNInvalidException", "ResourceTypeNotSupportedException", "InvalidTrailNameException", "InvalidTagParameterException", "InactiveEventDataStoreException", "EventDataStoreNotFoundException", "ChannelNotFoundException", "UnsupportedOperationException", "OperationNotPermittedException", "NotOrganizationMasterAccountException", "NoManagementAccountSLRExistsException", "ConflictException"},
	},
	"RestoreEventDataStore": {
		Input:  func() wire.Shape { return new(RestoreEventDataStoreRequest) },
		Output: func() wire.Shape { return new(RestoreEventDataStoreResponse) },
		Errors: []string{"EventDataStoreARNInvalidException", "EventDataStoreNotFoundException", "EventDataStoreMaxLimitExceededException", "InvalidEventDataStoreStatusException", "InvalidParameterException", "OperationNotPermittedException", "UnsupportedOperationException", "CloudTrailAccessNotEnabledException", "InsufficientDependencyServiceAccessPermissionException", "OrganizationsNotInUseException", "NotOrganizationMasterAccountException", "NoManagementAccountSLRExistsException", "OrganizationNotInAllFeaturesModeException"},
	},
	"SearchSampleQueries": {
		Input:  func() wire.Shape { return new(SearchSampleQueriesRequest) },
		Output: func() wire.Shape { return new(SearchSampleQueriesResponse) },
		Errors: []string{"InvalidParameterException", "UnsupportedOperationException", "OperationNotPermittedException"},
	},
	"StartDashboardRefresh": {
		Input:  func() wire.Shape { return new(StartDashboardRefreshRequest) },
		Output: func() wire.Shape { return new(StartDashboardRefreshResponse) },
		Errors: []string{"ResourceNotFoundException", "EventDataStoreNotFoundException", "InactiveEventDataStoreException", "ServiceQuotaExceededException", "UnsupportedOperationException"},
	},
	"StartEventDataStoreIngestion": {
		Input:  func() wire.Shape { return new(StartEventDataStoreIngestionRequest) },
		Output: func() wire.Shape { return new(StartEventDataStoreIngestionResponse) },
		Errors: []string{"EventDataStoreARNInvalidException", "EventDataStoreNotFoundException", "InvalidEventDataStoreStatusException", "InvalidParameterException", "InvalidEventDataStoreCategoryException", "OperationNotPermittedException", "UnsupportedOperationException", "NotOrganizationMasterAccountException", "NoManagementAccountSLRExistsException", "InsufficientDependencyServiceAccessPermissionException", "ConflictException"},
	},
	"StartImport": {
		Input:  func() wire.Shape { return new(StartImportRequest) },
		Output: func() wire.Shape { return new(StartImportResponse) },
		Errors: []string{"AccountHasOngoingImportException", "EventDataStoreARNInvalidException", "EventDataStoreNotFoundException", "InvalidEventDataStoreStatusException", "InvalidEventDataStoreCategoryException", "InactiveEventDataStoreException", "InvalidImportSourceException", "ImportNotFoundException", "InvalidParameterException", "InsufficientEncryptionPolicyException", "OperationNotPermittedException", "UnsupportedOperationException", "OperationNotPermittedException", "UnsupportedOperationException"},
	},
	"StartQuery": {
		Input:  func() wire.Shape { return new(StartQueryRequest) },
		Output: func() wire.Shape { return new(StartQueryResponse) },
		Errors: []string{"EventDataStoreARNInvalidException", "EventDataStoreNotFoundException", "InactiveEventDataStoreException", "InvalidParameterException", "InvalidQueryStatementException", "MaxConcurrentQueriesException", "InsufficientEncryptionPolicyException", "InvalidS3PrefixException", "InvalidS3BucketNameException", "InsufficientS3BucketPolicyException", "S3BucketDoesNotExistException", "OperationNotPermittedException", "UnsupportedOperationException", "NoManagementAccountSLRExistsException"},
	},
	"StopEventDataStoreIngestion": {
		Input:  func() wire.Shape { return new(StopEventDataStoreIngestionRequest) },
		Output: func() wire.Shape { return new(StopEventDataStoreIngestionResponse) },
		Errors: []string{"EventDataStoreARNInvalidException", "EventDataStoreNotFoundException", "InvalidEventDataStoreStatusException", "InvalidParameterException", "InvalidEventDataStoreCategoryException", "OperationNotPermittedException", "UnsupportedOperationException", "NotOrganizationMasterAccountException", "NoManagementAccountSLRExistsException", "InsufficientDependencyServiceAccessPermissionException", "ConflictException"},
	},
	"StopImport": {
		Input:  func() wire.Shape { return new(StopImportRequest) },
		Output: func() wire.Shape { return new(StopImportResponse) },
		Errors: []string{"ImportNotFoundException", "InvalidParameterException", "OperationNotPermittedException", "UnsupportedOperationException"},
	},
	"UpdateChannel": {
		Input:  func() wire.Shape { return new(UpdateChannelRequest) },
		Output: func() wire.Shape { return new(UpdateChannelResponse) },
		Errors: []string{"ChannelARNInvalidException", "ChannelNotFoundException", "ChannelAlreadyExistsException", "EventDataStoreARNInvalidException", "EventDataStoreNotFoundException", "InvalidEventDataStoreCategoryException", "InactiveEventDataStoreException", "InvalidParameterException", "OperationNotPermittedException", "UnsupportedOperationException"},
	},
	"UpdateDashboard": {
		Input:  func() wire.Shape { return new(UpdateDashboardRequest) },
		Output: func() wire.Shape { return new(UpdateDashboardResponse) },
		Errors: []string{"ConflictException", "ResourceNotFoundException", "EventDataStoreNotFoundException", "InactiveEventDataStoreException", "InsufficientEncryptionPolicyException", "InvalidQueryStatementException", "ServiceQuotaExceededException", "UnsupportedOperationException"},
	},
	"UpdateEventDataStore": {
		Input:  func() wire.Shape { return new(UpdateEventDataStoreRequest) },
		Output: func() wire.Shape { return new(UpdateEventDataStoreResponse) },
		Errors: []string{"EventDataStoreAlreadyExistsException", "EventDataStoreARNInvalidException", "EventDataStoreNotFoundException", "InvalidEventSelectorsException", "InvalidInsightSelectorsException", "EventDataStoreHasOngoingImportException", "InactiveEventDataStoreException", "InvalidParameterException", "OperationNotPermittedException", "UnsupportedOperationException", "InsufficientEncryptionPolicyException", "InvalidKmsKeyIdException", "KmsKeyNotFoundException", "KmsException", "CloudTrailAccessNotEnabledException", "InsufficientDependencyServiceAccessPermissionException", "OrganizationsNotInUseException", "NotOrganizationMasterAccountException", "NoManagementAccountSLRExistsException", "OrganizationNotInAllFeaturesModeException", "ConflictException", "ThrottlingException"},
	},
}

// Others are the service's operations that have no structs here.
var Others = []string{
	"CreateTrail",
	"DeleteTrail",
	"DeregisterOrganizationDelegatedAdmin",
	"ListInsightsData",
	"ListInsightsMetricData",
	"PutEventSelectors",
	"RegisterOrganizationDelegatedAdmin",
	"StartLogging",
	"StopLogging",
	"UpdateTrail",
}

// AddTagsRequest is the API's AddTagsRequest.
type AddTagsRequest struct {
	ResourceId *string `json:"ResourceId,omitzero"`
	TagsList   []Tag   `json:"TagsList,omitzero"`
}

// Check notes the members that the API does not take.
func (s *AddTagsRequest) Check(c *wire.Check, at string) {
	c.Required(s.ResourceId != nil, c.At(at, "ResourceId"))
	c.Required(s.TagsList != nil, c.At(at, "TagsList"))
	if s.TagsList != nil {
		c.Size(len(s.TagsList), c.At(at, "TagsList"), 0, 200)
	}
	for i, e := range s.TagsList {
		e.Check(c, c.Item(c.At(at, "TagsList"), i))
	}
}

// AddTagsResponse is the API's AddTagsResponse.
type AddTagsResponse struct {
}

// Check notes the members that the API does not take.
func (s *AddTagsResponse) Check(c *wire.Check, at string) {
}

// AdvancedEventSelector is the API's AdvancedEventSelector.
type AdvancedEventSelector struct {
	FieldSelectors []AdvancedFieldSelector `json:"FieldSelectors,omitzero"`
	Name           *string                 `json:"Name,omitzero"`
}

// Check notes the members that the API does not take.
func (s *AdvancedEventSelector) Check(c *wire.Check, at string) {
	c.Required(s.FieldSelectors != nil, c.At(at, "FieldSelectors"))
	if s.FieldSelectors != nil {
		c.Size(len(s.FieldSelectors), c.At(at, "FieldSelectors"), 1, -1)
	}
	for i, e := range s.FieldSelectors {
		e.Check(c, c.Item(c.At(at, "FieldSelectors"), i))
	}
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 0, 1000)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[0])
	}
}

// AdvancedFieldSelector is the API's AdvancedFieldSelector.
type AdvancedFieldSelector struct {
	EndsWith      []string `json:"EndsWith,omitzero"`
	Equals        []string `json:"Equals,omitzero"`
	Field         *string  `json:"Field,omitzero"`
	NotEndsWith   []string `json:"NotEndsWith,omitzero"`
	NotEquals     []string `json:"NotEquals,omitzero"`
	NotStartsWith []string `json:"NotStartsWith,omitzero"`
	StartsWith    []string `json:"StartsWith,omitzero"`
}

// Check notes the members that the API does not take.
func (s *AdvancedFieldSelector) Check(c *wire.Check, at string) {
	if s.EndsWith != nil {
		c.Size(len(s.EndsWith), c.At(at, "EndsWith"), 1, -1)
	}
	for i, e := range s.EndsWith {
		c.Length(e, c.Item(c.At(at, "EndsWith"), i), 1, 2048)
		c.Matches(e, c.Item(c.At(at, "EndsWith"), i), &patterns[1])
	}
	if s.Equals != nil {
		c.Size(len(s.Equals), c.At(at, "Equals"), 1, -1)
	}
	for i, e := range s.Equals {
		c.Length(e, c.Item(c.At(at, "Equals"), i), 1, 2048)
		c.Matches(e, c.Item(c.At(at, "Equals"), i), &patterns[1])
	}
	c.Required(s.Field != nil, c.At(at, "Field"))
	if s.Field != nil {
		c.Length(*s.Field, c.At(at, "Field"), 1, 1000)
		c.Matches(*s.Field, c.At(at, "Field"), &patterns[2])
	}
	if s.NotEndsWith != nil {
		c.Size(len(s.NotEndsWith), c.At(at, "NotEndsWith"), 1, -1)
	}
	for i, e := range s.NotEndsWith {
		c.Length(e, c.Item(c.At(at, "NotEndsWith"), i), 1, 2048)
		c.Matches(e, c.Item(c.At(at, "NotEndsWith"), i), &patterns[1])
	}
	if s.NotEquals != nil {
		c.Size(len(s.NotEquals), c.At(at, "NotEquals"), 1, -1)
	}
	for i, e := range s.NotEquals {
		c.Length(e, c.Item(c.At(at, "NotEquals"), i), 1, 2048)
		c.Matches(e, c.Item(c.At(at, "NotEquals"), i), &patterns[1])
	}
	if s.NotStartsWith != nil {
		c.Size(len(s.NotStartsWith), c.At(at, "NotStartsWith"), 1, -1)
	}
	for i, e := range s.NotStartsWith {
		c.Length(e, c.Item(c.At(at, "NotStartsWith"), i), 1, 2048)
		c.Matches(e, c.Item(c.At(at, "NotStartsWith"), i), &patterns[1])
	}
	if s.StartsWith != nil {
		c.Size(len(s.StartsWith), c.At(at, "StartsWith"), 1, -1)
	}
	for i, e := range s.StartsWith {
		c.Length(e, c.Item(c.At(at, "StartsWith"), i), 1, 2048)
		c.Matches(e, c.Item(c.At(at, "StartsWith"), i), &patterns[1])
	}
}

// AggregationConfiguration is the API's AggregationConfiguration.
type AggregationConfiguration struct {
	EventCategory *string  `json:"EventCategory,omitzero"`
	Templates     []string `json:"Templates,omitzero"`
}

// Check notes the members that the API does not take.
func (s *AggregationConfiguration) Check(c *wire.Check, at string) {
	c.Required(s.EventCategory != nil, c.At(at, "EventCategory"))
	if s.EventCategory != nil {
		c.Enum(*s.EventCategory, c.At(at, "EventCategory"), enumEventCategoryAggregation)
	}
	c.Required(s.Templates != nil, c.At(at, "Templates"))
	if s.Templates != nil {
		c.Size(len(s.Templates), c.At(at, "Templates"), 1, 50)
	}
	for i, e := range s.Templates {
		c.Enum(e, c.Item(c.At(at, "Templates"), i), enumTemplate)
	}
}

// The values of BillingMode.
const (
	BillingModeExtendableRetentionPricing = "EXTENDABLE_RETENTION_PRICING"
	BillingModeFixedRetentionPricing      = "FIXED_RETENTION_PRICING"
)

var enumBillingMode = []string{"EXTENDABLE_RETENTION_PRICING", "FIXED_RETENTION_PRICING"}

// CancelQueryRequest is the API's CancelQueryRequest.
type CancelQueryRequest struct {
	EventDataStore               *string `json:"EventDataStore,omitzero"`
	EventDataStoreOwnerAccountId *string `json:"EventDataStoreOwnerAccountId,omitzero"`
	QueryId                      *string `json:"QueryId,omitzero"`
}

// Check notes the members that the API does not take.
func (s *CancelQueryRequest) Check(c *wire.Check, at string) {
	if s.EventDataStore != nil {
		c.Length(*s.EventDataStore, c.At(at, "EventDataStore"), 3, 256)
		c.Matches(*s.EventDataStore, c.At(at, "EventDataStore"), &patterns[3])
	}
	if s.EventDataStoreOwnerAccountId != nil {
		c.Length(*s.EventDataStoreOwnerAccountId, c.At(at, "EventDataStoreOwnerAccountId"), 12, 16)
		c.Matches(*s.EventDataStoreOwnerAccountId, c.At(at, "EventDataStoreOwnerAccountId"), &patterns[4])
	}
	c.Required(s.QueryId != nil, c.At(at, "QueryId"))
	if s.QueryId != nil {
		c.Length(*s.QueryId, c.At(at, "QueryId"), 36, 36)
		c.Matches(*s.QueryId, c.At(at, "QueryId"), &patterns[5])
	}
}

// CancelQueryResponse is the API's CancelQueryResponse.
type CancelQueryResponse struct {
	EventDataStoreOwnerAccountId *string `json:"EventDataStoreOwnerAccountId,omitzero"`
	QueryId                      *string `json:"QueryId,omitzero"`
	QueryStatus                  *string `json:"QueryStatus,omitzero"`
}

// Check notes the members that the API does not take.
func (s *CancelQueryResponse) Check(c *wire.Check, at string) {
	if s.EventDataStoreOwnerAccountId != nil {
		c.Length(*s.EventDataStoreOwnerAccountId, c.At(at, "EventDataStoreOwnerAccountId"), 12, 16)
		c.Matches(*s.EventDataStoreOwnerAccountId, c.At(at, "EventDataStoreOwnerAccountId"), &patterns[4])
	}
	c.Required(s.QueryId != nil, c.At(at, "QueryId"))
	if s.QueryId != nil {
		c.Length(*s.QueryId, c.At(at, "QueryId"), 36, 36)
		c.Matches(*s.QueryId, c.At(at, "QueryId"), &patterns[5])
	}
	c.Required(s.QueryStatus != nil, c.At(at, "QueryStatus"))
	if s.QueryStatus != nil {
		c.Enum(*s.QueryStatus, c.At(at, "QueryStatus"), enumQueryStatus)
	}
}

// Channel is the API's Channel.
type Channel struct {
	ChannelArn *string `json:"ChannelArn,omitzero"`
	Name       *string `json:"Name,omitzero"`
}

// Check notes the members that the API does not take.
func (s *Channel) Check(c *wire.Check, at string) {
	if s.ChannelArn != nil {
		c.Length(*s.ChannelArn, c.At(at, "ChannelArn"), 3, 256)
		c.Matches(*s.ChannelArn, c.At(at, "ChannelArn"), &patterns[3])
	}
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 3, 128)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[6])
	}
}

// ContextKeySelector is the API's ContextKeySelector.
type ContextKeySelector struct {
	Equals []string `json:"Equals,omitzero"`
	Type   *string  `json:"Type,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ContextKeySelector) Check(c *wire.Check, at string) {
	c.Required(s.Equals != nil, c.At(at, "Equals"))
	if s.Equals != nil {
		c.Size(len(s.Equals), c.At(at, "Equals"), 1, 50)
	}
	for i, e := range s.Equals {
		c.Length(e, c.Item(c.At(at, "Equals"), i), 1, 128)
	}
	c.Required(s.Type != nil, c.At(at, "Type"))
	if s.Type != nil {
		c.Enum(*s.Type, c.At(at, "Type"), enumType)
	}
}

// CreateChannelRequest is the API's CreateChannelRequest.
type CreateChannelRequest struct {
	Destinations []Destination `json:"Destinations,omitzero"`
	Name         *string       `json:"Name,omitzero"`
	Source       *string       `json:"Source,omitzero"`
	Tags         []Tag         `json:"Tags,omitzero"`
}

// Check notes the members that the API does not take.
func (s *CreateChannelRequest) Check(c *wire.Check, at string) {
	c.Required(s.Destinations != nil, c.At(at, "Destinations"))
	if s.Destinations != nil {
		c.Size(len(s.Destinations), c.At(at, "Destinations"), 1, 200)
	}
	for i, e := range s.Destinations {
		e.Check(c, c.Item(c.At(at, "Destinations"), i))
	}
	c.Required(s.Name != nil, c.At(at, "Name"))
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 3, 128)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[6])
	}
	c.Required(s.Source != nil, c.At(at, "Source"))
	if s.Source != nil {
		c.Length(*s.Source, c.At(at, "Source"), 1, 256)
		c.Matches(*s.Source, c.At(at, "Source"), &patterns[0])
	}
	if s.Tags != nil {
		c.Size(len(s.Tags), c.At(at, "Tags"), 0, 200)
	}
	for i, e := range s.Tags {
		e.Check(c, c.Item(c.At(at, "Tags"), i))
	}
}

// CreateChannelResponse is the API's CreateChannelResponse.
type CreateChannelResponse struct {
	ChannelArn   *string       `json:"ChannelArn,omitzero"`
	Destinations []Destination `json:"Destinations,omitzero"`
	Name         *string       `json:"Name,omitzero"`
	Source       *string       `json:"Source,omitzero"`
	Tags         []Tag         `json:"Tags,omitzero"`
}

// Check notes the members that the API does not take.
func (s *CreateChannelResponse) Check(c *wire.Check, at string) {
	if s.ChannelArn != nil {
		c.Length(*s.ChannelArn, c.At(at, "ChannelArn"), 3, 256)
		c.Matches(*s.ChannelArn, c.At(at, "ChannelArn"), &patterns[3])
	}
	if s.Destinations != nil {
		c.Size(len(s.Destinations), c.At(at, "Destinations"), 1, 200)
	}
	for i, e := range s.Destinations {
		e.Check(c, c.Item(c.At(at, "Destinations"), i))
	}
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 3, 128)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[6])
	}
	if s.Source != nil {
		c.Length(*s.Source, c.At(at, "Source"), 1, 256)
		c.Matches(*s.Source, c.At(at, "Source"), &patterns[0])
	}
	if s.Tags != nil {
		c.Size(len(s.Tags), c.At(at, "Tags"), 0, 200)
	}
	for i, e := range s.Tags {
		e.Check(c, c.Item(c.At(at, "Tags"), i))
	}
}

// CreateDashboardRequest is the API's CreateDashboardRequest.
type CreateDashboardRequest struct {
	Name                         *string          `json:"Name,omitzero"`
	RefreshSchedule              *RefreshSchedule `json:"RefreshSchedule,omitzero"`
	TagsList                     []Tag            `json:"TagsList,omitzero"`
	TerminationProtectionEnabled *bool            `json:"TerminationProtectionEnabled,omitzero"`
	Widgets                      []RequestWidget  `json:"Widgets,omitzero"`
}

// Check notes the members that the API does not take.
func (s *CreateDashboardRequest) Check(c *wire.Check, at string) {
	c.Required(s.Name != nil, c.At(at, "Name"))
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 3, 128)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[7])
	}
	if s.RefreshSchedule != nil {
		s.RefreshSchedule.Check(c, c.At(at, "RefreshSchedule"))
	}
	if s.TagsList != nil {
		c.Size(len(s.TagsList), c.At(at, "TagsList"), 0, 200)
	}
	for i, e := range s.TagsList {
		e.Check(c, c.Item(c.At(at, "TagsList"), i))
	}
	for i, e := range s.Widgets {
		e.Check(c, c.Item(c.At(at, "Widgets"), i))
	}
}

// CreateDashboardResponse is the API's CreateDashboardResponse.
type CreateDashboardResponse struct {
	DashboardArn                 *string          `json:"DashboardArn,omitzero"`
	Name                         *string          `json:"Name,omitzero"`
	RefreshSchedule              *RefreshSchedule `json:"RefreshSchedule,omitzero"`
	TagsList                     []Tag            `json:"TagsList,omitzero"`
	TerminationProtectionEnabled *bool            `json:"TerminationProtectionEnabled,omitzero"`
	Type                         *string          `json:"Type,omitzero"`
	Widgets                      []Widget         `json:"Widgets,omitzero"`
}

// Check notes the members that the API does not take.
func (s *CreateDashboardResponse) Check(c *wire.Check, at string) {
	if s.DashboardArn != nil {
		c.Matches(*s.DashboardArn, c.At(at, "DashboardArn"), &patterns[3])
	}
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 3, 128)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[7])
	}
	if s.RefreshSchedule != nil {
		s.RefreshSchedule.Check(c, c.At(at, "RefreshSchedule"))
	}
	if s.TagsList != nil {
		c.Size(len(s.TagsList), c.At(at, "TagsList"), 0, 200)
	}
	for i, e := range s.TagsList {
		e.Check(c, c.Item(c.At(at, "TagsList"), i))
	}
	if s.Type != nil {
		c.Enum(*s.Type, c.At(at, "Type"), enumDashboardType)
	}
	for i, e := range s.Widgets {
		e.Check(c, c.Item(c.At(at, "Widgets"), i))
	}
}

// CreateEventDataStoreRequest is the API's CreateEventDataStoreRequest.
type CreateEventDataStoreRequest struct {
	AdvancedEventSelectors       []AdvancedEventSelector `json:"AdvancedEventSelectors,omitzero"`
	BillingMode                  *string                 `json:"BillingMode,omitzero"`
	KmsKeyId                     *string                 `json:"KmsKeyId,omitzero"`
	MultiRegionEnabled           *bool                   `json:"MultiRegionEnabled,omitzero"`
	Name                         *string                 `json:"Name,omitzero"`
	OrganizationEnabled          *bool                   `json:"OrganizationEnabled,omitzero"`
	RetentionPeriod              *int32                  `json:"RetentionPeriod,omitzero"`
	StartIngestion               *bool                   `json:"StartIngestion,omitzero"`
	TagsList                     []Tag                   `json:"TagsList,omitzero"`
	TerminationProtectionEnabled *bool                   `json:"TerminationProtectionEnabled,omitzero"`
}

// Check notes the members that the API does not take.
func (s *CreateEventDataStoreRequest) Check(c *wire.Check, at string) {
	for i, e := range s.AdvancedEventSelectors {
		e.Check(c, c.Item(c.At(at, "AdvancedEventSelectors"), i))
	}
	if s.BillingMode != nil {
		c.Enum(*s.BillingMode, c.At(at, "BillingMode"), enumBillingMode)
	}
	if s.KmsKeyId != nil {
		c.Length(*s.KmsKeyId, c.At(at, "KmsKeyId"), 1, 350)
		c.Matches(*s.KmsKeyId, c.At(at, "KmsKeyId"), &patterns[3])
	}
	c.Required(s.Name != nil, c.At(at, "Name"))
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 3, 128)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[6])
	}
	if s.RetentionPeriod != nil {
		c.AtLeast(float64(*s.RetentionPeriod), c.At(at, "RetentionPeriod"), 7)
		c.AtMost(float64(*s.RetentionPeriod), c.At(at, "RetentionPeriod"), 3653)
	}
	if s.TagsList != nil {
		c.Size(len(s.TagsList), c.At(at, "TagsList"), 0, 200)
	}
	for i, e := range s.TagsList {
		e.Check(c, c.Item(c.At(at, "TagsList"), i))
	}
}

// CreateEventDataStoreResponse is the API's CreateEventDataStoreResponse.
type CreateEventDataStoreResponse struct {
	AdvancedEventSelectors       []AdvancedEventSelector `json:"AdvancedEventSelectors,omitzero"`
	BillingMode                  *string                 `json:"BillingMode,omitzero"`
	CreatedTimestamp             *wire.Time              `json:"CreatedTimestamp,omitzero"`
	EventDataStoreArn            *string                 `json:"EventDataStoreArn,omitzero"`
	KmsKeyId                     *string                 `json:"KmsKeyId,omitzero"`
	MultiRegionEnabled           *bool                   `json:"MultiRegionEnabled,omitzero"`
	Name                         *string                 `json:"Name,omitzero"`
	OrganizationEnabled          *bool                   `json:"OrganizationEnabled,omitzero"`
	RetentionPeriod              *int32                  `json:"RetentionPeriod,omitzero"`
	Status                       *string                 `json:"Status,omitzero"`
	TagsList                     []Tag                   `json:"TagsList,omitzero"`
	TerminationProtectionEnabled *bool                   `json:"TerminationProtectionEnabled,omitzero"`
	UpdatedTimestamp             *wire.Time              `json:"UpdatedTimestamp,omitzero"`
}

// Check notes the members that the API does not take.
func (s *CreateEventDataStoreResponse) Check(c *wire.Check, at string) {
	for i, e := range s.AdvancedEventSelectors {
		e.Check(c, c.Item(c.At(at, "AdvancedEventSelectors"), i))
	}
	if s.BillingMode != nil {
		c.Enum(*s.BillingMode, c.At(at, "BillingMode"), enumBillingMode)
	}
	if s.EventDataStoreArn != nil {
		c.Length(*s.EventDataStoreArn, c.At(at, "EventDataStoreArn"), 3, 256)
		c.Matches(*s.EventDataStoreArn, c.At(at, "EventDataStoreArn"), &patterns[3])
	}
	if s.KmsKeyId != nil {
		c.Length(*s.KmsKeyId, c.At(at, "KmsKeyId"), 1, 350)
		c.Matches(*s.KmsKeyId, c.At(at, "KmsKeyId"), &patterns[3])
	}
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 3, 128)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[6])
	}
	if s.RetentionPeriod != nil {
		c.AtLeast(float64(*s.RetentionPeriod), c.At(at, "RetentionPeriod"), 7)
		c.AtMost(float64(*s.RetentionPeriod), c.At(at, "RetentionPeriod"), 3653)
	}
	if s.Status != nil {
		c.Enum(*s.Status, c.At(at, "Status"), enumEventDataStoreStatus)
	}
	if s.TagsList != nil {
		c.Size(len(s.TagsList), c.At(at, "TagsList"), 0, 200)
	}
	for i, e := range s.TagsList {
		e.Check(c, c.Item(c.At(at, "TagsList"), i))
	}
}

// DashboardDetail is the API's DashboardDetail.
type DashboardDetail struct {
	DashboardArn *string `json:"DashboardArn,omitzero"`
	Type         *string `json:"Type,omitzero"`
}

// Check notes the members that the API does not take.
func (s *DashboardDetail) Check(c *wire.Check, at string) {
	if s.DashboardArn != nil {
		c.Matches(*s.DashboardArn, c.At(at, "DashboardArn"), &patterns[3])
	}
	if s.Type != nil {
		c.Enum(*s.Type, c.At(at, "Type"), enumDashboardType)
	}
}

// The values of DashboardStatus.
const (
	DashboardStatusCreating = "CREATING"
	DashboardStatusCreated  = "CREATED"
	DashboardStatusUpdating = "UPDATING"
	DashboardStatusUpdated  = "UPDATED"
	DashboardStatusDeleting = "DELETING"
)

var enumDashboardStatus = []string{"CREATING", "CREATED", "UPDATING", "UPDATED", "DELETING"}

// The values of DashboardType.
const (
	DashboardTypeManaged = "MANAGED"
	DashboardTypeCustom  = "CUSTOM"
)

var enumDashboardType = []string{"MANAGED", "CUSTOM"}

// DataResource is the API's DataResource.
type DataResource struct {
	Type   *string  `json:"Type,omitzero"`
	Values []string `json:"Values,omitzero"`
}

// Check notes the members that the API does not take.
func (s *DataResource) Check(c *wire.Check, at string) {
}

// DeleteChannelRequest is the API's DeleteChannelRequest.
type DeleteChannelRequest struct {
	Channel *string `json:"Channel,omitzero"`
}

// Check notes the members that the API does not take.
func (s *DeleteChannelRequest) Check(c *wire.Check, at string) {
	c.Required(s.Channel != nil, c.At(at, "Channel"))
	if s.Channel != nil {
		c.Length(*s.Channel, c.At(at, "Channel"), 3, 256)
		c.Matches(*s.Channel, c.At(at, "Channel"), &patterns[3])
	}
}

// DeleteChannelResponse is the API's DeleteChannelResponse.
type DeleteChannelResponse struct {
}

// Check notes the members that the API does not take.
func (s *DeleteChannelResponse) Check(c *wire.Check, at string) {
}

// DeleteDashboardRequest is the API's DeleteDashboardRequest.
type DeleteDashboardRequest struct {
	DashboardId *string `json:"DashboardId,omitzero"`
}

// Check notes the members that the API does not take.
func (s *DeleteDashboardRequest) Check(c *wire.Check, at string) {
	c.Required(s.DashboardId != nil, c.At(at, "DashboardId"))
	if s.DashboardId != nil {
		c.Matches(*s.DashboardId, c.At(at, "DashboardId"), &patterns[3])
	}
}

// DeleteDashboardResponse is the API's DeleteDashboardResponse.
type DeleteDashboardResponse struct {
}

// Check notes the members that the API does not take.
func (s *DeleteDashboardResponse) Check(c *wire.Check, at string) {
}

// DeleteEventDataStoreRequest is the API's DeleteEventDataStoreRequest.
type DeleteEventDataStoreRequest struct {
	EventDataStore *string `json:"EventDataStore,omitzero"`
}

// Check notes the members that the API does not take.
func (s *DeleteEventDataStoreRequest) Check(c *wire.Check, at string) {
	c.Required(s.EventDataStore != nil, c.At(at, "EventDataStore"))
	if s.EventDataStore != nil {
		c.Length(*s.EventDataStore, c.At(at, "EventDataStore"), 3, 256)
		c.Matches(*s.EventDataStore, c.At(at, "EventDataStore"), &patterns[3])
	}
}

// DeleteEventDataStoreResponse is the API's DeleteEventDataStoreResponse.
type DeleteEventDataStoreResponse struct {
}

// Check notes the members that the API does not take.
func (s *DeleteEventDataStoreResponse) Check(c *wire.Check, at string) {
}

// DeleteResourcePolicyRequest is the API's DeleteResourcePolicyRequest.
type DeleteResourcePolicyRequest struct {
	ResourceArn *string `json:"ResourceArn,omitzero"`
}

// Check notes the members that the API does not take.
func (s *DeleteResourcePolicyRequest) Check(c *wire.Check, at string) {
	c.Required(s.ResourceArn != nil, c.At(at, "ResourceArn"))
	if s.ResourceArn != nil {
		c.Length(*s.ResourceArn, c.At(at, "ResourceArn"), 3, 256)
		c.Matches(*s.ResourceArn, c.At(at, "ResourceArn"), &patterns[3])
	}
}

// DeleteResourcePolicyResponse is the API's DeleteResourcePolicyResponse.
type DeleteResourcePolicyResponse struct {
}

// Check notes the members that the API does not take.
func (s *DeleteResourcePolicyResponse) Check(c *wire.Check, at string) {
}

// The values of DeliveryStatus.
const (
	DeliveryStatusSuccess                 = "SUCCESS"
	DeliveryStatusFailed                  = "FAILED"
	DeliveryStatusFailedSigningFile       = "FAILED_SIGNING_FILE"
	DeliveryStatusPending                 = "PENDING"
	DeliveryStatusResourceNotFound        = "RESOURCE_NOT_FOUND"
	DeliveryStatusAccessDenied            = "ACCESS_DENIED"
	DeliveryStatusAccessDeniedSigningFile = "ACCESS_DENIED_SIGNING_FILE"
	DeliveryStatusCancelled               = "CANCELLED"
	DeliveryStatusUnknown                 = "UNKNOWN"
)

var enumDeliveryStatus = []string{"SUCCESS", "FAILED", "FAILED_SIGNING_FILE", "PENDING", "RESOURCE_NOT_FOUND", "ACCESS_DENIED", "ACCESS_DENIED_SIGNING_FILE", "CANCELLED", "UNKNOWN"}

// DescribeQueryRequest is the API's DescribeQueryRequest.
type DescribeQueryRequest struct {
	EventDataStore               *string `json:"EventDataStore,omitzero"`
	EventDataStoreOwnerAccountId *string `json:"EventDataStoreOwnerAccountId,omitzero"`
	QueryAlias                   *string `json:"QueryAlias,omitzero"`
	QueryId                      *string `json:"QueryId,omitzero"`
	RefreshId                    *string `json:"RefreshId,omitzero"`
}

// Check notes the members that the API does not take.
func (s *DescribeQueryRequest) Check(c *wire.Check, at string) {
	if s.EventDataStore != nil {
		c.Length(*s.EventDataStore, c.At(at, "EventDataStore"), 3, 256)
		c.Matches(*s.EventDataStore, c.At(at, "EventDataStore"), &patterns[3])
	}
	if s.EventDataStoreOwnerAccountId != nil {
		c.Length(*s.EventDataStoreOwnerAccountId, c.At(at, "EventDataStoreOwnerAccountId"), 12, 16)
		c.Matches(*s.EventDataStoreOwnerAccountId, c.At(at, "EventDataStoreOwnerAccountId"), &patterns[4])
	}
	if s.QueryAlias != nil {
		c.Length(*s.QueryAlias, c.At(at, "QueryAlias"), 1, 256)
		c.Matches(*s.QueryAlias, c.At(at, "QueryAlias"), &patterns[8])
	}
	if s.QueryId != nil {
		c.Length(*s.QueryId, c.At(at, "QueryId"), 36, 36)
		c.Matches(*s.QueryId, c.At(at, "QueryId"), &patterns[5])
	}
	if s.RefreshId != nil {
		c.Length(*s.RefreshId, c.At(at, "RefreshId"), 10, 20)
		c.Matches(*s.RefreshId, c.At(at, "RefreshId"), &patterns[4])
	}
}

// DescribeQueryResponse is the API's DescribeQueryResponse.
type DescribeQueryResponse struct {
	DeliveryS3Uri                *string                          `json:"DeliveryS3Uri,omitzero"`
	DeliveryStatus               *string                          `json:"DeliveryStatus,omitzero"`
	ErrorMessage                 *string                          `json:"ErrorMessage,omitzero"`
	EventDataStoreOwnerAccountId *string                          `json:"EventDataStoreOwnerAccountId,omitzero"`
	Prompt                       *string                          `json:"Prompt,omitzero"`
	QueryId                      *string                          `json:"QueryId,omitzero"`
	QueryStatistics              *QueryStatisticsForDescribeQuery `json:"QueryStatistics,omitzero"`
	QueryStatus                  *string                          `json:"QueryStatus,omitzero"`
	QueryString                  *string                          `json:"QueryString,omitzero"`
}

// Check notes the members that the API does not take.
func (s *DescribeQueryResponse) Check(c *wire.Check, at string) {
	if s.DeliveryS3Uri != nil {
		c.Length(*s.DeliveryS3Uri, c.At(at, "DeliveryS3Uri"), 0, 1024)
		c.Matches(*s.DeliveryS3Uri, c.At(at, "DeliveryS3Uri"), &patterns[9])
	}
	if s.DeliveryStatus != nil {
		c.Enum(*s.DeliveryStatus, c.At(at, "DeliveryStatus"), enumDeliveryStatus)
	}
	if s.ErrorMessage != nil {
		c.Length(*s.ErrorMessage, c.At(at, "ErrorMessage"), 4, 1000)
		c.Matches(*s.ErrorMessage, c.At(at, "ErrorMessage"), &patterns[0])
	}
	if s.EventDataStoreOwnerAccountId != nil {
		c.Length(*s.EventDataStoreOwnerAccountId, c.At(at, "EventDataStoreOwnerAccountId"), 12, 16)
		c.Matches(*s.EventDataStoreOwnerAccountId, c.At(at, "EventDataStoreOwnerAccountId"), &patterns[4])
	}
	if s.Prompt != nil {
		c.Length(*s.Prompt, c.At(at, "Prompt"), 3, 500)
		c.Matches(*s.Prompt, c.At(at, "Prompt"), &patterns[10])
	}
	if s.QueryId != nil {
		c.Length(*s.QueryId, c.At(at, "QueryId"), 36, 36)
		c.Matches(*s.QueryId, c.At(at, "QueryId"), &patterns[5])
	}
	if s.QueryStatistics != nil {
		s.QueryStatistics.Check(c, c.At(at, "QueryStatistics"))
	}
	if s.QueryStatus != nil {
		c.Enum(*s.QueryStatus, c.At(at, "QueryStatus"), enumQueryStatus)
	}
	if s.QueryString != nil {
		c.Length(*s.QueryString, c.At(at, "QueryString"), 1, 10000)
		c.Matches(*s.QueryString, c.At(at, "QueryString"), &patterns[11])
	}
}

// DescribeTrailsRequest is the API's DescribeTrailsRequest.
type DescribeTrailsRequest struct {
	IncludeShadowTrails *bool    `json:"includeShadowTrails,omitzero"`
	TrailNameList       []string `json:"trailNameList,omitzero"`
}

// Check notes the members that the API does not take.
func (s *DescribeTrailsRequest) Check(c *wire.Check, at string) {
}

// DescribeTrailsResponse is the API's DescribeTrailsResponse.
type DescribeTrailsResponse struct {
	TrailList []Trail `json:"trailList,omitzero"`
}

// Check notes the members that the API does not take.
func (s *DescribeTrailsResponse) Check(c *wire.Check, at string) {
	for i, e := range s.TrailList {
		e.Check(c, c.Item(c.At(at, "trailList"), i))
	}
}

// Destination is the API's Destination.
type Destination struct {
	Location *string `json:"Location,omitzero"`
	Type     *string `json:"Type,omitzero"`
}

// Check notes the members that the API does not take.
func (s *Destination) Check(c *wire.Check, at string) {
	c.Required(s.Location != nil, c.At(at, "Location"))
	if s.Location != nil {
		c.Length(*s.Location, c.At(at, "Location"), 3, 1024)
		c.Matches(*s.Location, c.At(at, "Location"), &patterns[12])
	}
	c.Required(s.Type != nil, c.At(at, "Type"))
	if s.Type != nil {
		c.Enum(*s.Type, c.At(at, "Type"), enumDestinationType)
	}
}

// The values of DestinationType.
const (
	DestinationTypeEventDataStore = "EVENT_DATA_STORE"
	DestinationTypeAwsService     = "AWS_SERVICE"
)

var enumDestinationType = []string{"EVENT_DATA_STORE", "AWS_SERVICE"}

// DisableFederationRequest is the API's DisableFederationRequest.
type DisableFederationRequest struct {
	EventDataStore *string `json:"EventDataStore,omitzero"`
}

// Check notes the members that the API does not take.
func (s *DisableFederationRequest) Check(c *wire.Check, at string) {
	c.Required(s.EventDataStore != nil, c.At(at, "EventDataStore"))
	if s.EventDataStore != nil {
		c.Length(*s.EventDataStore, c.At(at, "EventDataStore"), 3, 256)
		c.Matches(*s.EventDataStore, c.At(at, "EventDataStore"), &patterns[3])
	}
}

// DisableFederationResponse is the API's DisableFederationResponse.
type DisableFederationResponse struct {
	EventDataStoreArn *string `json:"EventDataStoreArn,omitzero"`
	FederationStatus  *string `json:"FederationStatus,omitzero"`
}

// Check notes the members that the API does not take.
func (s *DisableFederationResponse) Check(c *wire.Check, at string) {
	if s.EventDataStoreArn != nil {
		c.Length(*s.EventDataStoreArn, c.At(at, "EventDataStoreArn"), 3, 256)
		c.Matches(*s.EventDataStoreArn, c.At(at, "EventDataStoreArn"), &patterns[3])
	}
	if s.FederationStatus != nil {
		c.Enum(*s.FederationStatus, c.At(at, "FederationStatus"), enumFederationStatus)
	}
}

// EnableFederationRequest is the API's EnableFederationRequest.
type EnableFederationRequest struct {
	EventDataStore    *string `json:"EventDataStore,omitzero"`
	FederationRoleArn *string `json:"FederationRoleArn,omitzero"`
}

// Check notes the members that the API does not take.
func (s *EnableFederationRequest) Check(c *wire.Check, at string) {
	c.Required(s.EventDataStore != nil, c.At(at, "EventDataStore"))
	if s.EventDataStore != nil {
		c.Length(*s.EventDataStore, c.At(at, "EventDataStore"), 3, 256)
		c.Matches(*s.EventDataStore, c.At(at, "EventDataStore"), &patterns[3])
	}
	c.Required(s.FederationRoleArn != nil, c.At(at, "FederationRoleArn"))
	if s.FederationRoleArn != nil {
		c.Length(*s.FederationRoleArn, c.At(at, "FederationRoleArn"), 3, 125)
		c.Matches(*s.FederationRoleArn, c.At(at, "FederationRoleArn"), &patterns[13])
	}
}

// EnableFederationResponse is the API's EnableFederationResponse.
type EnableFederationResponse struct {
	EventDataStoreArn *string `json:"EventDataStoreArn,omitzero"`
	FederationRoleArn *string `json:"FederationRoleArn,omitzero"`
	FederationStatus  *string `json:"FederationStatus,omitzero"`
}

// Check notes the members that the API does not take.
func (s *EnableFederationResponse) Check(c *wire.Check, at string) {
	if s.EventDataStoreArn != nil {
		c.Length(*s.EventDataStoreArn, c.At(at, "EventDataStoreArn"), 3, 256)
		c.Matches(*s.EventDataStoreArn, c.At(at, "EventDataStoreArn"), &patterns[3])
	}
	if s.FederationRoleArn != nil {
		c.Length(*s.FederationRoleArn, c.At(at, "FederationRoleArn"), 3, 125)
		c.Matches(*s.FederationRoleArn, c.At(at, "FederationRoleArn"), &patterns[13])
	}
	if s.FederationStatus != nil {
		c.Enum(*s.FederationStatus, c.At(at, "FederationStatus"), enumFederationStatus)
	}
}

// Event is the API's Event.
type Event struct {
	AccessKeyId     *string    `json:"AccessKeyId,omitzero"`
	CloudTrailEvent *string    `json:"CloudTrailEvent,omitzero"`
	EventId         *string    `json:"EventId,omitzero"`
	EventName       *string    `json:"EventName,omitzero"`
	EventSource     *string    `json:"EventSource,omitzero"`
	EventTime       *wire.Time `json:"EventTime,omitzero"`
	ReadOnly        *string    `json:"ReadOnly,omitzero"`
	Resources       []Resource `json:"Resources,omitzero"`
	Username        *string    `json:"Username,omitzero"`
}

// Check notes the members that the API does not take.
func (s *Event) Check(c *wire.Check, at string) {
	for i, e := range s.Resources {
		e.Check(c, c.Item(c.At(at, "Resources"), i))
	}
}

// The values of EventCategory.
const (
	EventCategoryInsight = "insight"
)

var enumEventCategory = []string{"insight"}

// The values of EventCategoryAggregation.
const (
	EventCategoryAggregationData = "Data"
)

var enumEventCategoryAggregation = []string{"Data"}

// EventDataStore is the API's EventDataStore.
type EventDataStore struct {
	AdvancedEventSelectors       []AdvancedEventSelector `json:"AdvancedEventSelectors,omitzero"`
	CreatedTimestamp             *wire.Time              `json:"CreatedTimestamp,omitzero"`
	EventDataStoreArn            *string                 `json:"EventDataStoreArn,omitzero"`
	MultiRegionEnabled           *bool                   `json:"MultiRegionEnabled,omitzero"`
	Name                         *string                 `json:"Name,omitzero"`
	OrganizationEnabled          *bool                   `json:"OrganizationEnabled,omitzero"`
	RetentionPeriod              *int32                  `json:"RetentionPeriod,omitzero"`
	Status                       *string                 `json:"Status,omitzero"`
	TerminationProtectionEnabled *bool                   `json:"TerminationProtectionEnabled,omitzero"`
	UpdatedTimestamp             *wire.Time              `json:"UpdatedTimestamp,omitzero"`
}

// Check notes the members that the API does not take.
func (s *EventDataStore) Check(c *wire.Check, at string) {
	for i, e := range s.AdvancedEventSelectors {
		e.Check(c, c.Item(c.At(at, "AdvancedEventSelectors"), i))
	}
	if s.EventDataStoreArn != nil {
		c.Length(*s.EventDataStoreArn, c.At(at, "EventDataStoreArn"), 3, 256)
		c.Matches(*s.EventDataStoreArn, c.At(at, "EventDataStoreArn"), &patterns[3])
	}
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 3, 128)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[6])
	}
	if s.RetentionPeriod != nil {
		c.AtLeast(float64(*s.RetentionPeriod), c.At(at, "RetentionPeriod"), 7)
		c.AtMost(float64(*s.RetentionPeriod), c.At(at, "RetentionPeriod"), 3653)
	}
	if s.Status != nil {
		c.Enum(*s.Status, c.At(at, "Status"), enumEventDataStoreStatus)
	}
}

// The values of EventDataStoreStatus.
const (
	EventDataStoreStatusCreated           = "CREATED"
	EventDataStoreStatusEnabled           = "ENABLED"
	EventDataStoreStatusPendingDeletion   = "PENDING_DELETION"
	EventDataStoreStatusStartingIngestion = "STARTING_INGESTION"
	EventDataStoreStatusStoppingIngestion = "STOPPING_INGESTION"
	EventDataStoreStatusStoppedIngestion  = "STOPPED_INGESTION"
)

var enumEventDataStoreStatus = []string{"CREATED", "ENABLED", "PENDING_DELETION", "STARTING_INGESTION", "STOPPING_INGESTION", "STOPPED_INGESTION"}

// EventSelector is the API's EventSelector.
type EventSelector struct {
	DataResources                 []DataResource `json:"DataResources,omitzero"`
	ExcludeManagementEventSources []string       `json:"ExcludeManagementEventSources,omitzero"`
	IncludeManagementEvents       *bool          `json:"IncludeManagementEvents,omitzero"`
	ReadWriteType                 *string        `json:"ReadWriteType,omitzero"`
}

// Check notes the members that the API does not take.
func (s *EventSelector) Check(c *wire.Check, at string) {
	for i, e := range s.DataResources {
		e.Check(c, c.Item(c.At(at, "DataResources"), i))
	}
	if s.ReadWriteType != nil {
		c.Enum(*s.ReadWriteType, c.At(at, "ReadWriteType"), enumReadWriteType)
	}
}

// The values of FederationStatus.
const (
	FederationStatusEnabling  = "ENABLING"
	FederationStatusEnabled   = "ENABLED"
	FederationStatusDisabling = "DISABLING"
	FederationStatusDisabled  = "DISABLED"
)

var enumFederationStatus = []string{"ENABLING", "ENABLED", "DISABLING", "DISABLED"}

// GenerateQueryRequest is the API's GenerateQueryRequest.
type GenerateQueryRequest struct {
	EventDataStores []string `json:"EventDataStores,omitzero"`
	Prompt          *string  `json:"Prompt,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GenerateQueryRequest) Check(c *wire.Check, at string) {
	c.Required(s.EventDataStores != nil, c.At(at, "EventDataStores"))
	if s.EventDataStores != nil {
		c.Size(len(s.EventDataStores), c.At(at, "EventDataStores"), 1, 1)
	}
	for i, e := range s.EventDataStores {
		c.Length(e, c.Item(c.At(at, "EventDataStores"), i), 3, 256)
		c.Matches(e, c.Item(c.At(at, "EventDataStores"), i), &patterns[3])
	}
	c.Required(s.Prompt != nil, c.At(at, "Prompt"))
	if s.Prompt != nil {
		c.Length(*s.Prompt, c.At(at, "Prompt"), 3, 500)
		c.Matches(*s.Prompt, c.At(at, "Prompt"), &patterns[10])
	}
}

// GenerateQueryResponse is the API's GenerateQueryResponse.
type GenerateQueryResponse struct {
	EventDataStoreOwnerAccountId *string `json:"EventDataStoreOwnerAccountId,omitzero"`
	QueryAlias                   *string `json:"QueryAlias,omitzero"`
	QueryStatement               *string `json:"QueryStatement,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GenerateQueryResponse) Check(c *wire.Check, at string) {
	if s.EventDataStoreOwnerAccountId != nil {
		c.Length(*s.EventDataStoreOwnerAccountId, c.At(at, "EventDataStoreOwnerAccountId"), 12, 16)
		c.Matches(*s.EventDataStoreOwnerAccountId, c.At(at, "EventDataStoreOwnerAccountId"), &patterns[4])
	}
	if s.QueryAlias != nil {
		c.Length(*s.QueryAlias, c.At(at, "QueryAlias"), 1, 256)
		c.Matches(*s.QueryAlias, c.At(at, "QueryAlias"), &patterns[8])
	}
	if s.QueryStatement != nil {
		c.Length(*s.QueryStatement, c.At(at, "QueryStatement"), 1, 10000)
		c.Matches(*s.QueryStatement, c.At(at, "QueryStatement"), &patterns[11])
	}
}

// GetChannelRequest is the API's GetChannelRequest.
type GetChannelRequest struct {
	Channel *string `json:"Channel,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetChannelRequest) Check(c *wire.Check, at string) {
	c.Required(s.Channel != nil, c.At(at, "Channel"))
	if s.Channel != nil {
		c.Length(*s.Channel, c.At(at, "Channel"), 3, 256)
		c.Matches(*s.Channel, c.At(at, "Channel"), &patterns[3])
	}
}

// GetChannelResponse is the API's GetChannelResponse.
type GetChannelResponse struct {
	ChannelArn      *string          `json:"ChannelArn,omitzero"`
	Destinations    []Destination    `json:"Destinations,omitzero"`
	IngestionStatus *IngestionStatus `json:"IngestionStatus,omitzero"`
	Name            *string          `json:"Name,omitzero"`
	Source          *string          `json:"Source,omitzero"`
	SourceConfig    *SourceConfig    `json:"SourceConfig,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetChannelResponse) Check(c *wire.Check, at string) {
	if s.ChannelArn != nil {
		c.Length(*s.ChannelArn, c.At(at, "ChannelArn"), 3, 256)
		c.Matches(*s.ChannelArn, c.At(at, "ChannelArn"), &patterns[3])
	}
	if s.Destinations != nil {
		c.Size(len(s.Destinations), c.At(at, "Destinations"), 1, 200)
	}
	for i, e := range s.Destinations {
		e.Check(c, c.Item(c.At(at, "Destinations"), i))
	}
	if s.IngestionStatus != nil {
		s.IngestionStatus.Check(c, c.At(at, "IngestionStatus"))
	}
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 3, 128)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[6])
	}
	if s.Source != nil {
		c.Length(*s.Source, c.At(at, "Source"), 1, 256)
		c.Matches(*s.Source, c.At(at, "Source"), &patterns[0])
	}
	if s.SourceConfig != nil {
		s.SourceConfig.Check(c, c.At(at, "SourceConfig"))
	}
}

// GetDashboardRequest is the API's GetDashboardRequest.
type GetDashboardRequest struct {
	DashboardId *string `json:"DashboardId,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetDashboardRequest) Check(c *wire.Check, at string) {
	c.Required(s.DashboardId != nil, c.At(at, "DashboardId"))
	if s.DashboardId != nil {
		c.Matches(*s.DashboardId, c.At(at, "DashboardId"), &patterns[3])
	}
}

// GetDashboardResponse is the API's GetDashboardResponse.
type GetDashboardResponse struct {
	CreatedTimestamp             *wire.Time       `json:"CreatedTimestamp,omitzero"`
	DashboardArn                 *string          `json:"DashboardArn,omitzero"`
	LastRefreshFailureReason     *string          `json:"LastRefreshFailureReason,omitzero"`
	LastRefreshId                *string          `json:"LastRefreshId,omitzero"`
	RefreshSchedule              *RefreshSchedule `json:"RefreshSchedule,omitzero"`
	Status                       *string          `json:"Status,omitzero"`
	TerminationProtectionEnabled *bool            `json:"TerminationProtectionEnabled,omitzero"`
	Type                         *string          `json:"Type,omitzero"`
	UpdatedTimestamp             *wire.Time       `json:"UpdatedTimestamp,omitzero"`
	Widgets                      []Widget         `json:"Widgets,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetDashboardResponse) Check(c *wire.Check, at string) {
	if s.DashboardArn != nil {
		c.Matches(*s.DashboardArn, c.At(at, "DashboardArn"), &patterns[3])
	}
	if s.LastRefreshFailureReason != nil {
		c.Length(*s.LastRefreshFailureReason, c.At(at, "LastRefreshFailureReason"), 4, 1000)
		c.Matches(*s.LastRefreshFailureReason, c.At(at, "LastRefreshFailureReason"), &patterns[0])
	}
	if s.LastRefreshId != nil {
		c.Length(*s.LastRefreshId, c.At(at, "LastRefreshId"), 10, 20)
		c.Matches(*s.LastRefreshId, c.At(at, "LastRefreshId"), &patterns[4])
	}
	if s.RefreshSchedule != nil {
		s.RefreshSchedule.Check(c, c.At(at, "RefreshSchedule"))
	}
	if s.Status != nil {
		c.Enum(*s.Status, c.At(at, "Status"), enumDashboardStatus)
	}
	if s.Type != nil {
		c.Enum(*s.Type, c.At(at, "Type"), enumDashboardType)
	}
	for i, e := range s.Widgets {
		e.Check(c, c.Item(c.At(at, "Widgets"), i))
	}
}

// GetEventConfigurationRequest is the API's GetEventConfigurationRequest.
type GetEventConfigurationRequest struct {
	EventDataStore *string `json:"EventDataStore,omitzero"`
	TrailName      *string `json:"TrailName,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetEventConfigurationRequest) Check(c *wire.Check, at string) {
}

// GetEventConfigurationResponse is the API's GetEventConfigurationResponse.
type GetEventConfigurationResponse struct {
	AggregationConfigurations []AggregationConfiguration `json:"AggregationConfigurations,omitzero"`
	ContextKeySelectors       []ContextKeySelector       `json:"ContextKeySelectors,omitzero"`
	EventDataStoreArn         *string                    `json:"EventDataStoreArn,omitzero"`
	MaxEventSize              *string                    `json:"MaxEventSize,omitzero"`
	TrailARN                  *string                    `json:"TrailARN,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetEventConfigurationResponse) Check(c *wire.Check, at string) {
	if s.AggregationConfigurations != nil {
		c.Size(len(s.AggregationConfigurations), c.At(at, "AggregationConfigurations"), 0, 1)
	}
	for i, e := range s.AggregationConfigurations {
		e.Check(c, c.Item(c.At(at, "AggregationConfigurations"), i))
	}
	if s.ContextKeySelectors != nil {
		c.Size(len(s.ContextKeySelectors), c.At(at, "ContextKeySelectors"), 0, 2)
	}
	for i, e := range s.ContextKeySelectors {
		e.Check(c, c.Item(c.At(at, "ContextKeySelectors"), i))
	}
	if s.EventDataStoreArn != nil {
		c.Length(*s.EventDataStoreArn, c.At(at, "EventDataStoreArn"), 3, 256)
		c.Matches(*s.EventDataStoreArn, c.At(at, "EventDataStoreArn"), &patterns[3])
	}
	if s.MaxEventSize != nil {
		c.Enum(*s.MaxEventSize, c.At(at, "MaxEventSize"), enumMaxEventSize)
	}
}

// GetEventDataStoreRequest is the API's GetEventDataStoreRequest.
type GetEventDataStoreRequest struct {
	EventDataStore *string `json:"EventDataStore,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetEventDataStoreRequest) Check(c *wire.Check, at string) {
	c.Required(s.EventDataStore != nil, c.At(at, "EventDataStore"))
	if s.EventDataStore != nil {
		c.Length(*s.EventDataStore, c.At(at, "EventDataStore"), 3, 256)
		c.Matches(*s.EventDataStore, c.At(at, "EventDataStore"), &patterns[3])
	}
}

// GetEventDataStoreResponse is the API's GetEventDataStoreResponse.
type GetEventDataStoreResponse struct {
	AdvancedEventSelectors       []AdvancedEventSelector `json:"AdvancedEventSelectors,omitzero"`
	BillingMode                  *string                 `json:"BillingMode,omitzero"`
	CreatedTimestamp             *wire.Time              `json:"CreatedTimestamp,omitzero"`
	EventDataStoreArn            *string                 `json:"EventDataStoreArn,omitzero"`
	FederationRoleArn            *string                 `json:"FederationRoleArn,omitzero"`
	FederationStatus             *string                 `json:"FederationStatus,omitzero"`
	KmsKeyId                     *string                 `json:"KmsKeyId,omitzero"`
	MultiRegionEnabled           *bool                   `json:"MultiRegionEnabled,omitzero"`
	Name                         *string                 `json:"Name,omitzero"`
	OrganizationEnabled          *bool                   `json:"OrganizationEnabled,omitzero"`
	PartitionKeys                []PartitionKey          `json:"PartitionKeys,omitzero"`
	RetentionPeriod              *int32                  `json:"RetentionPeriod,omitzero"`
	Status                       *string                 `json:"Status,omitzero"`
	TerminationProtectionEnabled *bool                   `json:"TerminationProtectionEnabled,omitzero"`
	UpdatedTimestamp             *wire.Time              `json:"UpdatedTimestamp,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetEventDataStoreResponse) Check(c *wire.Check, at string) {
	for i, e := range s.AdvancedEventSelectors {
		e.Check(c, c.Item(c.At(at, "AdvancedEventSelectors"), i))
	}
	if s.BillingMode != nil {
		c.Enum(*s.BillingMode, c.At(at, "BillingMode"), enumBillingMode)
	}
	if s.EventDataStoreArn != nil {
		c.Length(*s.EventDataStoreArn, c.At(at, "EventDataStoreArn"), 3, 256)
		c.Matches(*s.EventDataStoreArn, c.At(at, "EventDataStoreArn"), &patterns[3])
	}
	if s.FederationRoleArn != nil {
		c.Length(*s.FederationRoleArn, c.At(at, "FederationRoleArn"), 3, 125)
		c.Matches(*s.FederationRoleArn, c.At(at, "FederationRoleArn"), &patterns[13])
	}
	if s.FederationStatus != nil {
		c.Enum(*s.FederationStatus, c.At(at, "FederationStatus"), enumFederationStatus)
	}
	if s.KmsKeyId != nil {
		c.Length(*s.KmsKeyId, c.At(at, "KmsKeyId"), 1, 350)
		c.Matches(*s.KmsKeyId, c.At(at, "KmsKeyId"), &patterns[3])
	}
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 3, 128)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[6])
	}
	if s.PartitionKeys != nil {
		c.Size(len(s.PartitionKeys), c.At(at, "PartitionKeys"), 0, 2)
	}
	for i, e := range s.PartitionKeys {
		e.Check(c, c.Item(c.At(at, "PartitionKeys"), i))
	}
	if s.RetentionPeriod != nil {
		c.AtLeast(float64(*s.RetentionPeriod), c.At(at, "RetentionPeriod"), 7)
		c.AtMost(float64(*s.RetentionPeriod), c.At(at, "RetentionPeriod"), 3653)
	}
	if s.Status != nil {
		c.Enum(*s.Status, c.At(at, "Status"), enumEventDataStoreStatus)
	}
}

// GetEventSelectorsRequest is the API's GetEventSelectorsRequest.
type GetEventSelectorsRequest struct {
	TrailName *string `json:"TrailName,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetEventSelectorsRequest) Check(c *wire.Check, at string) {
	c.Required(s.TrailName != nil, c.At(at, "TrailName"))
}

// GetEventSelectorsResponse is the API's GetEventSelectorsResponse.
type GetEventSelectorsResponse struct {
	AdvancedEventSelectors []AdvancedEventSelector `json:"AdvancedEventSelectors,omitzero"`
	EventSelectors         []EventSelector         `json:"EventSelectors,omitzero"`
	TrailARN               *string                 `json:"TrailARN,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetEventSelectorsResponse) Check(c *wire.Check, at string) {
	for i, e := range s.AdvancedEventSelectors {
		e.Check(c, c.Item(c.At(at, "AdvancedEventSelectors"), i))
	}
	for i, e := range s.EventSelectors {
		e.Check(c, c.Item(c.At(at, "EventSelectors"), i))
	}
}

// GetImportRequest is the API's GetImportRequest.
type GetImportRequest struct {
	ImportId *string `json:"ImportId,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetImportRequest) Check(c *wire.Check, at string) {
	c.Required(s.ImportId != nil, c.At(at, "ImportId"))
	if s.ImportId != nil {
		c.Length(*s.ImportId, c.At(at, "ImportId"), 36, 36)
		c.Matches(*s.ImportId, c.At(at, "ImportId"), &patterns[5])
	}
}

// GetImportResponse is the API's GetImportResponse.
type GetImportResponse struct {
	CreatedTimestamp *wire.Time        `json:"CreatedTimestamp,omitzero"`
	Destinations     []string          `json:"Destinations,omitzero"`
	EndEventTime     *wire.Time        `json:"EndEventTime,omitzero"`
	ImportId         *string           `json:"ImportId,omitzero"`
	ImportSource     *ImportSource     `json:"ImportSource,omitzero"`
	ImportStatistics *ImportStatistics `json:"ImportStatistics,omitzero"`
	ImportStatus     *string           `json:"ImportStatus,omitzero"`
	StartEventTime   *wire.Time        `json:"StartEventTime,omitzero"`
	UpdatedTimestamp *wire.Time        `json:"UpdatedTimestamp,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetImportResponse) Check(c *wire.Check, at string) {
	if s.Destinations != nil {
		c.Size(len(s.Destinations), c.At(at, "Destinations"), 1, 1)
	}
	for i, e := range s.Destinations {
		c.Length(e, c.Item(c.At(at, "Destinations"), i), 3, 256)
		c.Matches(e, c.Item(c.At(at, "Destinations"), i), &patterns[3])
	}
	if s.ImportId != nil {
		c.Length(*s.ImportId, c.At(at, "ImportId"), 36, 36)
		c.Matches(*s.ImportId, c.At(at, "ImportId"), &patterns[5])
	}
	if s.ImportSource != nil {
		s.ImportSource.Check(c, c.At(at, "ImportSource"))
	}
	if s.ImportStatistics != nil {
		s.ImportStatistics.Check(c, c.At(at, "ImportStatistics"))
	}
	if s.ImportStatus != nil {
		c.Enum(*s.ImportStatus, c.At(at, "ImportStatus"), enumImportStatus)
	}
}

// GetInsightSelectorsRequest is the API's GetInsightSelectorsRequest.
type GetInsightSelectorsRequest struct {
	EventDataStore *string `json:"EventDataStore,omitzero"`
	TrailName      *string `json:"TrailName,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetInsightSelectorsRequest) Check(c *wire.Check, at string) {
	if s.EventDataStore != nil {
		c.Length(*s.EventDataStore, c.At(at, "EventDataStore"), 3, 256)
		c.Matches(*s.EventDataStore, c.At(at, "EventDataStore"), &patterns[3])
	}
}

// GetInsightSelectorsResponse is the API's GetInsightSelectorsResponse.
type GetInsightSelectorsResponse struct {
	EventDataStoreArn   *string           `json:"EventDataStoreArn,omitzero"`
	InsightSelectors    []InsightSelector `json:"InsightSelectors,omitzero"`
	InsightsDestination *string           `json:"InsightsDestination,omitzero"`
	TrailARN            *string           `json:"TrailARN,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetInsightSelectorsResponse) Check(c *wire.Check, at string) {
	if s.EventDataStoreArn != nil {
		c.Length(*s.EventDataStoreArn, c.At(at, "EventDataStoreArn"), 3, 256)
		c.Matches(*s.EventDataStoreArn, c.At(at, "EventDataStoreArn"), &patterns[3])
	}
	for i, e := range s.InsightSelectors {
		e.Check(c, c.Item(c.At(at, "InsightSelectors"), i))
	}
	if s.InsightsDestination != nil {
		c.Length(*s.InsightsDestination, c.At(at, "InsightsDestination"), 3, 256)
		c.Matches(*s.InsightsDestination, c.At(at, "InsightsDestination"), &patterns[3])
	}
}

// GetQueryResultsRequest is the API's GetQueryResultsRequest.
type GetQueryResultsRequest struct {
	EventDataStore               *string `json:"EventDataStore,omitzero"`
	EventDataStoreOwnerAccountId *string `json:"EventDataStoreOwnerAccountId,omitzero"`
	MaxQueryResults              *int32  `json:"MaxQueryResults,omitzero"`
	NextToken                    *string `json:"NextToken,omitzero"`
	QueryId                      *string `json:"QueryId,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetQueryResultsRequest) Check(c *wire.Check, at string) {
	if s.EventDataStore != nil {
		c.Length(*s.EventDataStore, c.At(at, "EventDataStore"), 3, 256)
		c.Matches(*s.EventDataStore, c.At(at, "EventDataStore"), &patterns[3])
	}
	if s.EventDataStoreOwnerAccountId != nil {
		c.Length(*s.EventDataStoreOwnerAccountId, c.At(at, "EventDataStoreOwnerAccountId"), 12, 16)
		c.Matches(*s.EventDataStoreOwnerAccountId, c.At(at, "EventDataStoreOwnerAccountId"), &patterns[4])
	}
	if s.MaxQueryResults != nil {
		c.AtLeast(float64(*s.MaxQueryResults), c.At(at, "MaxQueryResults"), 1)
		c.AtMost(float64(*s.MaxQueryResults), c.At(at, "MaxQueryResults"), 1000)
	}
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 4, 1000)
		c.Matches(*s.NextToken, c.At(at, "NextToken"), &patterns[0])
	}
	c.Required(s.QueryId != nil, c.At(at, "QueryId"))
	if s.QueryId != nil {
		c.Length(*s.QueryId, c.At(at, "QueryId"), 36, 36)
		c.Matches(*s.QueryId, c.At(at, "QueryId"), &patterns[5])
	}
}

// GetQueryResultsResponse is the API's GetQueryResultsResponse.
type GetQueryResultsResponse struct {
	ErrorMessage    *string                `json:"ErrorMessage,omitzero"`
	NextToken       *string                `json:"NextToken,omitzero"`
	QueryResultRows [][]map[string]*string `json:"QueryResultRows,omitzero"`
	QueryStatistics *QueryStatistics       `json:"QueryStatistics,omitzero"`
	QueryStatus     *string                `json:"QueryStatus,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetQueryResultsResponse) Check(c *wire.Check, at string) {
	if s.ErrorMessage != nil {
		c.Length(*s.ErrorMessage, c.At(at, "ErrorMessage"), 4, 1000)
		c.Matches(*s.ErrorMessage, c.At(at, "ErrorMessage"), &patterns[0])
	}
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 4, 1000)
		c.Matches(*s.NextToken, c.At(at, "NextToken"), &patterns[0])
	}
	if s.QueryStatistics != nil {
		s.QueryStatistics.Check(c, c.At(at, "QueryStatistics"))
	}
	if s.QueryStatus != nil {
		c.Enum(*s.QueryStatus, c.At(at, "QueryStatus"), enumQueryStatus)
	}
}

// GetResourcePolicyRequest is the API's GetResourcePolicyRequest.
type GetResourcePolicyRequest struct {
	ResourceArn *string `json:"ResourceArn,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetResourcePolicyRequest) Check(c *wire.Check, at string) {
	c.Required(s.ResourceArn != nil, c.At(at, "ResourceArn"))
	if s.ResourceArn != nil {
		c.Length(*s.ResourceArn, c.At(at, "ResourceArn"), 3, 256)
		c.Matches(*s.ResourceArn, c.At(at, "ResourceArn"), &patterns[3])
	}
}

// GetResourcePolicyResponse is the API's GetResourcePolicyResponse.
type GetResourcePolicyResponse struct {
	DelegatedAdminResourcePolicy *string `json:"DelegatedAdminResourcePolicy,omitzero"`
	ResourceArn                  *string `json:"ResourceArn,omitzero"`
	ResourcePolicy               *string `json:"ResourcePolicy,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetResourcePolicyResponse) Check(c *wire.Check, at string) {
	if s.DelegatedAdminResourcePolicy != nil {
		c.Length(*s.DelegatedAdminResourcePolicy, c.At(at, "DelegatedAdminResourcePolicy"), 1, 8192)
	}
	if s.ResourceArn != nil {
		c.Length(*s.ResourceArn, c.At(at, "ResourceArn"), 3, 256)
		c.Matches(*s.ResourceArn, c.At(at, "ResourceArn"), &patterns[3])
	}
	if s.ResourcePolicy != nil {
		c.Length(*s.ResourcePolicy, c.At(at, "ResourcePolicy"), 1, 8192)
	}
}

// GetTrailRequest is the API's GetTrailRequest.
type GetTrailRequest struct {
	Name *string `json:"Name,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetTrailRequest) Check(c *wire.Check, at string) {
	c.Required(s.Name != nil, c.At(at, "Name"))
}

// GetTrailResponse is the API's GetTrailResponse.
type GetTrailResponse struct {
	Trail *Trail `json:"Trail,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetTrailResponse) Check(c *wire.Check, at string) {
	if s.Trail != nil {
		s.Trail.Check(c, c.At(at, "Trail"))
	}
}

// GetTrailStatusRequest is the API's GetTrailStatusRequest.
type GetTrailStatusRequest struct {
	Name *string `json:"Name,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetTrailStatusRequest) Check(c *wire.Check, at string) {
	c.Required(s.Name != nil, c.At(at, "Name"))
}

// GetTrailStatusResponse is the API's GetTrailStatusResponse.
type GetTrailStatusResponse struct {
	IsLogging                          *bool      `json:"IsLogging,omitzero"`
	LatestCloudWatchLogsDeliveryError  *string    `json:"LatestCloudWatchLogsDeliveryError,omitzero"`
	LatestCloudWatchLogsDeliveryTime   *wire.Time `json:"LatestCloudWatchLogsDeliveryTime,omitzero"`
	LatestDeliveryAttemptSucceeded     *string    `json:"LatestDeliveryAttemptSucceeded,omitzero"`
	LatestDeliveryAttemptTime          *string    `json:"LatestDeliveryAttemptTime,omitzero"`
	LatestDeliveryError                *string    `json:"LatestDeliveryError,omitzero"`
	LatestDeliveryTime                 *wire.Time `json:"LatestDeliveryTime,omitzero"`
	LatestDigestDeliveryError          *string    `json:"LatestDigestDeliveryError,omitzero"`
	LatestDigestDeliveryTime           *wire.Time `json:"LatestDigestDeliveryTime,omitzero"`
	LatestNotificationAttemptSucceeded *string    `json:"LatestNotificationAttemptSucceeded,omitzero"`
	LatestNotificationAttemptTime      *string    `json:"LatestNotificationAttemptTime,omitzero"`
	LatestNotificationError            *string    `json:"LatestNotificationError,omitzero"`
	LatestNotificationTime             *wire.Time `json:"LatestNotificationTime,omitzero"`
	StartLoggingTime                   *wire.Time `json:"StartLoggingTime,omitzero"`
	StopLoggingTime                    *wire.Time `json:"StopLoggingTime,omitzero"`
	TimeLoggingStarted                 *string    `json:"TimeLoggingStarted,omitzero"`
	TimeLoggingStopped                 *string    `json:"TimeLoggingStopped,omitzero"`
}

// Check notes the members that the API does not take.
func (s *GetTrailStatusResponse) Check(c *wire.Check, at string) {
}

// ImportFailureListItem is the API's ImportFailureListItem.
type ImportFailureListItem struct {
	ErrorMessage    *string    `json:"ErrorMessage,omitzero"`
	ErrorType       *string    `json:"ErrorType,omitzero"`
	LastUpdatedTime *wire.Time `json:"LastUpdatedTime,omitzero"`
	Location        *string    `json:"Location,omitzero"`
	Status          *string    `json:"Status,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ImportFailureListItem) Check(c *wire.Check, at string) {
	if s.Status != nil {
		c.Enum(*s.Status, c.At(at, "Status"), enumImportFailureStatus)
	}
}

// The values of ImportFailureStatus.
const (
	ImportFailureStatusFailed    = "FAILED"
	ImportFailureStatusRetry     = "RETRY"
	ImportFailureStatusSucceeded = "SUCCEEDED"
)

var enumImportFailureStatus = []string{"FAILED", "RETRY", "SUCCEEDED"}

// ImportSource is the API's ImportSource.
type ImportSource struct {
	S3 *S3ImportSource `json:"S3,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ImportSource) Check(c *wire.Check, at string) {
	c.Required(s.S3 != nil, c.At(at, "S3"))
	if s.S3 != nil {
		s.S3.Check(c, c.At(at, "S3"))
	}
}

// ImportStatistics is the API's ImportStatistics.
type ImportStatistics struct {
	EventsCompleted   *int64 `json:"EventsCompleted,omitzero"`
	FailedEntries     *int64 `json:"FailedEntries,omitzero"`
	FilesCompleted    *int64 `json:"FilesCompleted,omitzero"`
	PrefixesCompleted *int64 `json:"PrefixesCompleted,omitzero"`
	PrefixesFound     *int64 `json:"PrefixesFound,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ImportStatistics) Check(c *wire.Check, at string) {
}

// The values of ImportStatus.
const (
	ImportStatusInitializing = "INITIALIZING"
	ImportStatusInProgress   = "IN_PROGRESS"
	ImportStatusFailed       = "FAILED"
	ImportStatusStopped      = "STOPPED"
	ImportStatusCompleted    = "COMPLETED"
)

var enumImportStatus = []string{"INITIALIZING", "IN_PROGRESS", "FAILED", "STOPPED", "COMPLETED"}

// ImportsListItem is the API's ImportsListItem.
type ImportsListItem struct {
	CreatedTimestamp *wire.Time `json:"CreatedTimestamp,omitzero"`
	Destinations     []string   `json:"Destinations,omitzero"`
	ImportId         *string    `json:"ImportId,omitzero"`
	ImportStatus     *string    `json:"ImportStatus,omitzero"`
	UpdatedTimestamp *wire.Time `json:"UpdatedTimestamp,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ImportsListItem) Check(c *wire.Check, at string) {
	if s.Destinations != nil {
		c.Size(len(s.Destinations), c.At(at, "Destinations"), 1, 1)
	}
	for i, e := range s.Destinations {
		c.Length(e, c.Item(c.At(at, "Destinations"), i), 3, 256)
		c.Matches(e, c.Item(c.At(at, "Destinations"), i), &patterns[3])
	}
	if s.ImportId != nil {
		c.Length(*s.ImportId, c.At(at, "ImportId"), 36, 36)
		c.Matches(*s.ImportId, c.At(at, "ImportId"), &patterns[5])
	}
	if s.ImportStatus != nil {
		c.Enum(*s.ImportStatus, c.At(at, "ImportStatus"), enumImportStatus)
	}
}

// IngestionStatus is the API's IngestionStatus.
type IngestionStatus struct {
	LatestIngestionAttemptEventID *string    `json:"LatestIngestionAttemptEventID,omitzero"`
	LatestIngestionAttemptTime    *wire.Time `json:"LatestIngestionAttemptTime,omitzero"`
	LatestIngestionErrorCode      *string    `json:"LatestIngestionErrorCode,omitzero"`
	LatestIngestionSuccessEventID *string    `json:"LatestIngestionSuccessEventID,omitzero"`
	LatestIngestionSuccessTime    *wire.Time `json:"LatestIngestionSuccessTime,omitzero"`
}

// Check notes the members that the API does not take.
func (s *IngestionStatus) Check(c *wire.Check, at string) {
	if s.LatestIngestionAttemptEventID != nil {
		c.Length(*s.LatestIngestionAttemptEventID, c.At(at, "LatestIngestionAttemptEventID"), 36, 36)
		c.Matches(*s.LatestIngestionAttemptEventID, c.At(at, "LatestIngestionAttemptEventID"), &patterns[5])
	}
	if s.LatestIngestionErrorCode != nil {
		c.Length(*s.LatestIngestionErrorCode, c.At(at, "LatestIngestionErrorCode"), 4, 1000)
		c.Matches(*s.LatestIngestionErrorCode, c.At(at, "LatestIngestionErrorCode"), &patterns[0])
	}
	if s.LatestIngestionSuccessEventID != nil {
		c.Length(*s.LatestIngestionSuccessEventID, c.At(at, "LatestIngestionSuccessEventID"), 36, 36)
		c.Matches(*s.LatestIngestionSuccessEventID, c.At(at, "LatestIngestionSuccessEventID"), &patterns[5])
	}
}

// InsightSelector is the API's InsightSelector.
type InsightSelector struct {
	EventCategories []string `json:"EventCategories,omitzero"`
	InsightType     *string  `json:"InsightType,omitzero"`
}

// Check notes the members that the API does not take.
func (s *InsightSelector) Check(c *wire.Check, at string) {
	for i, e := range s.EventCategories {
		c.Enum(e, c.Item(c.At(at, "EventCategories"), i), enumSourceEventCategory)
	}
	if s.InsightType != nil {
		c.Enum(*s.InsightType, c.At(at, "InsightType"), enumInsightType)
	}
}

// The values of InsightType.
const (
	InsightTypeApiCallRateInsight  = "ApiCallRateInsight"
	InsightTypeApiErrorRateInsight = "ApiErrorRateInsight"
)

var enumInsightType = []string{"ApiCallRateInsight", "ApiErrorRateInsight"}

// ListChannelsRequest is the API's ListChannelsRequest.
type ListChannelsRequest struct {
	MaxResults *int32  `json:"MaxResults,omitzero"`
	NextToken  *string `json:"NextToken,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListChannelsRequest) Check(c *wire.Check, at string) {
	if s.MaxResults != nil {
		c.AtLeast(float64(*s.MaxResults), c.At(at, "MaxResults"), 1)
		c.AtMost(float64(*s.MaxResults), c.At(at, "MaxResults"), 1000)
	}
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 4, 1000)
		c.Matches(*s.NextToken, c.At(at, "NextToken"), &patterns[0])
	}
}

// ListChannelsResponse is the API's ListChannelsResponse.
type ListChannelsResponse struct {
	Channels  []Channel `json:"Channels,omitzero"`
	NextToken *string   `json:"NextToken,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListChannelsResponse) Check(c *wire.Check, at string) {
	for i, e := range s.Channels {
		e.Check(c, c.Item(c.At(at, "Channels"), i))
	}
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 4, 1000)
		c.Matches(*s.NextToken, c.At(at, "NextToken"), &patterns[0])
	}
}

// ListDashboardsRequest is the API's ListDashboardsRequest.
type ListDashboardsRequest struct {
	MaxResults *int32  `json:"MaxResults,omitzero"`
	NamePrefix *string `json:"NamePrefix,omitzero"`
	NextToken  *string `json:"NextToken,omitzero"`
	Type       *string `json:"Type,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListDashboardsRequest) Check(c *wire.Check, at string) {
	if s.MaxResults != nil {
		c.AtLeast(float64(*s.MaxResults), c.At(at, "MaxResults"), 1)
		c.AtMost(float64(*s.MaxResults), c.At(at, "MaxResults"), 1000)
	}
	if s.NamePrefix != nil {
		c.Length(*s.NamePrefix, c.At(at, "NamePrefix"), 3, 128)
		c.Matches(*s.NamePrefix, c.At(at, "NamePrefix"), &patterns[7])
	}
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 4, 1000)
		c.Matches(*s.NextToken, c.At(at, "NextToken"), &patterns[0])
	}
	if s.Type != nil {
		c.Enum(*s.Type, c.At(at, "Type"), enumDashboardType)
	}
}

// ListDashboardsResponse is the API's ListDashboardsResponse.
type ListDashboardsResponse struct {
	Dashboards []DashboardDetail `json:"Dashboards,omitzero"`
	NextToken  *string           `json:"NextToken,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListDashboardsResponse) Check(c *wire.Check, at string) {
	for i, e := range s.Dashboards {
		e.Check(c, c.Item(c.At(at, "Dashboards"), i))
	}
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 4, 1000)
		c.Matches(*s.NextToken, c.At(at, "NextToken"), &patterns[0])
	}
}

// ListEventDataStoresRequest is the API's ListEventDataStoresRequest.
type ListEventDataStoresRequest struct {
	MaxResults *int32  `json:"MaxResults,omitzero"`
	NextToken  *string `json:"NextToken,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListEventDataStoresRequest) Check(c *wire.Check, at string) {
	if s.MaxResults != nil {
		c.AtLeast(float64(*s.MaxResults), c.At(at, "MaxResults"), 1)
		c.AtMost(float64(*s.MaxResults), c.At(at, "MaxResults"), 1000)
	}
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 4, 1000)
		c.Matches(*s.NextToken, c.At(at, "NextToken"), &patterns[0])
	}
}

// ListEventDataStoresResponse is the API's ListEventDataStoresResponse.
type ListEventDataStoresResponse struct {
	EventDataStores []EventDataStore `json:"EventDataStores,omitzero"`
	NextToken       *string          `json:"NextToken,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListEventDataStoresResponse) Check(c *wire.Check, at string) {
	for i, e := range s.EventDataStores {
		e.Check(c, c.Item(c.At(at, "EventDataStores"), i))
	}
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 4, 1000)
		c.Matches(*s.NextToken, c.At(at, "NextToken"), &patterns[0])
	}
}

// ListImportFailuresRequest is the API's ListImportFailuresRequest.
type ListImportFailuresRequest struct {
	ImportId   *string `json:"ImportId,omitzero"`
	MaxResults *int32  `json:"MaxResults,omitzero"`
	NextToken  *string `json:"NextToken,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListImportFailuresRequest) Check(c *wire.Check, at string) {
	c.Required(s.ImportId != nil, c.At(at, "ImportId"))
	if s.ImportId != nil {
		c.Length(*s.ImportId, c.At(at, "ImportId"), 36, 36)
		c.Matches(*s.ImportId, c.At(at, "ImportId"), &patterns[5])
	}
	if s.MaxResults != nil {
		c.AtLeast(float64(*s.MaxResults), c.At(at, "MaxResults"), 1)
		c.AtMost(float64(*s.MaxResults), c.At(at, "MaxResults"), 1000)
	}
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 4, 1000)
		c.Matches(*s.NextToken, c.At(at, "NextToken"), &patterns[0])
	}
}

// ListImportFailuresResponse is the API's ListImportFailuresResponse.
type ListImportFailuresResponse struct {
	Failures  []ImportFailureListItem `json:"Failures,omitzero"`
	NextToken *string                 `json:"NextToken,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListImportFailuresResponse) Check(c *wire.Check, at string) {
	for i, e := range s.Failures {
		e.Check(c, c.Item(c.At(at, "Failures"), i))
	}
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 4, 1000)
		c.Matches(*s.NextToken, c.At(at, "NextToken"), &patterns[0])
	}
}

// ListImportsRequest is the API's ListImportsRequest.
type ListImportsRequest struct {
	Destination  *string `json:"Destination,omitzero"`
	ImportStatus *string `json:"ImportStatus,omitzero"`
	MaxResults   *int32  `json:"MaxResults,omitzero"`
	NextToken    *string `json:"NextToken,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListImportsRequest) Check(c *wire.Check, at string) {
	if s.Destination != nil {
		c.Length(*s.Destination, c.At(at, "Destination"), 3, 256)
		c.Matches(*s.Destination, c.At(at, "Destination"), &patterns[3])
	}
	if s.ImportStatus != nil {
		c.Enum(*s.ImportStatus, c.At(at, "ImportStatus"), enumImportStatus)
	}
	if s.MaxResults != nil {
		c.AtLeast(float64(*s.MaxResults), c.At(at, "MaxResults"), 1)
		c.AtMost(float64(*s.MaxResults), c.At(at, "MaxResults"), 1000)
	}
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 4, 1000)
		c.Matches(*s.NextToken, c.At(at, "NextToken"), &patterns[0])
	}
}

// ListImportsResponse is the API's ListImportsResponse.
type ListImportsResponse struct {
	Imports   []ImportsListItem `json:"Imports,omitzero"`
	NextToken *string           `json:"NextToken,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListImportsResponse) Check(c *wire.Check, at string) {
	for i, e := range s.Imports {
		e.Check(c, c.Item(c.At(at, "Imports"), i))
	}
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 4, 1000)
		c.Matches(*s.NextToken, c.At(at, "NextToken"), &patterns[0])
	}
}

// ListPublicKeysRequest is the API's ListPublicKeysRequest.
type ListPublicKeysRequest struct {
	EndTime   *wire.Time `json:"EndTime,omitzero"`
	NextToken *string    `json:"NextToken,omitzero"`
	StartTime *wire.Time `json:"StartTime,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListPublicKeysRequest) Check(c *wire.Check, at string) {
}

// ListPublicKeysResponse is the API's ListPublicKeysResponse.
type ListPublicKeysResponse struct {
	NextToken     *string     `json:"NextToken,omitzero"`
	PublicKeyList []PublicKey `json:"PublicKeyList,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListPublicKeysResponse) Check(c *wire.Check, at string) {
	for i, e := range s.PublicKeyList {
		e.Check(c, c.Item(c.At(at, "PublicKeyList"), i))
	}
}

// ListQueriesRequest is the API's ListQueriesRequest.
type ListQueriesRequest struct {
	EndTime        *wire.Time `json:"EndTime,omitzero"`
	EventDataStore *string    `json:"EventDataStore,omitzero"`
	MaxResults     *int32     `json:"MaxResults,omitzero"`
	NextToken      *string    `json:"NextToken,omitzero"`
	QueryStatus    *string    `json:"QueryStatus,omitzero"`
	StartTime      *wire.Time `json:"StartTime,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListQueriesRequest) Check(c *wire.Check, at string) {
	c.Required(s.EventDataStore != nil, c.At(at, "EventDataStore"))
	if s.EventDataStore != nil {
		c.Length(*s.EventDataStore, c.At(at, "EventDataStore"), 3, 256)
		c.Matches(*s.EventDataStore, c.At(at, "EventDataStore"), &patterns[3])
	}
	if s.MaxResults != nil {
		c.AtLeast(float64(*s.MaxResults), c.At(at, "MaxResults"), 1)
		c.AtMost(float64(*s.MaxResults), c.At(at, "MaxResults"), 1000)
	}
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 4, 1000)
		c.Matches(*s.NextToken, c.At(at, "NextToken"), &patterns[0])
	}
	if s.QueryStatus != nil {
		c.Enum(*s.QueryStatus, c.At(at, "QueryStatus"), enumQueryStatus)
	}
}

// ListQueriesResponse is the API's ListQueriesResponse.
type ListQueriesResponse struct {
	NextToken *string `json:"NextToken,omitzero"`
	Queries   []Query `json:"Queries,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListQueriesResponse) Check(c *wire.Check, at string) {
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 4, 1000)
		c.Matches(*s.NextToken, c.At(at, "NextToken"), &patterns[0])
	}
	for i, e := range s.Queries {
		e.Check(c, c.Item(c.At(at, "Queries"), i))
	}
}

// ListTagsRequest is the API's ListTagsRequest.
type ListTagsRequest struct {
	NextToken      *string  `json:"NextToken,omitzero"`
	ResourceIdList []string `json:"ResourceIdList,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListTagsRequest) Check(c *wire.Check, at string) {
	c.Required(s.ResourceIdList != nil, c.At(at, "ResourceIdList"))
}

// ListTagsResponse is the API's ListTagsResponse.
type ListTagsResponse struct {
	NextToken       *string       `json:"NextToken,omitzero"`
	ResourceTagList []ResourceTag `json:"ResourceTagList,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListTagsResponse) Check(c *wire.Check, at string) {
	for i, e := range s.ResourceTagList {
		e.Check(c, c.Item(c.At(at, "ResourceTagList"), i))
	}
}

// ListTrailsRequest is the API's ListTrailsRequest.
type ListTrailsRequest struct {
	NextToken *string `json:"NextToken,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListTrailsRequest) Check(c *wire.Check, at string) {
}

// ListTrailsResponse is the API's ListTrailsResponse.
type ListTrailsResponse struct {
	NextToken *string     `json:"NextToken,omitzero"`
	Trails    []TrailInfo `json:"Trails,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ListTrailsResponse) Check(c *wire.Check, at string) {
	for i, e := range s.Trails {
		e.Check(c, c.Item(c.At(at, "Trails"), i))
	}
}

// LookupAttribute is the API's LookupAttribute.
type LookupAttribute struct {
	AttributeKey   *string `json:"AttributeKey,omitzero"`
	AttributeValue *string `json:"AttributeValue,omitzero"`
}

// Check notes the members that the API does not take.
func (s *LookupAttribute) Check(c *wire.Check, at string) {
	c.Required(s.AttributeKey != nil, c.At(at, "AttributeKey"))
	if s.AttributeKey != nil {
		c.Enum(*s.AttributeKey, c.At(at, "AttributeKey"), enumLookupAttributeKey)
	}
	c.Required(s.AttributeValue != nil, c.At(at, "AttributeValue"))
	if s.AttributeValue != nil {
		c.Length(*s.AttributeValue, c.At(at, "AttributeValue"), 1, 2000)
	}
}

// The values of LookupAttributeKey.
const (
	LookupAttributeKeyEventId      = "EventId"
	LookupAttributeKeyEventName    = "EventName"
	LookupAttributeKeyReadOnly     = "ReadOnly"
	LookupAttributeKeyUsername     = "Username"
	LookupAttributeKeyResourceType = "ResourceType"
	LookupAttributeKeyResourceName = "ResourceName"
	LookupAttributeKeyEventSource  = "EventSource"
	LookupAttributeKeyAccessKeyId  = "AccessKeyId"
)

var enumLookupAttributeKey = []string{"EventId", "EventName", "ReadOnly", "Username", "ResourceType", "ResourceName", "EventSource", "AccessKeyId"}

// LookupEventsRequest is the API's LookupEventsRequest.
type LookupEventsRequest struct {
	EndTime          *wire.Time        `json:"EndTime,omitzero"`
	EventCategory    *string           `json:"EventCategory,omitzero"`
	LookupAttributes []LookupAttribute `json:"LookupAttributes,omitzero"`
	MaxResults       *int32            `json:"MaxResults,omitzero"`
	NextToken        *string           `json:"NextToken,omitzero"`
	StartTime        *wire.Time        `json:"StartTime,omitzero"`
}

// Check notes the members that the API does not take.
func (s *LookupEventsRequest) Check(c *wire.Check, at string) {
	if s.EventCategory != nil {
		c.Enum(*s.EventCategory, c.At(at, "EventCategory"), enumEventCategory)
	}
	for i, e := range s.LookupAttributes {
		e.Check(c, c.Item(c.At(at, "LookupAttributes"), i))
	}
	if s.MaxResults != nil {
		c.AtLeast(float64(*s.MaxResults), c.At(at, "MaxResults"), 1)
		c.AtMost(float64(*s.MaxResults), c.At(at, "MaxResults"), 50)
	}
}

// LookupEventsResponse is the API's LookupEventsResponse.
type LookupEventsResponse struct {
	Events    []Event `json:"Events,omitzero"`
	NextToken *string `json:"NextToken,omitzero"`
}

// Check notes the members that the API does not take.
func (s *LookupEventsResponse) Check(c *wire.Check, at string) {
	for i, e := range s.Events {
		e.Check(c, c.Item(c.At(at, "Events"), i))
	}
}

// The values of MaxEventSize.
const (
	MaxEventSizeStandard = "Standard"
	MaxEventSizeLarge    = "Large"
)

var enumMaxEventSize = []string{"Standard", "Large"}

// PartitionKey is the API's PartitionKey.
type PartitionKey struct {
	Name *string `json:"Name,omitzero"`
	Type *string `json:"Type,omitzero"`
}

// Check notes the members that the API does not take.
func (s *PartitionKey) Check(c *wire.Check, at string) {
	c.Required(s.Name != nil, c.At(at, "Name"))
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 1, 255)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[14])
	}
	c.Required(s.Type != nil, c.At(at, "Type"))
	if s.Type != nil {
		c.Length(*s.Type, c.At(at, "Type"), 0, 255)
		c.Matches(*s.Type, c.At(at, "Type"), &patterns[14])
	}
}

// PublicKey is the API's PublicKey.
type PublicKey struct {
	Fingerprint       *string    `json:"Fingerprint,omitzero"`
	ValidityEndTime   *wire.Time `json:"ValidityEndTime,omitzero"`
	ValidityStartTime *wire.Time `json:"ValidityStartTime,omitzero"`
	Value             []byte     `json:"Value,omitzero"`
}

// Check notes the members that the API does not take.
func (s *PublicKey) Check(c *wire.Check, at string) {
}

// PutEventConfigurationRequest is the API's PutEventConfigurationRequest.
type PutEventConfigurationRequest struct {
	AggregationConfigurations []AggregationConfiguration `json:"AggregationConfigurations,omitzero"`
	ContextKeySelectors       []ContextKeySelector       `json:"ContextKeySelectors,omitzero"`
	EventDataStore            *string                    `json:"EventDataStore,omitzero"`
	MaxEventSize              *string                    `json:"MaxEventSize,omitzero"`
	TrailName                 *string                    `json:"TrailName,omitzero"`
}

// Check notes the members that the API does not take.
func (s *PutEventConfigurationRequest) Check(c *wire.Check, at string) {
	if s.AggregationConfigurations != nil {
		c.Size(len(s.AggregationConfigurations), c.At(at, "AggregationConfigurations"), 0, 1)
	}
	for i, e := range s.AggregationConfigurations {
		e.Check(c, c.Item(c.At(at, "AggregationConfigurations"), i))
	}
	if s.ContextKeySelectors != nil {
		c.Size(len(s.ContextKeySelectors), c.At(at, "ContextKeySelectors"), 0, 2)
	}
	for i, e := range s.ContextKeySelectors {
		e.Check(c, c.Item(c.At(at, "ContextKeySelectors"), i))
	}
	if s.MaxEventSize != nil {
		c.Enum(*s.MaxEventSize, c.At(at, "MaxEventSize"), enumMaxEventSize)
	}
}

// PutEventConfigurationResponse is the API's PutEventConfigurationResponse.
type PutEventConfigurationResponse struct {
	AggregationConfigurations []AggregationConfiguration `json:"AggregationConfigurations,omitzero"`
	ContextKeySelectors       []ContextKeySelector       `json:"ContextKeySelectors,omitzero"`
	EventDataStoreArn         *string                    `json:"EventDataStoreArn,omitzero"`
	MaxEventSize              *string                    `json:"MaxEventSize,omitzero"`
	TrailARN                  *string                    `json:"TrailARN,omitzero"`
}

// Check notes the members that the API does not take.
func (s *PutEventConfigurationResponse) Check(c *wire.Check, at string) {
	if s.AggregationConfigurations != nil {
		c.Size(len(s.AggregationConfigurations), c.At(at, "AggregationConfigurations"), 0, 1)
	}
	for i, e := range s.AggregationConfigurations {
		e.Check(c, c.Item(c.At(at, "AggregationConfigurations"), i))
	}
	if s.ContextKeySelectors != nil {
		c.Size(len(s.ContextKeySelectors), c.At(at, "ContextKeySelectors"), 0, 2)
	}
	for i, e := range s.ContextKeySelectors {
		e.Check(c, c.Item(c.At(at, "ContextKeySelectors"), i))
	}
	if s.EventDataStoreArn != nil {
		c.Length(*s.EventDataStoreArn, c.At(at, "EventDataStoreArn"), 3, 256)
		c.Matches(*s.EventDataStoreArn, c.At(at, "EventDataStoreArn"), &patterns[3])
	}
	if s.MaxEventSize != nil {
		c.Enum(*s.MaxEventSize, c.At(at, "MaxEventSize"), enumMaxEventSize)
	}
}

// PutInsightSelectorsRequest is the API's PutInsightSelectorsRequest.
type PutInsightSelectorsRequest struct {
	EventDataStore      *string           `json:"EventDataStore,omitzero"`
	InsightSelectors    []InsightSelector `json:"InsightSelectors,omitzero"`
	InsightsDestination *string           `json:"InsightsDestination,omitzero"`
	TrailName           *string           `json:"TrailName,omitzero"`
}

// Check notes the members that the API does not take.
func (s *PutInsightSelectorsRequest) Check(c *wire.Check, at string) {
	if s.EventDataStore != nil {
		c.Length(*s.EventDataStore, c.At(at, "EventDataStore"), 3, 256)
		c.Matches(*s.EventDataStore, c.At(at, "EventDataStore"), &patterns[3])
	}
	c.Required(s.InsightSelectors != nil, c.At(at, "InsightSelectors"))
	for i, e := range s.InsightSelectors {
		e.Check(c, c.Item(c.At(at, "InsightSelectors"), i))
	}
	if s.InsightsDestination != nil {
		c.Length(*s.InsightsDestination, c.At(at, "InsightsDestination"), 3, 256)
		c.Matches(*s.InsightsDestination, c.At(at, "InsightsDestination"), &patterns[3])
	}
}

// PutInsightSelectorsResponse is the API's PutInsightSelectorsResponse.
type PutInsightSelectorsResponse struct {
	EventDataStoreArn   *string           `json:"EventDataStoreArn,omitzero"`
	InsightSelectors    []InsightSelector `json:"InsightSelectors,omitzero"`
	InsightsDestination *string           `json:"InsightsDestination,omitzero"`
	TrailARN            *string           `json:"TrailARN,omitzero"`
}

// Check notes the members that the API does not take.
func (s *PutInsightSelectorsResponse) Check(c *wire.Check, at string) {
	if s.EventDataStoreArn != nil {
		c.Length(*s.EventDataStoreArn, c.At(at, "EventDataStoreArn"), 3, 256)
		c.Matches(*s.EventDataStoreArn, c.At(at, "EventDataStoreArn"), &patterns[3])
	}
	for i, e := range s.InsightSelectors {
		e.Check(c, c.Item(c.At(at, "InsightSelectors"), i))
	}
	if s.InsightsDestination != nil {
		c.Length(*s.InsightsDestination, c.At(at, "InsightsDestination"), 3, 256)
		c.Matches(*s.InsightsDestination, c.At(at, "InsightsDestination"), &patterns[3])
	}
}

// PutResourcePolicyRequest is the API's PutResourcePolicyRequest.
type PutResourcePolicyRequest struct {
	ResourceArn    *string `json:"ResourceArn,omitzero"`
	ResourcePolicy *string `json:"ResourcePolicy,omitzero"`
}

// Check notes the members that the API does not take.
func (s *PutResourcePolicyRequest) Check(c *wire.Check, at string) {
	c.Required(s.ResourceArn != nil, c.At(at, "ResourceArn"))
	if s.ResourceArn != nil {
		c.Length(*s.ResourceArn, c.At(at, "ResourceArn"), 3, 256)
		c.Matches(*s.ResourceArn, c.At(at, "ResourceArn"), &patterns[3])
	}
	c.Required(s.ResourcePolicy != nil, c.At(at, "ResourcePolicy"))
	if s.ResourcePolicy != nil {
		c.Length(*s.ResourcePolicy, c.At(at, "ResourcePolicy"), 1, 8192)
	}
}

// PutResourcePolicyResponse is the API's PutResourcePolicyResponse.
type PutResourcePolicyResponse struct {
	DelegatedAdminResourcePolicy *string `json:"DelegatedAdminResourcePolicy,omitzero"`
	ResourceArn                  *string `json:"ResourceArn,omitzero"`
	ResourcePolicy               *string `json:"ResourcePolicy,omitzero"`
}

// Check notes the members that the API does not take.
func (s *PutResourcePolicyResponse) Check(c *wire.Check, at string) {
	if s.DelegatedAdminResourcePolicy != nil {
		c.Length(*s.DelegatedAdminResourcePolicy, c.At(at, "DelegatedAdminResourcePolicy"), 1, 8192)
	}
	if s.ResourceArn != nil {
		c.Length(*s.ResourceArn, c.At(at, "ResourceArn"), 3, 256)
		c.Matches(*s.ResourceArn, c.At(at, "ResourceArn"), &patterns[3])
	}
	if s.ResourcePolicy != nil {
		c.Length(*s.ResourcePolicy, c.At(at, "ResourcePolicy"), 1, 8192)
	}
}

// Query is the API's Query.
type Query struct {
	CreationTime *wire.Time `json:"CreationTime,omitzero"`
	QueryId      *string    `json:"QueryId,omitzero"`
	QueryStatus  *string    `json:"QueryStatus,omitzero"`
}

// Check notes the members that the API does not take.
func (s *Query) Check(c *wire.Check, at string) {
	if s.QueryId != nil {
		c.Length(*s.QueryId, c.At(at, "QueryId"), 36, 36)
		c.Matches(*s.QueryId, c.At(at, "QueryId"), &patterns[5])
	}
	if s.QueryStatus != nil {
		c.Enum(*s.QueryStatus, c.At(at, "QueryStatus"), enumQueryStatus)
	}
}

// QueryStatistics is the API's QueryStatistics.
type QueryStatistics struct {
	BytesScanned      *int64 `json:"BytesScanned,omitzero"`
	ResultsCount      *int32 `json:"ResultsCount,omitzero"`
	TotalResultsCount *int32 `json:"TotalResultsCount,omitzero"`
}

// Check notes the members that the API does not take.
func (s *QueryStatistics) Check(c *wire.Check, at string) {
}

// QueryStatisticsForDescribeQuery is the API's QueryStatisticsForDescribeQuery.
type QueryStatisticsForDescribeQuery struct {
	BytesScanned          *int64     `json:"BytesScanned,omitzero"`
	CreationTime          *wire.Time `json:"CreationTime,omitzero"`
	EventsMatched         *int64     `json:"EventsMatched,omitzero"`
	EventsScanned         *int64     `json:"EventsScanned,omitzero"`
	ExecutionTimeInMillis *int32     `json:"ExecutionTimeInMillis,omitzero"`
}

// Check notes the members that the API does not take.
func (s *QueryStatisticsForDescribeQuery) Check(c *wire.Check, at string) {
}

// The values of QueryStatus.
const (
	QueryStatusQueued    = "QUEUED"
	QueryStatusRunning   = "RUNNING"
	QueryStatusFinished  = "FINISHED"
	QueryStatusFailed    = "FAILED"
	QueryStatusCancelled = "CANCELLED"
	QueryStatusTimedOut  = "TIMED_OUT"
)

var enumQueryStatus = []string{"QUEUED", "RUNNING", "FINISHED", "FAILED", "CANCELLED", "TIMED_OUT"}

// The values of ReadWriteType.
const (
	ReadWriteTypeReadOnly  = "ReadOnly"
	ReadWriteTypeWriteOnly = "WriteOnly"
	ReadWriteTypeAll       = "All"
)

var enumReadWriteType = []string{"ReadOnly", "WriteOnly", "All"}

// RefreshSchedule is the API's RefreshSchedule.
type RefreshSchedule struct {
	Frequency *RefreshScheduleFrequency `json:"Frequency,omitzero"`
	Status    *string                   `json:"Status,omitzero"`
	TimeOfDay *string                   `json:"TimeOfDay,omitzero"`
}

// Check notes the members that the API does not take.
func (s *RefreshSchedule) Check(c *wire.Check, at string) {
	if s.Frequency != nil {
		s.Frequency.Check(c, c.At(at, "Frequency"))
	}
	if s.Status != nil {
		c.Enum(*s.Status, c.At(at, "Status"), enumRefreshScheduleStatus)
	}
	if s.TimeOfDay != nil {
		c.Matches(*s.TimeOfDay, c.At(at, "TimeOfDay"), &patterns[15])
	}
}

// RefreshScheduleFrequency is the API's RefreshScheduleFrequency.
type RefreshScheduleFrequency struct {
	Unit  *string `json:"Unit,omitzero"`
	Value *int32  `json:"Value,omitzero"`
}

// Check notes the members that the API does not take.
func (s *RefreshScheduleFrequency) Check(c *wire.Check, at string) {
	if s.Unit != nil {
		c.Enum(*s.Unit, c.At(at, "Unit"), enumRefreshScheduleFrequencyUnit)
	}
}

// The values of RefreshScheduleFrequencyUnit.
const (
	RefreshScheduleFrequencyUnitHours = "HOURS"
	RefreshScheduleFrequencyUnitDays  = "DAYS"
)

var enumRefreshScheduleFrequencyUnit = []string{"HOURS", "DAYS"}

// The values of RefreshScheduleStatus.
const (
	RefreshScheduleStatusEnabled  = "ENABLED"
	RefreshScheduleStatusDisabled = "DISABLED"
)

var enumRefreshScheduleStatus = []string{"ENABLED", "DISABLED"}

// RemoveTagsRequest is the API's RemoveTagsRequest.
type RemoveTagsRequest struct {
	ResourceId *string `json:"ResourceId,omitzero"`
	TagsList   []Tag   `json:"TagsList,omitzero"`
}

// Check notes the members that the API does not take.
func (s *RemoveTagsRequest) Check(c *wire.Check, at string) {
	c.Required(s.ResourceId != nil, c.At(at, "ResourceId"))
	c.Required(s.TagsList != nil, c.At(at, "TagsList"))
	if s.TagsList != nil {
		c.Size(len(s.TagsList), c.At(at, "TagsList"), 0, 200)
	}
	for i, e := range s.TagsList {
		e.Check(c, c.Item(c.At(at, "TagsList"), i))
	}
}

// RemoveTagsResponse is the API's RemoveTagsResponse.
type RemoveTagsResponse struct {
}

// Check notes the members that the API does not take.
func (s *RemoveTagsResponse) Check(c *wire.Check, at string) {
}

// RequestWidget is the API's RequestWidget.
type RequestWidget struct {
	QueryParameters []string          `json:"QueryParameters,omitzero"`
	QueryStatement  *string           `json:"QueryStatement,omitzero"`
	ViewProperties  map[string]string `json:"ViewProperties,omitzero"`
}

// Check notes the members that the API does not take.
func (s *RequestWidget) Check(c *wire.Check, at string) {
	if s.QueryParameters != nil {
		c.Size(len(s.QueryParameters), c.At(at, "QueryParameters"), 1, 10)
	}
	for i, e := range s.QueryParameters {
		c.Length(e, c.Item(c.At(at, "QueryParameters"), i), 1, 1024)
		c.Matches(e, c.Item(c.At(at, "QueryParameters"), i), &patterns[0])
	}
	c.Required(s.QueryStatement != nil, c.At(at, "QueryStatement"))
	if s.QueryStatement != nil {
		c.Length(*s.QueryStatement, c.At(at, "QueryStatement"), 1, 10000)
		c.Matches(*s.QueryStatement, c.At(at, "QueryStatement"), &patterns[11])
	}
	c.Required(s.ViewProperties != nil, c.At(at, "ViewProperties"))
	for k, e := range s.ViewProperties {
		_, _ = k, e
		c.Length(k, c.Key(c.At(at, "ViewProperties"), k), 3, 128)
		c.Matches(k, c.Key(c.At(at, "ViewProperties"), k), &patterns[6])
		c.Length(e, c.Value(c.At(at, "ViewProperties"), k), 1, 128)
		c.Matches(e, c.Value(c.At(at, "ViewProperties"), k), &patterns[16])
	}
}

// Resource is the API's Resource.
type Resource struct {
	ResourceName *string `json:"ResourceName,omitzero"`
	ResourceType *string `json:"ResourceType,omitzero"`
}

// Check notes the members that the API does not take.
func (s *Resource) Check(c *wire.Check, at string) {
}

// ResourceTag is the API's ResourceTag.
type ResourceTag struct {
	ResourceId *string `json:"ResourceId,omitzero"`
	TagsList   []Tag   `json:"TagsList,omitzero"`
}

// Check notes the members that the API does not take.
func (s *ResourceTag) Check(c *wire.Check, at string) {
	if s.TagsList != nil {
		c.Size(len(s.TagsList), c.At(at, "TagsList"), 0, 200)
	}
	for i, e := range s.TagsList {
		e.Check(c, c.Item(c.At(at, "TagsList"), i))
	}
}

// RestoreEventDataStoreRequest is the API's RestoreEventDataStoreRequest.
type RestoreEventDataStoreRequest struct {
	EventDataStore *string `json:"EventDataStore,omitzero"`
}

// Check notes the members that the API does not take.
func (s *RestoreEventDataStoreRequest) Check(c *wire.Check, at string) {
	c.Required(s.EventDataStore != nil, c.At(at, "EventDataStore"))
	if s.EventDataStore != nil {
		c.Length(*s.EventDataStore, c.At(at, "EventDataStore"), 3, 256)
		c.Matches(*s.EventDataStore, c.At(at, "EventDataStore"), &patterns[3])
	}
}

// RestoreEventDataStoreResponse is the API's RestoreEventDataStoreResponse.
type RestoreEventDataStoreResponse struct {
	AdvancedEventSelectors       []AdvancedEventSelector `json:"AdvancedEventSelectors,omitzero"`
	BillingMode                  *string                 `json:"BillingMode,omitzero"`
	CreatedTimestamp             *wire.Time              `json:"CreatedTimestamp,omitzero"`
	EventDataStoreArn            *string                 `json:"EventDataStoreArn,omitzero"`
	KmsKeyId                     *string                 `json:"KmsKeyId,omitzero"`
	MultiRegionEnabled           *bool                   `json:"MultiRegionEnabled,omitzero"`
	Name                         *string                 `json:"Name,omitzero"`
	OrganizationEnabled          *bool                   `json:"OrganizationEnabled,omitzero"`
	RetentionPeriod              *int32                  `json:"RetentionPeriod,omitzero"`
	Status                       *string                 `json:"Status,omitzero"`
	TerminationProtectionEnabled *bool                   `json:"TerminationProtectionEnabled,omitzero"`
	UpdatedTimestamp             *wire.Time              `json:"UpdatedTimestamp,omitzero"`
}

// Check notes the members that the API does not take.
func (s *RestoreEventDataStoreResponse) Check(c *wire.Check, at string) {
	for i, e := range s.AdvancedEventSelectors {
		e.Check(c, c.Item(c.At(at, "AdvancedEventSelectors"), i))
	}
	if s.BillingMode != nil {
		c.Enum(*s.BillingMode, c.At(at, "BillingMode"), enumBillingMode)
	}
	if s.EventDataStoreArn != nil {
		c.Length(*s.EventDataStoreArn, c.At(at, "EventDataStoreArn"), 3, 256)
		c.Matches(*s.EventDataStoreArn, c.At(at, "EventDataStoreArn"), &patterns[3])
	}
	if s.KmsKeyId != nil {
		c.Length(*s.KmsKeyId, c.At(at, "KmsKeyId"), 1, 350)
		c.Matches(*s.KmsKeyId, c.At(at, "KmsKeyId"), &patterns[3])
	}
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 3, 128)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[6])
	}
	if s.RetentionPeriod != nil {
		c.AtLeast(float64(*s.RetentionPeriod), c.At(at, "RetentionPeriod"), 7)
		c.AtMost(float64(*s.RetentionPeriod), c.At(at, "RetentionPeriod"), 3653)
	}
	if s.Status != nil {
		c.Enum(*s.Status, c.At(at, "Status"), enumEventDataStoreStatus)
	}
}

// S3ImportSource is the API's S3ImportSource.
type S3ImportSource struct {
	S3BucketAccessRoleArn *string `json:"S3BucketAccessRoleArn,omitzero"`
	S3BucketRegion        *string `json:"S3BucketRegion,omitzero"`
	S3LocationUri         *string `json:"S3LocationUri,omitzero"`
}

// Check notes the members that the API does not take.
func (s *S3ImportSource) Check(c *wire.Check, at string) {
	c.Required(s.S3BucketAccessRoleArn != nil, c.At(at, "S3BucketAccessRoleArn"))
	c.Required(s.S3BucketRegion != nil, c.At(at, "S3BucketRegion"))
	c.Required(s.S3LocationUri != nil, c.At(at, "S3LocationUri"))
}

// SearchSampleQueriesRequest is the API's SearchSampleQueriesRequest.
type SearchSampleQueriesRequest struct {
	MaxResults   *int32  `json:"MaxResults,omitzero"`
	NextToken    *string `json:"NextToken,omitzero"`
	SearchPhrase *string `json:"SearchPhrase,omitzero"`
}

// Check notes the members that the API does not take.
func (s *SearchSampleQueriesRequest) Check(c *wire.Check, at string) {
	if s.MaxResults != nil {
		c.AtLeast(float64(*s.MaxResults), c.At(at, "MaxResults"), 1)
		c.AtMost(float64(*s.MaxResults), c.At(at, "MaxResults"), 50)
	}
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 4, 1000)
		c.Matches(*s.NextToken, c.At(at, "NextToken"), &patterns[0])
	}
	c.Required(s.SearchPhrase != nil, c.At(at, "SearchPhrase"))
	if s.SearchPhrase != nil {
		c.Length(*s.SearchPhrase, c.At(at, "SearchPhrase"), 2, 1000)
		c.Matches(*s.SearchPhrase, c.At(at, "SearchPhrase"), &patterns[10])
	}
}

// SearchSampleQueriesResponse is the API's SearchSampleQueriesResponse.
type SearchSampleQueriesResponse struct {
	NextToken     *string                           `json:"NextToken,omitzero"`
	SearchResults []SearchSampleQueriesSearchResult `json:"SearchResults,omitzero"`
}

// Check notes the members that the API does not take.
func (s *SearchSampleQueriesResponse) Check(c *wire.Check, at string) {
	if s.NextToken != nil {
		c.Length(*s.NextToken, c.At(at, "NextToken"), 4, 1000)
		c.Matches(*s.NextToken, c.At(at, "NextToken"), &patterns[0])
	}
	for i, e := range s.SearchResults {
		e.Check(c, c.Item(c.At(at, "SearchResults"), i))
	}
}

// SearchSampleQueriesSearchResult is the API's SearchSampleQueriesSearchResult.
type SearchSampleQueriesSearchResult struct {
	Description *string  `json:"Description,omitzero"`
	Name        *string  `json:"Name,omitzero"`
	Relevance   *float64 `json:"Relevance,omitzero"`
	SQL         *string  `json:"SQL,omitzero"`
}

// Check notes the members that the API does not take.
func (s *SearchSampleQueriesSearchResult) Check(c *wire.Check, at string) {
}

// SourceConfig is the API's SourceConfig.
type SourceConfig struct {
	AdvancedEventSelectors []AdvancedEventSelector `json:"AdvancedEventSelectors,omitzero"`
	ApplyToAllRegions      *bool                   `json:"ApplyToAllRegions,omitzero"`
}

// Check notes the members that the API does not take.
func (s *SourceConfig) Check(c *wire.Check, at string) {
	for i, e := range s.AdvancedEventSelectors {
		e.Check(c, c.Item(c.At(at, "AdvancedEventSelectors"), i))
	}
}

// The values of SourceEventCategory.
const (
	SourceEventCategoryManagement = "Management"
	SourceEventCategoryData       = "Data"
)

var enumSourceEventCategory = []string{"Management", "Data"}

// StartDashboardRefreshRequest is the API's StartDashboardRefreshRequest.
type StartDashboardRefreshRequest struct {
	DashboardId          *string           `json:"DashboardId,omitzero"`
	QueryParameterValues map[string]string `json:"QueryParameterValues,omitzero"`
}

// Check notes the members that the API does not take.
func (s *StartDashboardRefreshRequest) Check(c *wire.Check, at string) {
	c.Required(s.DashboardId != nil, c.At(at, "DashboardId"))
	if s.DashboardId != nil {
		c.Matches(*s.DashboardId, c.At(at, "DashboardId"), &patterns[3])
	}
	for k, e := range s.QueryParameterValues {
		_, _ = k, e
		c.Length(k, c.Key(c.At(at, "QueryParameterValues"), k), 3, 128)
		c.Matches(k, c.Key(c.At(at, "QueryParameterValues"), k), &patterns[17])
		c.Length(e, c.Value(c.At(at, "QueryParameterValues"), k), 1, 128)
		c.Matches(e, c.Value(c.At(at, "QueryParameterValues"), k), &patterns[3])
	}
}

// StartDashboardRefreshResponse is the API's StartDashboardRefreshResponse.
type StartDashboardRefreshResponse struct {
	RefreshId *string `json:"RefreshId,omitzero"`
}

// Check notes the members that the API does not take.
func (s *StartDashboardRefreshResponse) Check(c *wire.Check, at string) {
	if s.RefreshId != nil {
		c.Length(*s.RefreshId, c.At(at, "RefreshId"), 10, 20)
		c.Matches(*s.RefreshId, c.At(at, "RefreshId"), &patterns[4])
	}
}

// StartEventDataStoreIngestionRequest is the API's StartEventDataStoreIngestionRequest.
type StartEventDataStoreIngestionRequest struct {
	EventDataStore *string `json:"EventDataStore,omitzero"`
}

// Check notes the members that the API does not take.
func (s *StartEventDataStoreIngestionRequest) Check(c *wire.Check, at string) {
	c.Required(s.EventDataStore != nil, c.At(at, "EventDataStore"))
	if s.EventDataStore != nil {
		c.Length(*s.EventDataStore, c.At(at, "EventDataStore"), 3, 256)
		c.Matches(*s.EventDataStore, c.At(at, "EventDataStore"), &patterns[3])
	}
}

// StartEventDataStoreIngestionResponse is the API's StartEventDataStoreIngestionResponse.
type StartEventDataStoreIngestionResponse struct {
}

// Check notes the members that the API does not take.
func (s *StartEventDataStoreIngestionResponse) Check(c *wire.Check, at string) {
}

// StartImportRequest is the API's StartImportRequest.
type StartImportRequest struct {
	Destinations   []string      `json:"Destinations,omitzero"`
	EndEventTime   *wire.Time    `json:"EndEventTime,omitzero"`
	ImportId       *string       `json:"ImportId,omitzero"`
	ImportSource   *ImportSource `json:"ImportSource,omitzero"`
	StartEventTime *wire.Time    `json:"StartEventTime,omitzero"`
}

// Check notes the members that the API does not take.
func (s *StartImportRequest) Check(c *wire.Check, at string) {
	if s.Destinations != nil {
		c.Size(len(s.Destinations), c.At(at, "Destinations"), 1, 1)
	}
	for i, e := range s.Destinations {
		c.Length(e, c.Item(c.At(at, "Destinations"), i), 3, 256)
		c.Matches(e, c.Item(c.At(at, "Destinations"), i), &patterns[3])
	}
	if s.ImportId != nil {
		c.Length(*s.ImportId, c.At(at, "ImportId"), 36, 36)
		c.Matches(*s.ImportId, c.At(at, "ImportId"), &patterns[5])
	}
	if s.ImportSource != nil {
		s.ImportSource.Check(c, c.At(at, "ImportSource"))
	}
}

// StartImportResponse is the API's StartImportResponse.
type StartImportResponse struct {
	CreatedTimestamp *wire.Time    `json:"CreatedTimestamp,omitzero"`
	Destinations     []string      `json:"Destinations,omitzero"`
	EndEventTime     *wire.Time    `json:"EndEventTime,omitzero"`
	ImportId         *string       `json:"ImportId,omitzero"`
	ImportSource     *ImportSource `json:"ImportSource,omitzero"`
	ImportStatus     *string       `json:"ImportStatus,omitzero"`
	StartEventTime   *wire.Time    `json:"StartEventTime,omitzero"`
	UpdatedTimestamp *wire.Time    `json:"UpdatedTimestamp,omitzero"`
}

// Check notes the members that the API does not take.
func (s *StartImportResponse) Check(c *wire.Check, at string) {
	if s.Destinations != nil {
		c.Size(len(s.Destinations), c.At(at, "Destinations"), 1, 1)
	}
	for i, e := range s.Destinations {
		c.Length(e, c.Item(c.At(at, "Destinations"), i), 3, 256)
		c.Matches(e, c.Item(c.At(at, "Destinations"), i), &patterns[3])
	}
	if s.ImportId != nil {
		c.Length(*s.ImportId, c.At(at, "ImportId"), 36, 36)
		c.Matches(*s.ImportId, c.At(at, "ImportId"), &patterns[5])
	}
	if s.ImportSource != nil {
		s.ImportSource.Check(c, c.At(at, "ImportSource"))
	}
	if s.ImportStatus != nil {
		c.Enum(*s.ImportStatus, c.At(at, "ImportStatus"), enumImportStatus)
	}
}

// StartQueryRequest is the API's StartQueryRequest.
type StartQueryRequest struct {
	DeliveryS3Uri                *string  `json:"DeliveryS3Uri,omitzero"`
	EventDataStoreOwnerAccountId *string  `json:"EventDataStoreOwnerAccountId,omitzero"`
	QueryAlias                   *string  `json:"QueryAlias,omitzero"`
	QueryParameters              []string `json:"QueryParameters,omitzero"`
	QueryStatement               *string  `json:"QueryStatement,omitzero"`
}

// Check notes the members that the API does not take.
func (s *StartQueryRequest) Check(c *wire.Check, at string) {
	if s.DeliveryS3Uri != nil {
		c.Length(*s.DeliveryS3Uri, c.At(at, "DeliveryS3Uri"), 0, 1024)
		c.Matches(*s.DeliveryS3Uri, c.At(at, "DeliveryS3Uri"), &patterns[9])
	}
	if s.EventDataStoreOwnerAccountId != nil {
		c.Length(*s.EventDataStoreOwnerAccountId, c.At(at, "EventDataStoreOwnerAccountId"), 12, 16)
		c.Matches(*s.EventDataStoreOwnerAccountId, c.At(at, "EventDataStoreOwnerAccountId"), &patterns[4])
	}
	if s.QueryAlias != nil {
		c.Length(*s.QueryAlias, c.At(at, "QueryAlias"), 1, 256)
		c.Matches(*s.QueryAlias, c.At(at, "QueryAlias"), &patterns[8])
	}
	if s.QueryParameters != nil {
		c.Size(len(s.QueryParameters), c.At(at, "QueryParameters"), 1, 10)
	}
	for i, e := range s.QueryParameters {
		c.Length(e, c.Item(c.At(at, "QueryParameters"), i), 1, 1024)
		c.Matches(e, c.Item(c.At(at, "QueryParameters"), i), &patterns[0])
	}
	if s.QueryStatement != nil {
		c.Length(*s.QueryStatement, c.At(at, "QueryStatement"), 1, 10000)
		c.Matches(*s.QueryStatement, c.At(at, "QueryStatement"), &patterns[11])
	}
}

// StartQueryResponse is the API's StartQueryResponse.
type StartQueryResponse struct {
	EventDataStoreOwnerAccountId *string `json:"EventDataStoreOwnerAccountId,omitzero"`
	QueryId                      *string `json:"QueryId,omitzero"`
}

// Check notes the members that the API does not take.
func (s *StartQueryResponse) Check(c *wire.Check, at string) {
	if s.EventDataStoreOwnerAccountId != nil {
		c.Length(*s.EventDataStoreOwnerAccountId, c.At(at, "EventDataStoreOwnerAccountId"), 12, 16)
		c.Matches(*s.EventDataStoreOwnerAccountId, c.At(at, "EventDataStoreOwnerAccountId"), &patterns[4])
	}
	if s.QueryId != nil {
		c.Length(*s.QueryId, c.At(at, "QueryId"), 36, 36)
		c.Matches(*s.QueryId, c.At(at, "QueryId"), &patterns[5])
	}
}

// StopEventDataStoreIngestionRequest is the API's StopEventDataStoreIngestionRequest.
type StopEventDataStoreIngestionRequest struct {
	EventDataStore *string `json:"EventDataStore,omitzero"`
}

// Check notes the members that the API does not take.
func (s *StopEventDataStoreIngestionRequest) Check(c *wire.Check, at string) {
	c.Required(s.EventDataStore != nil, c.At(at, "EventDataStore"))
	if s.EventDataStore != nil {
		c.Length(*s.EventDataStore, c.At(at, "EventDataStore"), 3, 256)
		c.Matches(*s.EventDataStore, c.At(at, "EventDataStore"), &patterns[3])
	}
}

// StopEventDataStoreIngestionResponse is the API's StopEventDataStoreIngestionResponse.
type StopEventDataStoreIngestionResponse struct {
}

// Check notes the members that the API does not take.
func (s *StopEventDataStoreIngestionResponse) Check(c *wire.Check, at string) {
}

// StopImportRequest is the API's StopImportRequest.
type StopImportRequest struct {
	ImportId *string `json:"ImportId,omitzero"`
}

// Check notes the members that the API does not take.
func (s *StopImportRequest) Check(c *wire.Check, at string) {
	c.Required(s.ImportId != nil, c.At(at, "ImportId"))
	if s.ImportId != nil {
		c.Length(*s.ImportId, c.At(at, "ImportId"), 36, 36)
		c.Matches(*s.ImportId, c.At(at, "ImportId"), &patterns[5])
	}
}

// StopImportResponse is the API's StopImportResponse.
type StopImportResponse struct {
	CreatedTimestamp *wire.Time        `json:"CreatedTimestamp,omitzero"`
	Destinations     []string          `json:"Destinations,omitzero"`
	EndEventTime     *wire.Time        `json:"EndEventTime,omitzero"`
	ImportId         *string           `json:"ImportId,omitzero"`
	ImportSource     *ImportSource     `json:"ImportSource,omitzero"`
	ImportStatistics *ImportStatistics `json:"ImportStatistics,omitzero"`
	ImportStatus     *string           `json:"ImportStatus,omitzero"`
	StartEventTime   *wire.Time        `json:"StartEventTime,omitzero"`
	UpdatedTimestamp *wire.Time        `json:"UpdatedTimestamp,omitzero"`
}

// Check notes the members that the API does not take.
func (s *StopImportResponse) Check(c *wire.Check, at string) {
	if s.Destinations != nil {
		c.Size(len(s.Destinations), c.At(at, "Destinations"), 1, 1)
	}
	for i, e := range s.Destinations {
		c.Length(e, c.Item(c.At(at, "Destinations"), i), 3, 256)
		c.Matches(e, c.Item(c.At(at, "Destinations"), i), &patterns[3])
	}
	if s.ImportId != nil {
		c.Length(*s.ImportId, c.At(at, "ImportId"), 36, 36)
		c.Matches(*s.ImportId, c.At(at, "ImportId"), &patterns[5])
	}
	if s.ImportSource != nil {
		s.ImportSource.Check(c, c.At(at, "ImportSource"))
	}
	if s.ImportStatistics != nil {
		s.ImportStatistics.Check(c, c.At(at, "ImportStatistics"))
	}
	if s.ImportStatus != nil {
		c.Enum(*s.ImportStatus, c.At(at, "ImportStatus"), enumImportStatus)
	}
}

// Tag is the API's Tag.
type Tag struct {
	Key   *string `json:"Key,omitzero"`
	Value *string `json:"Value,omitzero"`
}

// Check notes the members that the API does not take.
func (s *Tag) Check(c *wire.Check, at string) {
	c.Required(s.Key != nil, c.At(at, "Key"))
	if s.Key != nil {
		c.Length(*s.Key, c.At(at, "Key"), 1, 128)
	}
	if s.Value != nil {
		c.Length(*s.Value, c.At(at, "Value"), 1, 256)
	}
}

// The values of Template.
const (
	TemplateApiActivity    = "API_ACTIVITY"
	TemplateResourceAccess = "RESOURCE_ACCESS"
	TemplateUserActions    = "USER_ACTIONS"
)

var enumTemplate = []string{"API_ACTIVITY", "RESOURCE_ACCESS", "USER_ACTIONS"}

// Trail is the API's Trail.
type Trail struct {
	CloudWatchLogsLogGroupArn  *string `json:"CloudWatchLogsLogGroupArn,omitzero"`
	CloudWatchLogsRoleArn      *string `json:"CloudWatchLogsRoleArn,omitzero"`
	HasCustomEventSelectors    *bool   `json:"HasCustomEventSelectors,omitzero"`
	HasInsightSelectors        *bool   `json:"HasInsightSelectors,omitzero"`
	HomeRegion                 *string `json:"HomeRegion,omitzero"`
	IncludeGlobalServiceEvents *bool   `json:"IncludeGlobalServiceEvents,omitzero"`
	IsMultiRegionTrail         *bool   `json:"IsMultiRegionTrail,omitzero"`
	IsOrganizationTrail        *bool   `json:"IsOrganizationTrail,omitzero"`
	KmsKeyId                   *string `json:"KmsKeyId,omitzero"`
	LogFileValidationEnabled   *bool   `json:"LogFileValidationEnabled,omitzero"`
	Name                       *string `json:"Name,omitzero"`
	RecursiveLogging           *bool   `json:"RecursiveLogging,omitzero"`
	S3BucketName               *string `json:"S3BucketName,omitzero"`
	S3KeyPrefix                *string `json:"S3KeyPrefix,omitzero"`
	SnsTopicARN                *string `json:"SnsTopicARN,omitzero"`
	SnsTopicName               *string `json:"SnsTopicName,omitzero"`
	TrailARN                   *string `json:"TrailARN,omitzero"`
}

// Check notes the members that the API does not take.
func (s *Trail) Check(c *wire.Check, at string) {
}

// TrailInfo is the API's TrailInfo.
type TrailInfo struct {
	HomeRegion *string `json:"HomeRegion,omitzero"`
	Name       *string `json:"Name,omitzero"`
	TrailARN   *string `json:"TrailARN,omitzero"`
}

// Check notes the members that the API does not take.
func (s *TrailInfo) Check(c *wire.Check, at string) {
}

// The values of Type.
const (
	TypeTagContext     = "TagContext"
	TypeRequestContext = "RequestContext"
)

var enumType = []string{"TagContext", "RequestContext"}

// UpdateChannelRequest is the API's UpdateChannelRequest.
type UpdateChannelRequest struct {
	Channel      *string       `json:"Channel,omitzero"`
	Destinations []Destination `json:"Destinations,omitzero"`
	Name         *string       `json:"Name,omitzero"`
}

// Check notes the members that the API does not take.
func (s *UpdateChannelRequest) Check(c *wire.Check, at string) {
	c.Required(s.Channel != nil, c.At(at, "Channel"))
	if s.Channel != nil {
		c.Length(*s.Channel, c.At(at, "Channel"), 3, 256)
		c.Matches(*s.Channel, c.At(at, "Channel"), &patterns[3])
	}
	if s.Destinations != nil {
		c.Size(len(s.Destinations), c.At(at, "Destinations"), 1, 200)
	}
	for i, e := range s.Destinations {
		e.Check(c, c.Item(c.At(at, "Destinations"), i))
	}
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 3, 128)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[6])
	}
}

// UpdateChannelResponse is the API's UpdateChannelResponse.
type UpdateChannelResponse struct {
	ChannelArn   *string       `json:"ChannelArn,omitzero"`
	Destinations []Destination `json:"Destinations,omitzero"`
	Name         *string       `json:"Name,omitzero"`
	Source       *string       `json:"Source,omitzero"`
}

// Check notes the members that the API does not take.
func (s *UpdateChannelResponse) Check(c *wire.Check, at string) {
	if s.ChannelArn != nil {
		c.Length(*s.ChannelArn, c.At(at, "ChannelArn"), 3, 256)
		c.Matches(*s.ChannelArn, c.At(at, "ChannelArn"), &patterns[3])
	}
	if s.Destinations != nil {
		c.Size(len(s.Destinations), c.At(at, "Destinations"), 1, 200)
	}
	for i, e := range s.Destinations {
		e.Check(c, c.Item(c.At(at, "Destinations"), i))
	}
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 3, 128)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[6])
	}
	if s.Source != nil {
		c.Length(*s.Source, c.At(at, "Source"), 1, 256)
		c.Matches(*s.Source, c.At(at, "Source"), &patterns[0])
	}
}

// UpdateDashboardRequest is the API's UpdateDashboardRequest.
type UpdateDashboardRequest struct {
	DashboardId                  *string          `json:"DashboardId,omitzero"`
	RefreshSchedule              *RefreshSchedule `json:"RefreshSchedule,omitzero"`
	TerminationProtectionEnabled *bool            `json:"TerminationProtectionEnabled,omitzero"`
	Widgets                      []RequestWidget  `json:"Widgets,omitzero"`
}

// Check notes the members that the API does not take.
func (s *UpdateDashboardRequest) Check(c *wire.Check, at string) {
	c.Required(s.DashboardId != nil, c.At(at, "DashboardId"))
	if s.DashboardId != nil {
		c.Matches(*s.DashboardId, c.At(at, "DashboardId"), &patterns[3])
	}
	if s.RefreshSchedule != nil {
		s.RefreshSchedule.Check(c, c.At(at, "RefreshSchedule"))
	}
	for i, e := range s.Widgets {
		e.Check(c, c.Item(c.At(at, "Widgets"), i))
	}
}

// UpdateDashboardResponse is the API's UpdateDashboardResponse.
type UpdateDashboardResponse struct {
	CreatedTimestamp             *wire.Time       `json:"CreatedTimestamp,omitzero"`
	DashboardArn                 *string          `json:"DashboardArn,omitzero"`
	Name                         *string          `json:"Name,omitzero"`
	RefreshSchedule              *RefreshSchedule `json:"RefreshSchedule,omitzero"`
	TerminationProtectionEnabled *bool            `json:"TerminationProtectionEnabled,omitzero"`
	Type                         *string          `json:"Type,omitzero"`
	UpdatedTimestamp             *wire.Time       `json:"UpdatedTimestamp,omitzero"`
	Widgets                      []Widget         `json:"Widgets,omitzero"`
}

// Check notes the members that the API does not take.
func (s *UpdateDashboardResponse) Check(c *wire.Check, at string) {
	if s.DashboardArn != nil {
		c.Matches(*s.DashboardArn, c.At(at, "DashboardArn"), &patterns[3])
	}
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 3, 128)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[7])
	}
	if s.RefreshSchedule != nil {
		s.RefreshSchedule.Check(c, c.At(at, "RefreshSchedule"))
	}
	if s.Type != nil {
		c.Enum(*s.Type, c.At(at, "Type"), enumDashboardType)
	}
	for i, e := range s.Widgets {
		e.Check(c, c.Item(c.At(at, "Widgets"), i))
	}
}

// UpdateEventDataStoreRequest is the API's UpdateEventDataStoreRequest.
type UpdateEventDataStoreRequest struct {
	AdvancedEventSelectors       []AdvancedEventSelector `json:"AdvancedEventSelectors,omitzero"`
	BillingMode                  *string                 `json:"BillingMode,omitzero"`
	EventDataStore               *string                 `json:"EventDataStore,omitzero"`
	KmsKeyId                     *string                 `json:"KmsKeyId,omitzero"`
	MultiRegionEnabled           *bool                   `json:"MultiRegionEnabled,omitzero"`
	Name                         *string                 `json:"Name,omitzero"`
	OrganizationEnabled          *bool                   `json:"OrganizationEnabled,omitzero"`
	RetentionPeriod              *int32                  `json:"RetentionPeriod,omitzero"`
	TerminationProtectionEnabled *bool                   `json:"TerminationProtectionEnabled,omitzero"`
}

// Check notes the members that the API does not take.
func (s *UpdateEventDataStoreRequest) Check(c *wire.Check, at string) {
	for i, e := range s.AdvancedEventSelectors {
		e.Check(c, c.Item(c.At(at, "AdvancedEventSelectors"), i))
	}
	if s.BillingMode != nil {
		c.Enum(*s.BillingMode, c.At(at, "BillingMode"), enumBillingMode)
	}
	c.Required(s.EventDataStore != nil, c.At(at, "EventDataStore"))
	if s.EventDataStore != nil {
		c.Length(*s.EventDataStore, c.At(at, "EventDataStore"), 3, 256)
		c.Matches(*s.EventDataStore, c.At(at, "EventDataStore"), &patterns[3])
	}
	if s.KmsKeyId != nil {
		c.Length(*s.KmsKeyId, c.At(at, "KmsKeyId"), 1, 350)
		c.Matches(*s.KmsKeyId, c.At(at, "KmsKeyId"), &patterns[3])
	}
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 3, 128)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[6])
	}
	if s.RetentionPeriod != nil {
		c.AtLeast(float64(*s.RetentionPeriod), c.At(at, "RetentionPeriod"), 7)
		c.AtMost(float64(*s.RetentionPeriod), c.At(at, "RetentionPeriod"), 3653)
	}
}

// UpdateEventDataStoreResponse is the API's UpdateEventDataStoreResponse.
type UpdateEventDataStoreResponse struct {
	AdvancedEventSelectors       []AdvancedEventSelector `json:"AdvancedEventSelectors,omitzero"`
	BillingMode                  *string                 `json:"BillingMode,omitzero"`
	CreatedTimestamp             *wire.Time              `json:"CreatedTimestamp,omitzero"`
	EventDataStoreArn            *string                 `json:"EventDataStoreArn,omitzero"`
	FederationRoleArn            *string                 `json:"FederationRoleArn,omitzero"`
	FederationStatus             *string                 `json:"FederationStatus,omitzero"`
	KmsKeyId                     *string                 `json:"KmsKeyId,omitzero"`
	MultiRegionEnabled           *bool                   `json:"MultiRegionEnabled,omitzero"`
	Name                         *string                 `json:"Name,omitzero"`
	OrganizationEnabled          *bool                   `json:"OrganizationEnabled,omitzero"`
	RetentionPeriod              *int32                  `json:"RetentionPeriod,omitzero"`
	Status                       *string                 `json:"Status,omitzero"`
	TerminationProtectionEnabled *bool                   `json:"TerminationProtectionEnabled,omitzero"`
	UpdatedTimestamp             *wire.Time              `json:"UpdatedTimestamp,omitzero"`
}

// Check notes the members that the API does not take.
func (s *UpdateEventDataStoreResponse) Check(c *wire.Check, at string) {
	for i, e := range s.AdvancedEventSelectors {
		e.Check(c, c.Item(c.At(at, "AdvancedEventSelectors"), i))
	}
	if s.BillingMode != nil {
		c.Enum(*s.BillingMode, c.At(at, "BillingMode"), enumBillingMode)
	}
	if s.EventDataStoreArn != nil {
		c.Length(*s.EventDataStoreArn, c.At(at, "EventDataStoreArn"), 3, 256)
		c.Matches(*s.EventDataStoreArn, c.At(at, "EventDataStoreArn"), &patterns[3])
	}
	if s.FederationRoleArn != nil {
		c.Length(*s.FederationRoleArn, c.At(at, "FederationRoleArn"), 3, 125)
		c.Matches(*s.FederationRoleArn, c.At(at, "FederationRoleArn"), &patterns[13])
	}
	if s.FederationStatus != nil {
		c.Enum(*s.FederationStatus, c.At(at, "FederationStatus"), enumFederationStatus)
	}
	if s.KmsKeyId != nil {
		c.Length(*s.KmsKeyId, c.At(at, "KmsKeyId"), 1, 350)
		c.Matches(*s.KmsKeyId, c.At(at, "KmsKeyId"), &patterns[3])
	}
	if s.Name != nil {
		c.Length(*s.Name, c.At(at, "Name"), 3, 128)
		c.Matches(*s.Name, c.At(at, "Name"), &patterns[6])
	}
	if s.RetentionPeriod != nil {
		c.AtLeast(float64(*s.RetentionPeriod), c.At(at, "RetentionPeriod"), 7)
		c.AtMost(float64(*s.RetentionPeriod), c.At(at, "RetentionPeriod"), 3653)
	}
	if s.Status != nil {
		c.Enum(*s.Status, c.At(at, "Status"), enumEventDataStoreStatus)
	}
}

// Widget is the API's Widget.
type Widget struct {
	QueryAlias      *string           `json:"QueryAlias,omitzero"`
	QueryParameters []string          `json:"QueryParameters,omitzero"`
	QueryStatement  *string           `json:"QueryStatement,omitzero"`
	ViewProperties  map[string]string `json:"ViewProperties,omitzero"`
}

// Check notes the members that the API does not take.
func (s *Widget) Check(c *wire.Check, at string) {
	if s.QueryAlias != nil {
		c.Length(*s.QueryAlias, c.At(at, "QueryAlias"), 1, 256)
		c.Matches(*s.QueryAlias, c.At(at, "QueryAlias"), &patterns[8])
	}
	if s.QueryParameters != nil {
		c.Size(len(s.QueryParameters), c.At(at, "QueryParameters"), 1, 10)
	}
	for i, e := range s.QueryParameters {
		c.Length(e, c.Item(c.At(at, "QueryParameters"), i), 1, 1024)
		c.Matches(e, c.Item(c.At(at, "QueryParameters"), i), &patterns[0])
	}
	if s.QueryStatement != nil {
		c.Length(*s.QueryStatement, c.At(at, "QueryStatement"), 1, 10000)
		c.Matches(*s.QueryStatement, c.At(at, "QueryStatement"), &patterns[11])
	}
	for k, e := range s.ViewProperties {
		_, _ = k, e
		c.Length(k, c.Key(c.At(at, "ViewProperties"), k), 3, 128)
		c.Matches(k, c.Key(c.At(at, "ViewProperties"), k), &patterns[6])
		c.Length(e, c.Value(c.At(at, "ViewProperties"), k), 1, 128)
		c.Matches(e, c.Value(c.At(at, "ViewProperties"), k), &patterns[16])
	}
}

var patterns = [...]wire.Pattern{
	{Text: ".*"},
	{Text: ".+"},
	{Text: "[\\w|\\d|\\.|_]+"},
	{Text: "^[a-zA-Z0-9._/\\-:]+$"},
	{Text: "\\d+"},
	{Text: "^[a-f0-9\\-]+$"},
	{Text: "^[a-zA-Z0-9._\\-]+$"},
	{Text: "^[a-zA-Z0-9_\\-]+$"},
	{Text: "^[a-zA-Z][a-zA-Z0-9._\\-]*$"},
	{Text: "s3://[a-z0-9][\\.\\-a-z0-9]{1,61}[a-z0-9](/.*)?"},
	{Text: "^[ -~\\n]*$"},
	{Text: "(?s).*"},
	{Text: "^[a-zA-Z0-9._/\\-:*]+$"},
	{Text: "^[a-zA-Z0-9._/\\-:@=\\+,\\.]+$"},
	{Text: "[\\x{0020}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}\\t]*"},
	{Text: "^[0-9]{2}:[0-9]{2}"},
	{Text: "^[a-zA-Z0-9._\\- ]+$"},
	{Text: "^[a-zA-Z0-9._/\\-:$]+$"},
}
