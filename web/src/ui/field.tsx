import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

/** A control with its name above and a word of help below. */
export function Field({ label, help, error, children, optional }: { label: string; help?: ComponentChildren; error?: string | undefined; optional?: string; children: (id: string) => ComponentChildren }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>
        {label}
        {optional && <span class="optional">{optional}</span>}
      </label>
      {children(id)}
      {error ? <p class="field-error" role="alert">{error}</p> : help && <p class="help">{help}</p>}
    </div>
  );
}

export function Checkbox({ label, help, checked, disabled, onChange }: { label: ComponentChildren; help?: ComponentChildren; checked: boolean; disabled?: boolean; onChange: (on: boolean) => void }) {
  return (
    <label class="check">
      <input type="checkbox" checked={checked} disabled={disabled} onChange={(e) => onChange(e.currentTarget.checked)} />
      <span>
        {label}
        {help && <small>{help}</small>}
      </span>
    </label>
  );
}

/** Choices beside each other, of which one holds. */
export function Segments<T extends string>({ value, options, onChange, label }: { value: T; options: [T, string][]; onChange: (v: T) => void; label: string }) {
  return (
    <div class="segments" role="radiogroup" aria-label={label}>
      {options.map(([v, text]) => (
        <button key={v} type="button" role="radio" aria-checked={v === value} tabIndex={v === value ? 0 : -1} onClick={() => onChange(v)}
          onKeyDown={(e) => {
            const step = e.key === 'ArrowRight' ? 1 : e.key === 'ArrowLeft' ? -1 : 0;
            if (!step) return;
            const at = options.findIndex((o) => o[0] === value);
            onChange(options[(at + step + options.length) % options.length]![0]);
            const next = e.currentTarget.parentElement?.children[(at + step + options.length) % options.length];
            if (next instanceof HTMLElement) next.focus();
          }}>
          {text}
        </button>
      ))}
    </div>
  );
}

/** Whether a key press ends a word of an input method, not the entry. */
export const composing = (e: KeyboardEvent) => e.isComposing || e.keyCode === 229;
