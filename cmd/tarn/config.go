package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"github.com/dustin/go-humanize"

	"tarn/internal/account"
	"tarn/internal/auth"
	"tarn/internal/blob"
	"tarn/internal/definition"
	"tarn/internal/lake"
)

// config is tarn.yaml. Unknown keys are refused, with line and column. docs/configuration.md is made from these comments.
type config struct {
	// Data is the data directory.
	Data string `yaml:"data"`
	// Lake says where tables keep their files.
	Lake lakeConfig `yaml:"lake"`
	// Converted sets what is kept of files that tables of databases read.
	Converted convertedConfig `yaml:"converted"`
	// Import sets how logs are read.
	Import importConfig `yaml:"import"`
	// Query sets how statements run.
	Query queryConfig `yaml:"query"`
	// Engine is what runs statements: duckdb, within this program, or trino, a cluster that reads the lake through tarn up; duckdb by default.
	Engine string `yaml:"engine"`
	// Trino says where the cluster is.
	Trino trinoConfig `yaml:"trino"`
	// Server sets what tarn up serves.
	Server serverConfig `yaml:"server"`
	// Log says what tarn up writes on stderr.
	Log logConfig `yaml:"log"`
	// Home says what part of AWS Tarn stands for.
	Home homeConfig `yaml:"home"`
	// S3 names buckets that are real ones of S3: results and tables can be kept there; a bucket that is not named is Tarn's own.
	S3 []bucketConfig `yaml:"s3"`
	// Places are what requests of a role may name in buckets; a role that none lists may use Tarn's own buckets where it is admin or analyst, and no other.
	Places []placeConfig `yaml:"places"`
	// Jobs is a folder with files of jobs, beside the folder jobs of the data directory.
	Jobs string `yaml:"jobs"`
	// Delivery says who delivers logs: tarn source check looks for them, and tarn setup has them delivered.
	Delivery deliveryConfig `yaml:"delivery"`
	// Accounts are names of AWS accounts by their IDs in quotation marks, as in "111122223333": prod; they stand beside the IDs, and go before those of tarn account import.
	Accounts account.Names `yaml:"accounts"`
	// Alerts sets how rules are evaluated, and who is told.
	Alerts alertsConfig `yaml:"alerts"`
	// Notifiers are where messages are sent to. Addresses that are secrets, and secrets, are in environment variables or files.
	Notifiers []notifierConfig `yaml:"notifiers"`
	// LookupStore is the name or ID of the event data store that LookupEvents looks into; by default the one called cloudtrail, or else the oldest.
	LookupStore string `yaml:"lookup_store"`
}

type alertsConfig struct {
	// Folder has files of rules, beside the folder alerts of the data directory.
	Folder string `yaml:"folder"`
	// Notifiers are the names of those that are told by rules that name none.
	Notifiers []string `yaml:"notifiers"`
	// Console is the console's address as people reach it, as in https://tarn.example.com, for the links of messages; without it they have none.
	Console string `yaml:"console"`
	// Language is that of messages' titles, en, ko or ja; en by default.
	Language string `yaml:"language"`
	// Parameters are values of rules' parameters by the rule's name, in place of those of its file.
	Parameters map[string]map[string]any `yaml:"parameters"`
	// Off has no rule evaluated, no dashboard reported, and no message sent.
	Off bool `yaml:"off"`
}

type notifierConfig struct {
	// Name is what rules call it.
	Name string `yaml:"name"`
	// Type is slack, webhook, email, sns or eventbridge.
	Type string `yaml:"type"`
	// URLEnv is the environment variable with the address of a webhook or of Slack's incoming webhook.
	URLEnv string `yaml:"url_env"`
	// URLFile is a file with it instead.
	URLFile string `yaml:"url_file"`
	// SecretEnv is the environment variable with the secret that a webhook's messages are signed with.
	SecretEnv string `yaml:"secret_env"`
	// SecretFile is a file with it instead.
	SecretFile string `yaml:"secret_file"`
	// Allow lists networks of the inside that the webhook may reach, as in 10.20.0.0/16: others than those of the open internet are refused.
	Allow []string `yaml:"allow"`
	// Server is the mail server, as in smtp.example.com:587.
	Server string `yaml:"server"`
	// TLS is starttls, tls or none; starttls by default.
	TLS string `yaml:"tls"`
	// User is who logs in at the mail server; by default nobody does.
	User string `yaml:"user"`
	// PasswordEnv is the environment variable with the user's password.
	PasswordEnv string `yaml:"password_env"`
	// PasswordFile is a file with it instead.
	PasswordFile string `yaml:"password_file"`
	// From is the sender's mail address.
	From string `yaml:"from"`
	// To are the receivers' mail addresses.
	To []string `yaml:"to"`
	// TopicARN is the topic of SNS.
	TopicARN string `yaml:"topic_arn"`
	// JSON has SNS get the message as JSON, as a webhook does, and not as a text.
	JSON bool `yaml:"json"`
	// Bus is the name or the ARN of EventBridge's bus; default by default.
	Bus string `yaml:"bus"`
	// Region is that of SNS or EventBridge, where their ARN does not say it.
	Region string `yaml:"region"`
	// Profile is a name in the shared AWS configuration.
	Profile string `yaml:"profile"`
	// RoleARN is a role to assume.
	RoleARN string `yaml:"role_arn"`
	// ExternalID is what the role's trust policy asks for.
	ExternalID string `yaml:"external_id"`
	// EndpointURL is another server that answers as SNS or EventBridge.
	EndpointURL string `yaml:"endpoint_url"`
}

