package console

import (
	"tarn/internal/account"
	"tarn/internal/auth"
)

func accountRoutes() []Route {
	const group = "Accounts"
	return []Route{
		route(Route{Method: "GET", Path: "/accounts", Group: group, Summary: "The names of AWS accounts", Access: auth.List}, (*Console).accountNames),
		route(Route{Method: "PUT", Path: "/accounts", Name: "ImportAccountNames", Group: group, Summary: "Have a file's names take the place of all that were imported before", Access: auth.Manage, Changes: true}, (*Console).importAccounts),
	}
}

// AccountNames are accounts with a name, in the order of the names.
type AccountNames struct {
	Accounts []account.Entry `json:"accounts"`
}

func (s *Console) accountNames(c *call, _ none) (AccountNames, error) {
	list, err := s.Accounts.List(c.ctx)
	return AccountNames{Accounts: list}, err
}

// AccountFile is a file with names of accounts.
type AccountFile struct {
	Text string `json:"text" doc:"CSV of IDs and names, or what aws organizations list-accounts prints; empty to have none"`
}

func (s *Console) importAccounts(c *call, in AccountFile) (AccountNames, error) {
	var names account.Names
	if in.Text != "" {
		var err error
		if names, err = account.Read([]byte(in.Text)); err != nil {
			return AccountNames{}, invalid("The file cannot be read: %v.", err)
		}
	}
	if err := s.Accounts.Import(c.ctx, names); err != nil {
		return AccountNames{}, err
	}
	return s.accountNames(c, none{})
}
