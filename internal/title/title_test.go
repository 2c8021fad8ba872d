package title_test

import (
	"testing"

	"github.com/goccy/go-yaml"

	"tarn/internal/title"
)

func TestATitleIsOneTextOrOneALanguage(t *testing.T) {
	var got struct{ Plain, Many, None title.Title }
	if err := yaml.Unmarshal([]byte("plain: 'Sign-ins: failed'\nmany: {en: Users, ko: 사용자, ja: ユーザー}\n"), &got); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		title          title.Title
		language, want string
	}{
		{got.Plain, "en", "Sign-ins: failed"},
		{got.Plain, "ko", "Sign-ins: failed"},
		{got.Many, "ko", "사용자"},
		{got.Many, "ja", "ユーザー"},
		{got.Many, "fr", "Users"},
		{title.Title{"ja": "概要"}, "en", "概要"},
		{got.None, "en", ""},
	} {
		if text := tt.title.In(tt.language); text != tt.want {
			t.Errorf("%v in %s is %q, want %q", tt.title, tt.language, text, tt.want)
		}
	}
	for _, bad := range []string{"plain: {fr: Utilisateurs}", "plain: [a, b]", "plain: {en: {a: b}}"} {
		if err := yaml.Unmarshal([]byte(bad), &got); err == nil {
			t.Errorf("%s was taken", bad)
		}
	}
}
