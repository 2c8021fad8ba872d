package glue

import (
	"context"
	"hash/fnv"
	"strings"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/wire"
	wireglue "tarn/internal/awsapi/wire/glue"
	"tarn/internal/catalog"
)

func (s *service) partitionOperations() map[string]awsapi.Operation {
	op := wireglue.Operations
	return map[string]awsapi.Operation{
		"GetPartition":         {Model: op["GetPartition"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.getPartition)},
		"GetPartitions":        {Model: op["GetPartitions"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.getPartitions)},
		"BatchGetPartition":    {Model: op["BatchGetPartition"], Access: auth.List, ReadOnly: true, Do: awsapi.Do(s.batchGetPartition)},
		"CreatePartition":      {Model: op["CreatePartition"], Access: auth.Write, Do: awsapi.Do(s.createPartition)},
		"BatchCreatePartition": {Model: op["BatchCreatePartition"], Access: auth.Write, Do: awsapi.Do(s.batchCreatePartition)},
		"UpdatePartition":      {Model: op["UpdatePartition"], Access: auth.Write, Do: awsapi.Do(s.updatePartition)},
		"DeletePartition":      {Model: op["DeletePartition"], Access: auth.Write, Do: awsapi.Do(s.deletePartition)},
		"BatchDeletePartition": {Model: op["BatchDeletePartition"], Access: auth.Write, Do: awsapi.Do(s.batchDeletePartition)},
	}
}

func shownPartition(c *awsapi.Call, t catalog.Table, p catalog.Partition) wireglue.Partition {
	return wireglue.Partition{
		CatalogId: &c.Home.Account, DatabaseName: &t.Database, TableName: &t.Name, Values: p.Values, StorageDescriptor: shownStorage(p.Storage),
		Parameters: p.Parameters, CreationTime: wire.At(p.Created), LastAccessTime: wire.At(p.Accessed), LastAnalyzedTime: wire.At(p.Analyzed),
	}
}

// valued checks that there is a value for each key.
func valued(t catalog.Table, values []string) error {
	if len(values) != len(t.PartitionKeys) {
		return invalid("The number of partition keys do not match the number of partition values: %d keys, %d values", len(t.PartitionKeys), len(values))
	}
	return nil
}

// partitionOf is a partition as a request has it.
func (s *service) partitionOf(c *awsapi.Call, t catalog.Table, in *wireglue.PartitionInput) (catalog.Partition, error) {
	if in == nil {
		return catalog.Partition{}, invalid("PartitionInput is missing")
	}
	p := catalog.Partition{Values: in.Values, Parameters: in.Parameters, Created: s.Now().UTC(), Accessed: at(in.LastAccessTime), Analyzed: at(in.LastAnalyzedTime)}
	if err := valued(t, p.Values); err != nil {
		return p, err
	}
	var err error
	if p.Storage, err = storageOf(in.StorageDescriptor); err != nil {
		return p, err
	}
	return p, s.place(c, p.Storage.Location)
}

func (s *service) getPartition(ctx context.Context, c *awsapi.Call, in *wireglue.GetPartitionRequest) (*wireglue.GetPartitionResponse, error) {
	t, err := s.table(ctx, c, in.CatalogId, in.DatabaseName, in.TableName)
	if err != nil {
		return nil, err
	}
	if err := valued(t, in.PartitionValues); err != nil {
		return nil, err
	}
	p, err := s.Data.Partition(ctx, t, in.PartitionValues)
	if err != nil {
		return nil, failure(err)
	}
	return &wireglue.GetPartitionResponse{Partition: new(shownPartition(c, t, p))}, nil
}

// segment tells which of the segments of a parallel read a partition is in.
func segment(values []string, of int32) int32 {
	h := fnv.New32a()
	h.Write([]byte(strings.Join(values, "\x00")))
	return int32(h.Sum32() % uint32(of))
}

func (s *service) getPartitions(ctx context.Context, c *awsapi.Call, in *wireglue.GetPartitionsRequest) (*wireglue.GetPartitionsResponse, error) {
	if err := past(in.TransactionId, in.QueryAsOfTime); err != nil {
		return nil, err
	}
	t, err := s.readable(ctx, c, in.CatalogId, in.DatabaseName, in.TableName)
	if err != nil {
		return nil, err
	}
	holds, err := parseCondition(wire.Value(in.Expression), t)
	if err != nil {
		return nil, err
	}
	what := []string{"partitions", t.ID, wire.Value(in.Expression)}
	after, err := open(in.NextToken, what...)
	if err != nil {
		return nil, err
	}
	out := &wireglue.GetPartitionsResponse{Partitions: []wireglue.Partition{}}
	n := most(in.MaxResults, 1000)
	err = s.Data.Partitions(ctx, t, nil, after, func(p catalog.Partition) (bool, error) {
		switch {
		case len(p.Values) != len(t.PartitionKeys) && in.Expression != nil, holds(p.Values) != yes:
			return true, nil
		case in.Segment != nil && wire.Value(in.Segment.TotalSegments) > 0 && segment(p.Values, *in.Segment.TotalSegments) != wire.Value(in.Segment.SegmentNumber):
			return true, nil
		case len(out.Partitions) == n:
			out.NextToken = wire.SealToken(out.Partitions[n-1].Values, what...)
			return false, nil
		}
		shown := shownPartition(c, t, p)
		if wire.Value(in.ExcludeColumnSchema) {
			shown.StorageDescriptor.Columns = nil
		}
		out.Partitions = append(out.Partitions, shown)
		return true, nil
	})
	return out, err
}

