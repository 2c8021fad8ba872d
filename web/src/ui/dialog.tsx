import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../i18n';
import { Button } from './button';
import { sayError } from './toast';

/** A window over the page. Escape and a click beside it close it. A drawer is at the right edge. */
export function Dialog({ title, onClose, children, footer, kind = 'box', wide }: { title: ComponentChildren; onClose: () => void; children: ComponentChildren; footer?: ComponentChildren; kind?: 'box' | 'drawer'; wide?: boolean }) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    ref.current?.showModal();
  }, []);
  return (
    <dialog
      ref={ref}
      class={`dialog ${kind}${wide ? ' wide' : ''}`}
      aria-labelledby="dialog-title"
      onClose={onClose}
      onCancel={(e) => {
        e.preventDefault();
        onClose();
      }}
      onPointerDown={(e) => e.target === ref.current && onClose()}
    >
      <div class="dialog-body">
        <header>
          <h2 id="dialog-title">{title}</h2>
          <Button kind="quiet" icon="close" label={t('common.close')} onClick={onClose} />
        </header>
        <div class="dialog-content">{children}</div>
        {footer && <footer>{footer}</footer>}
      </div>
    </dialog>
  );
}

/** A question with an action: while that goes on the button is busy, and why it failed is said. onConfirm closes the window when it is done. */
export function Confirm({ title, children, action, danger, onConfirm, onClose }: { title: string; children: ComponentChildren; action: string; danger?: boolean; onConfirm: () => unknown; onClose: () => void }) {
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    try {
      await onConfirm();
    } catch (e) {
      sayError(e);
    }
    setBusy(false);
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind={danger ? 'danger' : 'primary'} busy={busy} onClick={() => void confirm()}>
            {action}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
