import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from './icons';

export interface MenuItem {
  label: string;
  icon?: IconName;
  checked?: boolean;
  danger?: boolean;
  disabled?: boolean;
  href?: string;
  onSelect?: () => void;
}

/** A button that opens a list of actions. Arrow keys move, Escape closes. */
export function Menu({ items, children, label, align = 'start', up, class: more = '' }: { items: (MenuItem | 'line' | { title: string })[]; children: ComponentChildren; label?: string; align?: 'start' | 'end'; up?: boolean; class?: string }) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  // Before the next key comes: someone quick would move from the button.
  useLayoutEffect(() => {
    if (!open) return;
    const first = list.current?.querySelector<HTMLElement>('[aria-checked=true]') ?? list.current?.querySelector<HTMLElement>('[role^=menuitem]:not([disabled])');
    first?.focus();
    const away = (e: Event) => !root.current?.contains(e.target as Node) && setOpen(false);
    document.addEventListener('pointerdown', away);
    return () => document.removeEventListener('pointerdown', away);
  }, [open]);
  const keys = (e: KeyboardEvent) => {
    if (!open) return;
    const all = [...(list.current?.querySelectorAll<HTMLElement>('[role^=menuitem]:not([disabled])') ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    const move = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[e.key];
    if (e.key === 'Escape' || e.key === 'Tab') {
      setOpen(false);
      if (e.key === 'Escape') {
        e.stopPropagation();
        root.current?.querySelector('button')?.focus();
      }
    } else if (move !== undefined && all.length) {
      e.preventDefault();
      all[(move + all.length) % all.length]!.focus();
    }
  };
  const select = (item: MenuItem) => {
    setOpen(false);
    root.current?.querySelector('button')?.focus();
    item.onSelect?.();
  };
  return (
    <div class={`menu ${more}`} ref={root} onKeyDown={keys}>
      <button type="button" class="menu-button" aria-haspopup="menu" aria-expanded={open} aria-label={label} title={label} onClick={() => setOpen(!open)}>
        {children}
      </button>
      {open && (
        <div class={`menu-list ${align}${up ? ' up' : ''}`} role="menu" ref={list}>
          {items.map((item, i) =>
            item === 'line' ? (
              <hr key={i} />
            ) : 'title' in item ? (
              <div key={i} class="menu-title" role="presentation">
                {item.title}
              </div>
            ) : item.href ? (
              <a key={i} role="menuitem" tabIndex={-1} href={item.href} onClick={() => setOpen(false)} data-native={item.href.startsWith('/api/') ? '' : undefined}>
                <span class="menu-icon">{item.icon && <Icon name={item.icon} />}</span>
                {item.label}
              </a>
            ) : (
              <button key={i} type="button" tabIndex={-1} role={item.checked === undefined ? 'menuitem' : 'menuitemradio'} aria-checked={item.checked} disabled={item.disabled} class={item.danger ? 'danger' : ''} onClick={() => select(item)}>
                <span class="menu-icon">{item.checked ? <Icon name="check" /> : item.icon && <Icon name={item.icon} />}</span>
                {item.label}
              </button>
            ),
          )}
        </div>
      )}
    </div>
  );
}