func (s *service) batchGetPartition(ctx context.Context, c *awsapi.Call, in *wireglue.BatchGetPartitionRequest) (*wireglue.BatchGetPartitionResponse, error) {
	t, err := s.table(ctx, c, in.CatalogId, in.DatabaseName, in.TableName)
	if err != nil {
		return nil, err
	}
	out := &wireglue.BatchGetPartitionResponse{Partitions: []wireglue.Partition{}, UnprocessedKeys: []wireglue.PartitionValueList{}}
	for _, k := range in.PartitionsToGet {
		if err := valued(t, k.Values); err != nil {
			return nil, err
		}
		p, err := s.Data.Partition(ctx, t, k.Values)
		if detail, fatal := detailOf(failure(err)); fatal != nil {
			return nil, fatal
		} else if detail == nil { // one that is not there is left out
			out.Partitions = append(out.Partitions, shownPartition(c, t, p))
		}
	}
	return out, nil
}

func (s *service) createPartition(ctx context.Context, c *awsapi.Call, in *wireglue.CreatePartitionRequest) (*wireglue.CreatePartitionResponse, error) {
	t, err := s.table(ctx, c, in.CatalogId, in.DatabaseName, in.TableName)
	if err != nil {
		return nil, err
	}
	p, err := s.partitionOf(c, t, in.PartitionInput)
	if err != nil {
		return nil, err
	}
	return &wireglue.CreatePartitionResponse{}, failure(s.Data.AddPartition(ctx, t, p))
}

func (s *service) batchCreatePartition(ctx context.Context, c *awsapi.Call, in *wireglue.BatchCreatePartitionRequest) (*wireglue.BatchCreatePartitionResponse, error) {
	t, err := s.table(ctx, c, in.CatalogId, in.DatabaseName, in.TableName)
	if err != nil {
		return nil, err
	}
	out := &wireglue.BatchCreatePartitionResponse{Errors: []wireglue.PartitionError{}}
	for i := range in.PartitionInputList {
		p, err := s.partitionOf(c, t, &in.PartitionInputList[i])
		if err == nil {
			err = failure(s.Data.AddPartition(ctx, t, p))
		}
		if detail, fatal := detailOf(err); fatal != nil {
			return nil, fatal
		} else if detail != nil {
			out.Errors = append(out.Errors, wireglue.PartitionError{PartitionValues: p.Values, ErrorDetail: detail})
		}
	}
	return out, nil
}

func (s *service) updatePartition(ctx context.Context, c *awsapi.Call, in *wireglue.UpdatePartitionRequest) (*wireglue.UpdatePartitionResponse, error) {
	t, err := s.table(ctx, c, in.CatalogId, in.DatabaseName, in.TableName)
	if err != nil {
		return nil, err
	}
	if err := valued(t, in.PartitionValueList); err != nil {
		return nil, err
	}
	p, err := s.partitionOf(c, t, in.PartitionInput)
	if err != nil {
		return nil, err
	}
	old, err := s.Data.Partition(ctx, t, in.PartitionValueList)
	if err != nil {
		return nil, failure(err)
	}
	p.Created = old.Created
	return &wireglue.UpdatePartitionResponse{}, failure(s.Data.SetPartition(ctx, t, in.PartitionValueList, p))
}

func (s *service) deletePartition(ctx context.Context, c *awsapi.Call, in *wireglue.DeletePartitionRequest) (*wireglue.DeletePartitionResponse, error) {
	t, err := s.table(ctx, c, in.CatalogId, in.DatabaseName, in.TableName)
	if err != nil {
		return nil, err
	}
	if err := valued(t, in.PartitionValues); err != nil {
		return nil, err
	}
	return &wireglue.DeletePartitionResponse{}, failure(s.Data.RemovePartition(ctx, t, in.PartitionValues))
}

func (s *service) batchDeletePartition(ctx context.Context, c *awsapi.Call, in *wireglue.BatchDeletePartitionRequest) (*wireglue.BatchDeletePartitionResponse, error) {
	t, err := s.table(ctx, c, in.CatalogId, in.DatabaseName, in.TableName)
	if err != nil {
		return nil, err
	}
	out := &wireglue.BatchDeletePartitionResponse{Errors: []wireglue.PartitionError{}}
	for _, p := range in.PartitionsToDelete {
		err := valued(t, p.Values)
		if err == nil {
			err = failure(s.Data.RemovePartition(ctx, t, p.Values))
		}
		if detail, fatal := detailOf(err); fatal != nil {
			return nil, fatal
		} else if detail != nil {
			out.Errors = append(out.Errors, wireglue.PartitionError{PartitionValues: p.Values, ErrorDetail: detail})
		}
	}
	return out, nil
}
