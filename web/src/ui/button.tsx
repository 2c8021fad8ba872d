import type { ButtonHTMLAttributes, ComponentChildren } from 'preact';
import { Icon, type IconName } from './icons';

interface Props extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'icon' | 'label'> {
  kind?: 'plain' | 'primary' | 'quiet' | 'danger';
  icon?: IconName;
  /** What a button without a text is called. */
  label?: string;
  busy?: boolean;
  children?: ComponentChildren;
}

export function Button({ kind = 'plain', icon, label, busy, children, class: more, ...rest }: Props) {
  return (
    <button type="button" class={`button ${kind}${children ? '' : ' square'}${more ? ' ' + more : ''}`} aria-label={label} title={children ? undefined : label} aria-busy={busy} {...rest}>
      {busy ? <span class="spinner" /> : icon && <Icon name={icon} />}
      {children && <span>{children}</span>}
    </button>
  );
}