type bucketConfig struct {
	// Bucket is its name.
	Bucket string `yaml:"bucket"`
	// EndpointURL is another server that speaks S3.
	EndpointURL string `yaml:"endpoint_url"`
	// Region is the bucket's region; the bucket tells it where it is missing.
	Region string `yaml:"region"`
	// Profile is a name in the shared AWS configuration.
	Profile string `yaml:"profile"`
	// RoleARN is a role to assume.
	RoleARN string `yaml:"role_arn"`
	// ExternalID is what the role's trust policy asks for.
	ExternalID string `yaml:"external_id"`
}

type placeConfig struct {
	// Prefix is s3://bucket or s3://bucket/folder/, with all that is in it; s3:// stands for all buckets of Tarn's own.
	Prefix string `yaml:"prefix"`
	// Roles are those that may name it, of admin, analyst, ingest and auditor.
	Roles []auth.Role `yaml:"roles"`
	// ReadOnly allows reading only.
	ReadOnly bool `yaml:"read_only"`
}

type trinoConfig struct {
	// URL is the coordinator's address with the user, as in https://tarn@trino.example.com.
	URL string `yaml:"url"`
	// Catalog is what the cluster calls the catalog that tarn up serves; lake by default.
	Catalog string `yaml:"catalog"`
	// Token is the access token (a JWT) that the cluster asks for, if it does.
	Token string `yaml:"token"`
	// Certificate is a file with the certificate of the authority that vouches for the cluster, if it is one of your own.
	Certificate string `yaml:"certificate"`
}

type serverConfig struct {
	// Listen is the address of the AWS APIs; 127.0.0.1:8900 by default.
	Listen string `yaml:"listen"`
	// Console is the address of the Iceberg REST catalog; 127.0.0.1:8901 by default.
	Console string `yaml:"console"`
	// TLSCertificate is a file with the server's certificate and those of its authorities, in PEM; with it, both addresses are served with TLS.
	TLSCertificate string `yaml:"tls_certificate"`
	// TLSKey is the file with the certificate's private key, in PEM.
	TLSKey string `yaml:"tls_key"`
	// TLSSelfSigned makes a certificate of Tarn's own instead, and keeps it in the folder tls of the data directory.
	TLSSelfSigned bool `yaml:"tls_self_signed"`
	// PlainHTTP lets addresses that other machines reach be served without TLS: something in front of Tarn has it.
	PlainHTTP bool `yaml:"plain_http"`
	// Hosts are the names by which clients call the server, as in tarn.example.com, with all names below them; its addresses and this machine's name need not be listed.
	Hosts []string `yaml:"hosts"`
}

type logConfig struct {
	// Format is text or json; text by default.
	Format string `yaml:"format"`
	// Level is error, warn, info or debug; error by default, and info with --verbose.
	Level string `yaml:"level"`
}

type homeConfig struct {
	// Account is the account, of twelve digits, that ARNs have; by default the one whose logs were imported, if all are of one, and 000000000000 otherwise.
	Account string `yaml:"account"`
	// Region is the region that ARNs have; us-east-1 by default.
	Region string `yaml:"region"`
	// Organization is the ID of the organisation, as in o-exampleorgid; by default there is none.
	Organization string `yaml:"organization"`
}

type deliveryConfig struct {
	// Accounts are those whose logs are to come.
	Accounts []string `yaml:"accounts"`
	// Regions are those whose logs are to come.
	Regions []string `yaml:"regions"`
}

type lakeConfig struct {
	// Warehouse is s3://bucket/prefix, where new tables keep their files; by default they are in the data directory.
	Warehouse string `yaml:"warehouse"`
	// Cache is what the data directory may hold of the warehouse's data files, as in 50GB; 20GB by default.
	Cache string `yaml:"cache"`
	// Profile is a name in the shared AWS configuration.
	Profile string `yaml:"profile"`
	// RoleARN is a role to assume.
	RoleARN string `yaml:"role_arn"`
	// ExternalID is what the role's trust policy asks for.
	ExternalID string `yaml:"external_id"`
	// EndpointURL is another server that speaks S3.
	EndpointURL string `yaml:"endpoint_url"`
	// Region is the bucket's region; the bucket tells it where it is missing.
	Region string `yaml:"region"`
}

