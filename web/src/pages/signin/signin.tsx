import { useState } from 'preact/hooks';
import { ApiError } from '../../api/client';
import { language, languages, t, type Language } from '../../i18n';
import { linkFailed, signIn } from '../../session';
import { Button } from '../../ui/button';
import { Field, composing } from '../../ui/field';
import { Icon, Logo } from '../../ui/icons';
import { errorText } from '../../ui/state';

/** A key, or a one-time link, opens a session. */
export function SignIn() {
  const [id, setId] = useState('');
  const [secret, setSecret] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  // A token holds both parts.
  const token = /^(TARN[A-Z0-9]{16})[.:](\S{20,})$/.exec(id.trim());
  async function submit(e: Event) {
    e.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await signIn(token ? { token: id.trim() } : { id: id.trim(), secret: secret.trim() });
    } catch (x) {
      setError(x as ApiError);
      setBusy(false);
    }
  }
  const shown = error ?? linkFailed.value;
  document.title = 'Tarn';
  return (
    <main class="signin">
      <form onSubmit={submit} onKeyDown={(e) => e.key === 'Enter' && composing(e) && e.preventDefault()}>
        <div class="signin-brand">
          <Logo size={36} />
          <div>
            <h1>Tarn</h1>
            <p>{t('signin.what')}</p>
          </div>
        </div>
        {shown && (
          <div class="failed" role="alert">
            <Icon name="warn" />
            <p>{shown.code === 'Refused' ? t('signin.refused') : shown.code === 'LinkUsed' ? t('signin.linkUsed') : errorText(shown)}</p>
          </div>
        )}
        <Field label={t('signin.id')} help={t('signin.idHelp')}>
          {(fid) => <input id={fid} class="mono" autocomplete="username" spellcheck={false} autofocus value={id} onInput={(e) => setId(e.currentTarget.value)} required />}
        </Field>
        {!token && (
          <Field label={t('signin.secret')}>
            {(fid) => <input id={fid} class="mono" type="password" autocomplete="current-password" value={secret} onInput={(e) => setSecret(e.currentTarget.value)} required />}
          </Field>
        )}
        <Button kind="primary" type="submit" busy={busy} class="wide">
          {t('signin.submit')}
        </Button>
        <p class="signin-help">{t('signin.help')}</p>
        <pre class="command">tarn key create {'<'}name{'>'}</pre>
      </form>
      <div class="signin-languages">
        {(Object.entries(languages) as [Language, string][]).map(([l, name]) => (
          <button key={l} type="button" lang={l} aria-pressed={language.value === l} onClick={() => (language.value = l)}>
            {name}
          </button>
        ))}
      </div>
    </main>
  );
}
