import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';

/** A page's head: its name, what it is, and what one can do. */
export function Page({ title, sub, actions, children, full }: { title: string; sub?: ComponentChildren; actions?: ComponentChildren; children: ComponentChildren; full?: boolean }) {
  useEffect(() => {
    document.title = title + ' · Tarn';
  }, [title]);
  return (
    <main class={full ? 'page full' : 'page'} id="main" tabIndex={-1}>
      <header class="page-head">
        <div>
          <h1>{title}</h1>
          {sub && <p class="sub">{sub}</p>}
        </div>
        {actions && <div class="row">{actions}</div>}
      </header>
      {children}
    </main>
  );
}

export function Panel({ title, actions, children, class: more = '' }: { title?: ComponentChildren; actions?: ComponentChildren; children: ComponentChildren; class?: string }) {
  return (
    <section class={'panel ' + more}>
      {title && (
        <header>
          <h2>{title}</h2>
          {actions && <div class="row">{actions}</div>}
        </header>
      )}
      {children}
    </section>
  );
}
