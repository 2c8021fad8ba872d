import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { languages, language, t, type Key, type Language } from './i18n';
import { zone, zoneLabel, zones } from './i18n/time';
import { place } from './router';
import { session, signOut } from './session';
import { theme, type Theme } from './theme';
import { Icon, Logo, type IconName } from './ui/icons';
import { Menu } from './ui/menu';

/** The pages of the left side, in groups. */
export const nav: { href: string; icon: IconName; label: Key }[][] = [
  [
    { href: '/', icon: 'home', label: 'nav.home' },
    { href: '/query', icon: 'query', label: 'nav.query' },
    { href: '/events', icon: 'history', label: 'nav.events' },
    { href: '/dashboards', icon: 'dashboard', label: 'nav.dashboards' },
  ],
  [
    { href: '/stores', icon: 'store', label: 'nav.stores' },
    { href: '/alerts', icon: 'alert', label: 'nav.alerts' },
    { href: '/jobs', icon: 'job', label: 'nav.jobs' },
  ],
];

const active = (href: string) => (href === '/' ? place.value.path === '/' : place.value.path === href || place.value.path.startsWith(href + '/'));

export function Layout({ children }: { children: ComponentChildren }) {
  const [open, setOpen] = useState(false);
  const s = session.value!;
  return (
    <div class={open ? 'layout open' : 'layout'}>
      <a class="skip" href="#main" data-native onClick={(e) => { e.preventDefault(); document.getElementById('main')?.focus(); }}>
        {t('nav.skip')}
      </a>
      <aside class="side">
        <div class="brand">
          <a href="/">
            <Logo />
            <b>Tarn</b>
          </a>
          {s.demo && <span class="tag demo" title={t('nav.demo')}>DEMO</span>}
          <button type="button" class="button quiet square side-toggle" aria-label={t('nav.menu')} aria-expanded={open} onClick={() => setOpen(!open)}>
            <Icon name="menu" />
          </button>
        </div>
        <nav aria-label={t('nav.main')} onClick={() => setOpen(false)}>
          {nav.map((group, i) => (
            <ul key={i}>
              {group.map((p) => (
                <li key={p.href}>
                  <a href={p.href} aria-current={active(p.href) ? 'page' : undefined}>
                    <Icon name={p.icon} />
                    {t(p.label)}
                  </a>
                </li>
              ))}
            </ul>
          ))}
        </nav>
        <div class="side-foot">
          <Menu up label={`${t('nav.zone')}: ${zoneLabel()}`} items={zones.map(([z, name]) => ({ label: name || t('nav.local'), checked: zone.value === z, onSelect: () => (zone.value = z) }))}>
            <Icon name="clock" />
            <span>{zoneLabel()}</span>
          </Menu>
          <Menu up label={`${t('nav.language')}: ${languages[language.value]}`} items={(Object.entries(languages) as [Language, string][]).map(([l, name]) => ({ label: name, checked: language.value === l, onSelect: () => (language.value = l) }))}>
            <Icon name="globe" />
            <span>{languages[language.value]}</span>
          </Menu>
          <Menu up label={`${t('nav.theme')}: ${t(`theme.${theme.value}`)}`} items={(['system', 'light', 'dark'] as Theme[]).map((v) => ({ label: t(`theme.${v}`), checked: theme.value === v, onSelect: () => (theme.value = v) }))}>
            <Icon name="sun" />
            <span>{t(`theme.${theme.value}`)}</span>
          </Menu>
          <Menu up label={`${t('nav.account')}: ${s.key.name}`} items={[{ title: `${s.key.name} · ${s.key.role}` }, { label: t('nav.signOut'), icon: 'signout', onSelect: () => void signOut() }]}>
            <Icon name="user" />
            <span class="grow">{s.key.name}</span>
          </Menu>
        </div>
      </aside>
      <div class="content">{children}</div>
    </div>
  );
}
