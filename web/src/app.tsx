import type { ComponentType } from 'preact';
import { Component, type ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Layout } from './layout';
import { place } from './router';
import { session } from './session';
import { t, language } from './i18n';
import { Loading } from './ui/state';
import { Toasts } from './ui/toast';
import { SignIn } from './pages/signin/signin';

type Page = ComponentType;

/** The pages by the beginning of their addresses. Each is loaded when it is first shown. */
const pages: [string, () => Promise<{ default: Page }>][] = [
  ['/query', () => import('./pages/query/query')],
  ['/events', () => import('./pages/events/events')],
  ['/stores', () => import('./pages/stores/stores')],
  ['/alerts', () => import('./pages/alerts/alerts')],
  ['/jobs', () => import('./pages/jobs/jobs')],
  ['/dashboards', () => import('./pages/dashboards/dashboards')],
  ['/', () => import('./pages/home/home')],
];

const loaded = new Map<string, Page>();

const pageOf = (path: string) => pages.find(([p]) => path === p || path.startsWith(p + '/')) ?? pages.at(-1)!;

/** Begins to load the page that the address names, beside what has to be known before it is shown. */
export function startPage() {
  const [prefix, load] = pageOf(place.value.path);
  load().then(
    (m) => loaded.set(prefix, m.default),
    () => undefined, // it is tried again when it is shown
  );
}

function Shown() {
  const [prefix, load] = pageOf(place.value.path);
  const [, redraw] = useState(0);
  const [failed, setFailed] = useState(false);
  const P = loaded.get(prefix);
  useEffect(() => {
    if (P) return;
    load().then(
      (m) => {
        loaded.set(prefix, m.default);
        redraw((n) => n + 1);
      },
      () => setFailed(true),
    );
  }, [prefix]);
  if (failed) return <Broken />;
  return P ? <P key={prefix} /> : <Loading />;
}

/** What stands where a page failed. */
class Guard extends Component<{ children: ComponentChildren; at: string }, { failed: boolean; at: string }> {
  override state = { failed: false, at: '' };
  override componentDidCatch(error: unknown) {
    console.error(error);
    this.setState({ failed: true, at: this.props.at });
  }
  override render() {
    if (this.state.failed && this.state.at === this.props.at) return <Broken />;
    return this.props.children;
  }
}

const Broken = () => (
  <div class="empty" role="alert">
    <h3>{t('error.page')}</h3>
    <p>
      <button type="button" class="button" onClick={() => location.reload()}>
        {t('common.reload')}
      </button>
    </p>
  </div>
);

export function App() {
  return (
    <div lang={language.value} class="app">
      {session.value ? (
        <Layout>
          <Guard at={place.value.path}>
            <Shown />
          </Guard>
        </Layout>
      ) : (
        <SignIn />
      )}
      <Toasts />
    </div>
  );
}
