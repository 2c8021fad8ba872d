package sts_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	client "github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"

	"tarn/internal/auth"
	"tarn/internal/awsapi"
	"tarn/internal/awsapi/sts"
	"tarn/internal/awsapi/wire"
)

type record struct{ calls []string }

func (*record) Before(context.Context, *awsapi.Call) error { return nil }

func (r *record) After(_ context.Context, c *awsapi.Call, _ wire.Shape, _ any, failed *wire.Error) error {
	code := ""
	if failed != nil {
		code = failed.Code
	}
	r.calls = append(r.calls, strings.TrimSpace(c.Service.Name+" "+c.Operation+" "+c.Key.Name+" "+code))
	return nil
}

func TestWhoAmI(t *testing.T) {
	key := auth.Key{ID: "TARNAAAAAAAAAAAAAAAA", Secret: "secret", Name: "alice", Role: auth.Ingest}
	calls := &record{}
	server := httptest.NewServer(&sts.Face{Home: awsapi.Home{Account: "123456789012", Region: "eu-central-1"}, Record: calls, Log: slog.New(slog.DiscardHandler),
		Keys: func(_ context.Context, id string) (auth.Key, error) {
			if id != key.ID {
				return auth.Key{}, auth.ErrKeyNotFound
			}
			return key, nil
		}})
	defer server.Close()
	with := func(id, secret string) *client.Client {
		return client.New(client.Options{BaseEndpoint: &server.URL, Region: "eu-west-1", Credentials: credentials.NewStaticCredentialsProvider(id, secret, ""), RetryMaxAttempts: 1})
	}
	out, err := with(key.ID, key.Secret).GetCallerIdentity(t.Context(), &client.GetCallerIdentityInput{})
	if err != nil {
		t.Fatal(err)
	}
	if aws.ToString(out.Arn) != "arn:aws:iam::123456789012:user/alice" || aws.ToString(out.Account) != "123456789012" || aws.ToString(out.UserId) != key.ID {
		t.Errorf("%s %s %s", *out.Arn, *out.Account, *out.UserId)
	}
	role := "arn:aws:iam::123456789012:role/x"
	_, err = with(key.ID, key.Secret).AssumeRole(t.Context(), &client.AssumeRoleInput{RoleArn: &role, RoleSessionName: aws.String("abc")})
	if text := code(err); text != "InvalidAction" || !strings.Contains(err.Error(), "AssumeRole") {
		t.Error(err)
	}
	for _, c := range [][3]string{{key.ID, "wrong", "SignatureDoesNotMatch"}, {"TARNBBBBBBBBBBBBBBBB", "secret", "InvalidClientTokenId"}} {
		if _, err := with(c[0], c[1]).GetCallerIdentity(t.Context(), &client.GetCallerIdentityInput{}); code(err) != c[2] {
			t.Errorf("%v, want %s", err, c[2])
		}
	}
	if want := []string{"sts GetCallerIdentity alice", "sts AssumeRole alice InvalidAction"}; !slices.Equal(calls.calls, want) {
		t.Errorf("recorded: %q", calls.calls)
	}
}

func code(err error) string {
	var api smithy.APIError
	if errors.As(err, &api) {
		return api.ErrorCode()
	}
	return ""
}
