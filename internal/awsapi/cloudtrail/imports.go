package cloudtrail

import (
	"context"
	"errors"
	"slices"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wirect "tarn/internal/awsapi/wire/cloudtrail"
	"tarn/internal/catalog"
	"tarn/internal/imports"
	"tarn/internal/objects"
)

func (s *service) importOperations() map[string]awsapi.Operation {
	return map[string]awsapi.Operation{
		"StartImport":        {Model: wirect.Operations["StartImport"], Access: auth.Put, Do: awsapi.Do(s.startImport)},
		"StopImport":         {Model: wirect.Operations["StopImport"], Access: auth.Put, Do: awsapi.Do(s.stopImport)},
		"GetImport":          {Model: wirect.Operations["GetImport"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.getImport)},
		"ListImports":        {Model: wirect.Operations["ListImports"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.listImports)},
		"ListImportFailures": {Model: wirect.Operations["ListImportFailures"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.listImportFailures)},
	}
}

func (s *service) startImport(ctx context.Context, c *awsapi.Call, in *wirect.StartImportRequest) (*wirect.StartImportResponse, error) {
	var i imports.Import
	var err error
	if in.ImportId != nil {
		i, err = s.retryImport(ctx, c, in)
	} else {
		i, err = s.newImport(ctx, c, in)
	}
	if err != nil {
		return nil, importError(err)
	}
	return &wirect.StartImportResponse{
		ImportId: &i.ID, Destinations: []string{storeARN(c.Home, i.Store)}, ImportSource: importSource(i), ImportStatus: new(string(i.Status)),
		StartEventTime: wire.At(i.From), EndEventTime: wire.At(i.To), CreatedTimestamp: wire.At(i.Created), UpdatedTimestamp: wire.At(i.Updated),
	}, nil
}

// retryImport runs an import again that failed or was stopped.
func (s *service) retryImport(ctx context.Context, c *awsapi.Call, in *wirect.StartImportRequest) (imports.Import, error) {
	if in.Destinations != nil || in.ImportSource != nil || in.StartEventTime != nil || in.EndEventTime != nil {
		return imports.Import{}, wire.Fail("InvalidParameterException", "With ImportId, an import is retried: leave the other parameters out.")
	}
	i, err := s.oneImport(ctx, c, *in.ImportId)
	if err != nil {
		return i, err
	}
	if err := s.mayImport(c, i.URI); err != nil {
		return i, err
	}
	if _, err := s.importable(ctx, c, i.Store); err != nil {
		return i, err
	}
	return s.Imports.Retry(ctx, i.ID)
}

func (s *service) newImport(ctx context.Context, c *awsapi.Call, in *wirect.StartImportRequest) (imports.Import, error) {
	var i imports.Import
	if len(in.Destinations) != 1 || in.ImportSource == nil {
		return i, wire.Fail("InvalidParameterException", "A new import needs Destinations, one event data store, and ImportSource.")
	}
	from := in.ImportSource.S3
	i = imports.Import{URI: *from.S3LocationUri, Region: *from.S3BucketRegion, Role: *from.S3BucketAccessRoleArn}
	if in.StartEventTime != nil {
		i.From = in.StartEventTime.UTC()
	}
	if in.EndEventTime != nil {
		i.To = in.EndEventTime.UTC()
	}
	if !i.From.IsZero() && !i.To.IsZero() && i.To.Before(i.From) {
		return i, wire.Fail("InvalidParameterException", "EndEventTime lies before StartEventTime.")
	}
	e, err := s.importable(ctx, c, in.Destinations[0])
	if err != nil {
		return i, err
	}
	i.Store = e.ID
	name, _, ok := objects.Split(i.URI)
	if !ok {
		return i, wire.Fail("InvalidImportSourceException", "The source %q is not valid: give s3://bucket/prefix.", i.URI)
	}
	if err := s.mayImport(c, i.URI); err != nil {
		return i, err
	}
	if s.Buckets.Own(name) {
		if _, err := s.Buckets.Open(ctx, name); err != nil {
			return i, wire.Fail("InvalidImportSourceException", "The source bucket %s is not there: %v.", name, err)
		}
	}
	return s.Imports.Start(ctx, i)
}

// mayImport refuses places that the key's role may not read.
func (s *service) mayImport(c *awsapi.Call, uri string) error {
	if err := s.Buckets.Allowed(c.Key, objects.Read, uri); err != nil {
		return wire.Fail("AccessDeniedException", "User: %s is not authorized to read the import's source: %v", c.Principal(), err)
	}
	return nil
}

// importable finds a store that events of trails can be brought into.
func (s *service) importable(ctx context.Context, c *awsapi.Call, name string) (catalog.EventDataStore, error) {
	e, err := s.store(ctx, c, name)
	switch {
	case err != nil:
	case e.BuiltIn:
		err = wire.Fail("OperationNotPermittedException", "The event data store %s is Tarn's own.", e.Name)
	case !takesAny(e.Selectors, live):
		err = wire.Fail("InvalidEventDataStoreCategoryException", "The event data store %s does not take events of the category Management, Data or NetworkActivity, which trails deliver.", e.Name)
	}
	return e, err
}

// oneImport finds an import that the key may see.
func (s *service) oneImport(ctx context.Context, c *awsapi.Call, id string) (imports.Import, error) {
	i, err := s.Imports.Get(ctx, id)
	if err == nil && !c.Key.MayRead(i.Store) {
		err = awsapi.Denied(c, storeARN(c.Home, i.Store))
	}
	return i, importError(err)
}

