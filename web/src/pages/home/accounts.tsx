import { useState } from 'preact/hooks';
import { accounts, setAccounts } from '../../accounts';
import { ApiError, api } from '../../api/client';
import type { AccountNames } from '../../api/types';
import { t, tn } from '../../i18n';
import { may } from '../../session';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Empty, errorText } from '../../ui/state';
import { say } from '../../ui/toast';

/** The names of accounts: those that are known, and a file with others. */
export function Accounts({ onClose }: { onClose: () => void }) {
  const imported = accounts.value.filter((a) => !a.configured);
  const [text, setText] = useState(() => imported.map((a) => `${a.id},${/[",\n]/.test(a.name) ? `"${a.name.replaceAll('"', '""')}"` : a.name}`).join('\n'));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const manage = may('manage');
  const keep = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const a = await api.put<AccountNames>('/accounts', { text: text.trim() });
      setAccounts(a.accounts);
      say(tn('home.accounts.kept', a.accounts.length));
      onClose();
    } catch (e) {
      setError(e instanceof ApiError ? errorText(e) : String(e));
      setBusy(false);
    }
  };
  const configured = accounts.value.filter((a) => a.configured);
  const list = manage ? configured : accounts.value;
  return (
    <Dialog
      title={t('home.accounts')}
      onClose={onClose}
      footer={
        manage && (
          <>
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button kind="primary" busy={busy} onClick={() => void keep()}>
              {t('query.save')}
            </Button>
          </>
        )
      }
    >
      {manage ? (
        <>
          <p class="dim">{t('home.accounts.text')}</p>
          <Field label={t('home.accounts.file')} help={t('home.accounts.fileHelp')}>
            {(id) => <input id={id} type="file" accept=".csv,.txt,.tsv,.json,text/csv,application/json" onChange={(e) => void e.currentTarget.files?.[0]?.text().then(setText)} />}
          </Field>
          <Field label={t('home.accounts.names')} error={error}>
            {(id) => <textarea id={id} class="mono" rows={8} placeholder={'111122223333,prod\n444455556666,staging'} value={text} onInput={(e) => setText(e.currentTarget.value)} />}
          </Field>
        </>
      ) : (
        !list.length && <Empty icon="user" title={t('home.accounts.none')} />
      )}
      {list.length > 0 && (
        <>
          {manage && <h3>{t('home.accounts.configured')}</h3>}
          <table class="list">
            <tbody>
              {list.map((a) => (
                <tr key={a.id}>
                  <td>{a.name}</td>
                  <td class="mono dim">{a.id}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Dialog>
  );
}
