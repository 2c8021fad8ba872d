package main

import (
	"cmp"
	"context"
	"fmt"
	"regexp"

	"tarn/internal/awsapi"
	"tarn/internal/source"
)

var (
	accountForm      = regexp.MustCompile(`^\d{12}$`)
	regionForm       = regexp.MustCompile(`^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$`)
	organizationForm = regexp.MustCompile(`^o-[a-z0-9]{10,32}$`)
)

func (c homeConfig) check() error {
	switch {
	case c.Account != "" && !accountForm.MatchString(c.Account):
		return fmt.Errorf("home.account is %q; give twelve digits in quotation marks", c.Account)
	case c.Region != "" && !regionForm.MatchString(c.Region):
		return fmt.Errorf("home.region is %q; give a region as in us-east-1", c.Region)
	case c.Organization != "" && !organizationForm.MatchString(c.Organization):
		return fmt.Errorf("home.organization is %q; give an ID as in o-exampleorgid", c.Organization)
	}
	return nil
}

func (c deliveryConfig) check() error {
	for _, a := range c.Accounts {
		if !accountForm.MatchString(a) {
			return fmt.Errorf("delivery.accounts has %q; give twelve digits in quotation marks", a)
		}
	}
	for _, r := range c.Regions {
		if !regionForm.MatchString(r) {
			return fmt.Errorf("delivery.regions has %q; give regions as in us-east-1", r)
		}
	}
	return nil
}

const (
	noAccount     = "000000000000"
	defaultRegion = "us-east-1"
	// accountSetting keeps the account that was found, so that ARNs stay as they are when logs of other accounts come in.
	accountSetting = "home.account"
)

// home is the place in AWS that the directory stands for.
func (d *dataDir) home(ctx context.Context, c homeConfig) (awsapi.Home, error) {
	h := awsapi.Home{Account: c.Account, Region: cmp.Or(c.Region, defaultRegion), Organization: c.Organization}
	if h.Account != "" {
		return h, nil
	}
	kept, err := d.state.Setting(ctx, accountSetting)
	if err != nil || kept != "" {
		h.Account = kept
		return h, err
	}
	only, err := d.onlyAccount(ctx)
	if err != nil || only == "" {
		h.Account = noAccount
		return h, err
	}
	h.Account = only
	return h, d.state.SetSetting(ctx, accountSetting, only)
}

// onlyAccount is the account of every object that was read whose address tells one; empty where they are of several.
func (d *dataDir) onlyAccount(ctx context.Context) (only string, err error) {
	for uri, err := range d.state.ObjectURIs(ctx) {
		if err != nil {
			return "", err
		}
		account := source.Parse(uri).Account
		switch {
		case account == "" || account == only:
		case only == "":
			only = account
		default:
			return "", nil
		}
	}
	return only, nil
}