func (s *service) stopImport(ctx context.Context, c *awsapi.Call, in *wirect.StopImportRequest) (*wirect.StopImportResponse, error) {
	i, err := s.oneImport(ctx, c, *in.ImportId)
	if err != nil {
		return nil, err
	}
	if i, err = s.Imports.Stop(ctx, i.ID); err != nil {
		return nil, importError(err)
	}
	out := wirect.StopImportResponse(*importShape(c, i))
	return &out, nil
}

func (s *service) getImport(ctx context.Context, c *awsapi.Call, in *wirect.GetImportRequest) (*wirect.GetImportResponse, error) {
	i, err := s.oneImport(ctx, c, *in.ImportId)
	if err != nil {
		return nil, err
	}
	return importShape(c, i), nil
}

func importShape(c *awsapi.Call, i imports.Import) *wirect.GetImportResponse {
	n := i.Statistics
	return &wirect.GetImportResponse{
		ImportId: &i.ID, Destinations: []string{storeARN(c.Home, i.Store)}, ImportSource: importSource(i), ImportStatus: new(string(i.Status)),
		StartEventTime: wire.At(i.From), EndEventTime: wire.At(i.To), CreatedTimestamp: wire.At(i.Created), UpdatedTimestamp: wire.At(i.Updated),
		ImportStatistics: &wirect.ImportStatistics{
			PrefixesFound: &n.PrefixesFound, PrefixesCompleted: &n.PrefixesCompleted, FilesCompleted: &n.FilesCompleted,
			EventsCompleted: &n.EventsCompleted, FailedEntries: &n.FailedEntries,
		},
	}
}

func importSource(i imports.Import) *wirect.ImportSource {
	return &wirect.ImportSource{S3: &wirect.S3ImportSource{S3LocationUri: new(i.URI), S3BucketRegion: new(i.Region), S3BucketAccessRoleArn: new(i.Role)}}
}

func (s *service) listImports(ctx context.Context, c *awsapi.Call, in *wirect.ListImportsRequest) (*wirect.ListImportsResponse, error) {
	store := ""
	if in.Destination != nil {
		id, ok := idOf(c.Home, storeResource, *in.Destination)
		if !ok {
			return nil, wire.Fail("EventDataStoreARNInvalidException", "The specified event data store ARN is not valid: %s", *in.Destination)
		}
		store = id
	}
	status := wire.ValueOr(in.ImportStatus, "")
	all, err := s.Imports.List(ctx)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(i imports.Import) bool {
		return store != "" && i.Store != store || status != "" && string(i.Status) != status || !c.Key.MayRead(i.Store)
	})
	p := pages[imports.Import]{asked: "ListImports\x00" + store + "\x00" + status, most: 100, bad: "InvalidNextTokenException", key: func(i imports.Import) string {
		return i.Created.UTC().Format("20060102150405.000000") + i.ID
	}}
	page, next, err := p.page(all, in.MaxResults, in.NextToken)
	if err != nil {
		return nil, err
	}
	out := &wirect.ListImportsResponse{Imports: []wirect.ImportsListItem{}, NextToken: next}
	for _, i := range page {
		out.Imports = append(out.Imports, wirect.ImportsListItem{
			ImportId: new(i.ID), ImportStatus: new(string(i.Status)), Destinations: []string{storeARN(c.Home, i.Store)},
			CreatedTimestamp: wire.At(i.Created), UpdatedTimestamp: wire.At(i.Updated),
		})
	}
	return out, nil
}

func (s *service) listImportFailures(ctx context.Context, c *awsapi.Call, in *wirect.ListImportFailuresRequest) (*wirect.ListImportFailuresResponse, error) {
	i, err := s.oneImport(ctx, c, *in.ImportId)
	if err != nil {
		var f *wire.Error
		if errors.As(err, &f) && f.Code == "ImportNotFoundException" {
			f.Code = "InvalidParameterException" // which is what the operation declares
		}
		return nil, err
	}
	failures, err := s.Imports.Failures(ctx, i.ID)
	if err != nil {
		return nil, err
	}
	p := pages[imports.Failure]{asked: "ListImportFailures\x00" + i.ID, most: 100, bad: "InvalidNextTokenException", key: func(f imports.Failure) string { return sortable(f.Number) }}
	page, next, err := p.page(failures, in.MaxResults, in.NextToken)
	if err != nil {
		return nil, err
	}
	out := &wirect.ListImportFailuresResponse{Failures: []wirect.ImportFailureListItem{}, NextToken: next}
	for _, f := range page {
		out.Failures = append(out.Failures, wirect.ImportFailureListItem{
			Location: new(f.Location), Status: new(f.Status), ErrorType: new(f.Type), ErrorMessage: new(f.Message), LastUpdatedTime: wire.At(f.Updated),
		})
	}
	return out, nil
}

func importError(err error) error {
	switch {
	case errors.Is(err, imports.ErrNotFound):
		return wire.Fail("ImportNotFoundException", "The specified import was not found.")
	case errors.Is(err, imports.ErrBusy):
		return wire.Fail("AccountHasOngoingImportException", "An import is running: one runs at a time. Wait for its end, or stop it.")
	case errors.Is(err, imports.ErrEnded):
		return wire.Fail("InvalidParameterException", "The import has come to its end.")
	}
	return err
}
