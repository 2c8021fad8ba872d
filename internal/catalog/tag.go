package catalog

import "context"

// Tag is a tag of a resource.
type Tag struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// Tags keeps tags, and Policies resource policies. A resource goes by the end of its ARN, as in eventdatastore/ID, so that both
// stay when Tarn is given another home.
type Tags interface {
	// Tags lists a resource's tags by their keys.
	Tags(ctx context.Context, resource string) ([]Tag, error)
	// SetTags replaces all of them.
	SetTags(ctx context.Context, resource string, tags []Tag) error
}

// Policies keeps the policies of resources, JSON text.
type Policies interface {
	// Policy is empty where the resource has none.
	Policy(ctx context.Context, resource string) (string, error)
	// SetPolicy with an empty text takes it away.
	SetPolicy(ctx context.Context, resource, policy string) error
}
