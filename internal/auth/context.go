package auth

import "context"

type keyOf struct{}

// With notes in a context for whose sake work is done.
func With(ctx context.Context, k Key) context.Context { return context.WithValue(ctx, keyOf{}, k) }

// From gives the key for whose sake work is done, and whether one was noted.
func From(ctx context.Context) (Key, bool) {
	k, ok := ctx.Value(keyOf{}).(Key)
	return k, ok
}