// open gives the lake's bucket, nil where there is none.
func (c lakeConfig) open() (*lake.Warehouse, error) {
	if c.Warehouse == "" {
		return nil, nil
	}
	w := &lake.Warehouse{URI: c.Warehouse}
	if c.Cache != "" {
		n, err := humanize.ParseBytes(c.Cache)
		if err != nil || n < 1_000_000 {
			return nil, usageError("lake.cache %q in tarn.yaml is not a size of at least 1 MB; write it as in 50GB", c.Cache)
		}
		w.Cache = int64(n)
	}
	o := blob.S3Options{Profile: c.Profile, RoleARN: c.RoleARN, ExternalID: c.ExternalID, EndpointURL: c.EndpointURL, Region: c.Region}
	w.Open = func(ctx context.Context) (blob.Storage, error) {
		s, _, err := blob.OpenStorage(ctx, c.Warehouse, o)
		return s, err
	}
	return w, nil
}

type convertedConfig struct {
	// Limit is what the data directory may hold of such files as Parquet, as in 50GB; 20GB by default. What was used longest ago goes first.
	Limit string `yaml:"limit"`
}

// bytes is the limit.
func (c convertedConfig) bytes() (int64, error) {
	if c.Limit == "" {
		return 20_000_000_000, nil
	}
	n, err := humanize.ParseBytes(c.Limit)
	if err != nil || n < 1_000_000 {
		return 0, usageError("converted.limit %q in tarn.yaml is not a size of at least 1 MB; write it as in 50GB", c.Limit)
	}
	return int64(n), nil
}

type importConfig struct {
	// Workers is the number of objects that are read at the same time; by default one a core, at most 4.
	Workers int `yaml:"workers"`
	// MaxRecord is the size in bytes from which a record goes to quarantine; 33554432 by default.
	MaxRecord int `yaml:"max_record"`
	// MinFreeDisk is the free disk space in bytes below which imports wait; 536870912 by default.
	MinFreeDisk int64 `yaml:"min_free_disk"`
}

type queryConfig struct {
	// Memory is what all running statements may use together, as in 4GB; half of the machine's memory by default.
	Memory string `yaml:"memory"`
	// Threads is the number of threads of a statement; one a core by default.
	Threads int `yaml:"threads"`
	// Running is the number of statements that tarn up runs at the same time, which share query.memory evenly; 4 by default, or fewer where each would have less than 256 MB.
	Running int `yaml:"running"`
}

// slots is the number of statements that run at the same time, with so much memory for all.
func (q queryConfig) slots(memory int64) int {
	if q.Running > 0 {
		return q.Running
	}
	return int(max(1, min(4, memory/(256<<20))))
}

// memory is the limit in bytes; half of the machine's where it is not set.
func (q queryConfig) memory() (int64, error) {
	if q.Memory == "" {
		return machineMemory() / 2, nil
	}
	n, err := humanize.ParseBytes(q.Memory)
	if err != nil || n < 64<<20 {
		return 0, fmt.Errorf("query.memory %q in tarn.yaml is not a size of at least 64 MB; write it as in 4GB", q.Memory)
	}
	return int64(n), nil
}

// readConfig reads a configuration file. Only a file that was asked for has to be there.
func readConfig(path string, explicit bool) (config, error) {
	var c config
	text, err := os.ReadFile(path)
	if !explicit && (errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)) {
		return c, nil
	}
	if err != nil {
		return c, fmt.Errorf("the configuration cannot be read: %w", err)
	}
	if err := definition.Decode(text, path, &c); err != nil {
		return c, err
	}
	for key, n := range map[string]int64{
		"import.workers": int64(c.Import.Workers), "import.max_record": int64(c.Import.MaxRecord), "query.threads": int64(c.Query.Threads), "query.running": int64(c.Query.Running),
	} {
		if n < 0 {
			return c, fmt.Errorf("%s: %s is %d; give a number from 1 on, or leave it out", path, key, n)
		}
	}
	if c.Engine != "" && c.Engine != "duckdb" && c.Engine != "trino" {
		return c, fmt.Errorf("%s: engine is %q; choose duckdb or trino", path, c.Engine)
	}
	if c.Log.Format != "" && c.Log.Format != "text" && c.Log.Format != "json" {
		return c, fmt.Errorf("%s: log.format is %q; choose text or json", path, c.Log.Format)
	}
	if _, err := c.Log.level(false); err != nil {
		return c, fmt.Errorf("%s: %w", path, err)
	}
	if _, err := c.notifiers(); err != nil {
		return c, fmt.Errorf("%s: %w", path, err)
	}
	if err := c.Home.check(); err != nil {
		return c, fmt.Errorf("%s: %w", path, err)
	}
	if err := c.Accounts.Check(); err != nil {
		return c, fmt.Errorf("%s: accounts: %w", path, err)
	}
	if err := c.Delivery.check(); err != nil {
		return c, fmt.Errorf("%s: %w", path, err)
	}
	if c.Import.Workers > maxWorkers {
		return c, fmt.Errorf("%s: import.workers is %d; give a number from 1 to %d", path, c.Import.Workers, maxWorkers)
	}
	return c, nil
}
