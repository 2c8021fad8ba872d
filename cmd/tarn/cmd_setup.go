package main

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"tarn/internal/setup"
)

// setupFlags describe a delivery; those of all kinds.
type setupFlags struct {
	d    setup.Delivery
	as   string
	mode string
}

func newSetupCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "setup",
		Short: "Print what has AWS deliver logs",
		Long: `Prints what has to be made in AWS so that logs arrive: the bucket, with versions, Object Lock and no public
access, its policy, and what delivers to it; as commands of the AWS CLI, a CloudFormation template or
Terraform's configuration. Nothing is applied, and nothing is asked of AWS: read it, then apply it yourself.

The accounts and regions that deliver are given, or those of 'delivery:' in tarn.yaml.`,
	}
	cmd.AddCommand(newSetupTrailCommand(a), newSetupVPCFlowCommand(a), newSetupALBCommand(a))
	return cmd
}

func (f *setupFlags) register(cmd *cobra.Command, retain int) {
	fl := cmd.Flags()
	forms := []string{string(setup.CLI), string(setup.CloudFormation), string(setup.Terraform)}
	f.as, f.mode = forms[0], "governance"
	fl.Var(choice{&f.as, forms}, "as", "`form`: "+oneOf(forms))
	fl.StringVar(&f.d.Bucket, "bucket", "", "the `name` of the bucket to make")
	fl.StringVar(&f.d.BucketRegion, "bucket-region", "", "the bucket's `region`; by default the first that delivers")
	fl.StringVar(&f.d.Owner, "owner", "", "the `account` that owns the bucket; by default the first that delivers")
	fl.StringVar(&f.d.Prefix, "prefix", "", "the `folder` in the bucket before AWSLogs/")
	fl.StringSliceVar(&f.d.Accounts, "account", nil, "the `accounts` that deliver")
	fl.StringSliceVar(&f.d.Regions, "region", nil, "the `regions` that deliver")
	fl.IntVar(&f.d.RetainDays, "retain", retain, "`days` for which Object Lock keeps objects from being deleted; 0 leaves that to you")
	fl.Var(choice{&f.mode, []string{"governance", "compliance"}}, "retain-mode", "`mode` of the lock: governance, which a permission can lift, or compliance, which nobody can")
	cmd.RegisterFlagCompletionFunc("as", cobra.FixedCompletions(forms, cobra.ShellCompDirectiveNoFileComp))
}

// print completes the delivery from tarn.yaml and prints it.
func (f *setupFlags) print(a *app) error {
	if f.d.Bucket == "" {
		return usageError("--bucket is missing: give the name of the bucket to make")
	}
	if len(f.d.Accounts) == 0 {
		f.d.Accounts = a.config.Delivery.Accounts
	}
	if len(f.d.Regions) == 0 {
		f.d.Regions = a.config.Delivery.Regions
	}
	if len(f.d.Regions) == 0 {
		f.d.Regions = []string{cmp.Or(f.d.BucketRegion, a.config.Home.Region, defaultRegion)}
	}
	if len(f.d.Accounts) == 0 && a.config.Home.Account != "" {
		f.d.Accounts = []string{a.config.Home.Account}
	}
	if len(f.d.Accounts) == 0 {
		return usageError("--account is missing: give the accounts that deliver, or have delivery.accounts in tarn.yaml")
	}
	f.d.BucketRegion = cmp.Or(f.d.BucketRegion, f.d.Regions[0])
	f.d.Owner = cmp.Or(f.d.Owner, f.d.Accounts[0])
	f.d.RetainMode = strings.ToUpper(f.mode)
	var b strings.Builder
	if err := setup.Print(&b, f.d, setup.Form(f.as)); err != nil {
		return usageError("%v", err)
	}
	_, err := a.stdout.Write([]byte(b.String()))
	return err
}

func newSetupTrailCommand(a *app) *cobra.Command {
	f := setupFlags{d: setup.Delivery{Kind: setup.Trail}}
	cmd := &cobra.Command{
		Use:   "trail",
		Short: "Print the bucket and trails of CloudTrail",
		Long: `Prints a bucket that the trails of all accounts deliver to, and for each account a trail of all regions with
digest files. With --organization there is one trail, in the one account that is given, and it delivers for all
accounts of the organisation: the organisation's management account, or a delegated administrator with
--management-account. The trail is made in the bucket's region.`,
		Example: `  tarn setup trail --bucket my-trails --account 111122223333,444455556666 --region ap-northeast-2
  tarn setup trail --bucket my-trails --account 111122223333 --organization o-exampleorgid --as terraform`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return f.print(a) },
	}
	f.register(cmd, 365)
	cmd.Flags().StringVar(&f.d.Name, "name", "tarn", "the trail's `name`")
	cmd.Flags().StringVar(&f.d.Organization, "organization", "", "the `ID` of the organisation that the trail is of")
	cmd.Flags().StringVar(&f.d.Management, "management-account", "", "the `account` that manages the organisation, where the one that makes the trail is its delegate")
	cmd.Flags().StringVar(&f.d.KMSKey, "kms-key", "", "the `ARN` of the key that the trail encrypts with")
	return cmd
}

func newSetupVPCFlowCommand(a *app) *cobra.Command {
	f := setupFlags{d: setup.Delivery{Kind: setup.VPCFlow}}
	traffic, interval, format := "all", "10m", "text"
	var fields string
	cmd := &cobra.Command{
		Use:   "vpcflow",
		Short: "Print the bucket and flow logs of VPCs",
		Long: `Prints a bucket that the flow logs of all accounts and regions go to, and the flow logs: of the VPCs that are
given, or of all. A template of CloudFormation asks for the VPC where none is given.`,
		Example: `  tarn setup vpcflow --bucket my-flows --account 111122223333 --region eu-west-1,us-east-1 --interval 1m --fields v5
  tarn setup vpcflow --bucket my-flows --account 111122223333 --region eu-west-1 --vpc vpc-0123456789abcdef0 --as cloudformation`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			var err error
			if f.d.Fields, err = setup.FlowFields(fields); err != nil {
				return usageError("--fields: %v", err)
			}
			minutes, err := strconv.Atoi(strings.TrimSuffix(interval, "m"))
			if err != nil {
				return usageError("--interval %s: choose 1m or 10m", interval)
			}
			f.d.Interval, f.d.Traffic, f.d.Parquet = minutes*60, strings.ToUpper(traffic), format == "parquet"
			return f.print(a)
		},
	}
	f.register(cmd, 0)
	fl := cmd.Flags()
	fl.StringSliceVar(&f.d.VPCs, "vpc", nil, "the `VPCs` that are logged; by default all of the region")
	fl.Var(choice{&traffic, []string{"all", "accept", "reject"}}, "traffic", "the `traffic` that is logged: all, accept or reject")
	fl.Var(choice{&interval, []string{"1m", "10m"}}, "interval", "the longest `time` that a record is about: 1m or 10m")
	fl.StringVar(&fields, "fields", "default", "the record's `fields`: default (AWS's, version 2), v5, all, or names with commas between them")
	fl.Var(choice{&format, []string{"text", "parquet"}}, "file-format", "the files' `format`: text or parquet")
	fl.BoolVar(&f.d.Hourly, "hourly", false, "a folder an hour, not a day")
	fl.BoolVar(&f.d.Hive, "hive", false, "folders as Hive has them, as in year=2024")
	return cmd
}

func newSetupALBCommand(a *app) *cobra.Command {
	f := setupFlags{d: setup.Delivery{Kind: setup.ALB}}
	cmd := &cobra.Command{
		Use:   "alb",
		Short: "Print the bucket and access logs of Application Load Balancers",
		Long: `Prints a bucket that Application Load Balancers log to, and how they are told: those that are given, or all.
A load balancer reaches only buckets of its own region: with several regions each has a bucket, whose name
ends in the region's.`,
		Example: `  tarn setup alb --bucket my-balancers --account 111122223333,444455556666 --region ap-northeast-2
  tarn setup alb --bucket my-balancers --account 111122223333 --region eu-west-1,us-east-1 --connection-logs --as terraform`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return f.print(a) },
	}
	f.register(cmd, 0)
	cmd.Flags().StringSliceVar(&f.d.LoadBalancers, "load-balancer", nil, "the `ARNs` of those that log; by default all of the region")
	cmd.Flags().BoolVar(&f.d.Connections, "connection-logs", false, "have connections logged, too")
	cmd.Flags().BoolVar(&f.d.OldPrincipal, "elb-account", false, "allow the region's account of Elastic Load Balancing to write, as was done before 2022, and not the service")
	return cmd
}
