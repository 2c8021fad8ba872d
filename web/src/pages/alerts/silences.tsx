import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { Loading } from '../../api/load';
import type { AlertRule, AlertSilence, AlertSilences } from '../../api/types';
import { t } from '../../i18n';
import { ago, fromField, time, toField, zoneLabel } from '../../i18n/time';
import { may } from '../../session';
import { Button } from '../../ui/button';
import { Confirm } from '../../ui/dialog';
import { Field, Segments } from '../../ui/field';
import { Empty, Failed, Skeleton } from '../../ui/state';
import { say, sayError } from '../../ui/toast';
import { Labels, titleOf } from './state';

export function SilenceList({ silences, onChange, of }: { silences: Loading<AlertSilences>; onChange: () => void; of?: string }) {
  const [ending, setEnding] = useState<AlertSilence | null>(null);
  if (silences.error && !silences.value) return <div class="inset"><Failed error={silences.error} retry={silences.reload} /></div>;
  if (!silences.value) return <Skeleton lines={3} />;
  const list = silences.value.silences.filter((s) => !of || !s.rule || s.rule === of);
  if (!list.length)
    return (
      <Empty icon="pause" title={t('alerts.noSilences')}>
        {t('alerts.noSilencesText')}
      </Empty>
    );
  const end = async () => {
    try {
      await api.delete('/alerts/silences/' + ending!.id);
      say(t('alerts.silenceEnded'));
      onChange();
    } catch (e) {
      sayError(e);
    }
    setEnding(null);
  };
  return (
    <>
      <ul class="alerts-silences">
        {list.map((s) => (
          <li key={s.id}>
            <div class="grow">
              <div class="row">
                {s.rule ? (
                  <a class="mono" href={'/alerts/' + s.rule}>
                    {s.rule}
                  </a>
                ) : (
                  <span>{t('alerts.allRules')}</span>
                )}
                <Labels labels={s.labels} />
                {Date.parse(s.starts) > Date.now() && <span class="tag">{t('alerts.toCome')}</span>}
              </div>
              {s.comment && <p>{s.comment}</p>}
              <p class="dim">
                {time(s.starts, false)} – {time(s.ends, false)} {zoneLabel()} · {t('alerts.ends', { when: ago(s.ends) })}
                {s.by && ` · ${s.by}`}
              </p>
            </div>
            {may('manage') && <Button onClick={() => setEnding(s)}>{t('alerts.endSilence')}</Button>}
          </li>
        ))}
      </ul>
      {ending && (
        <Confirm title={t('alerts.endTitle')} action={t('alerts.endSilence')} onConfirm={() => void end()} onClose={() => setEnding(null)}>
          <p>{t('alerts.endText')}</p>
        </Confirm>
      )}
    </>
  );
}

const lengths: [string, number][] = [
  ['1', 1],
  ['4', 4],
  ['24', 24],
  ['168', 168],
  ['', 0],
];

export function SilenceForm({ rules, rule = '', labels = '', onClose, onDone }: { rules: AlertRule[]; rule?: string; labels?: string; onClose: () => void; onDone: () => void }) {
  const [of, setOf] = useState(rule);
  const [text, setText] = useState(labels);
  const [hours, setHours] = useState('4');
  const [until, setUntil] = useState(toField(new Date(Date.now() + 4 * 3600e3)).slice(0, 16));
  const [comment, setComment] = useState('');
  const pairs = text
    .split(/[\n,]/)
    .map((x) => x.trim())
    .filter(Boolean);
  const wrong = pairs.find((x) => !/^[^=\s]+\s*=\s*\S/.test(x));
  const nothing = !of && !pairs.length;
  const make = async () => {
    const ends = hours ? new Date(Date.now() + +hours * 3600e3) : fromField(until);
    if (wrong || nothing || !ends) return;
    await api.post('/alerts/silences', {
      ...(of && { rule: of }),
      labels: Object.fromEntries(pairs.map((x) => [x.slice(0, x.indexOf('=')).trim(), x.slice(x.indexOf('=') + 1).trim()])),
      ends: ends.toISOString(),
      comment,
    });
    say(t('alerts.silenceMade'));
    onDone();
    onClose();
  };
  return (
    <Confirm title={t('alerts.newSilence')} action={t('alerts.silence')} onConfirm={make} onClose={onClose}>
      <p class="dim">{t('alerts.silenceText')}</p>
      <Field label={t('alerts.rule')}>
        {(id) => (
          <select id={id} value={of} onChange={(e) => setOf(e.currentTarget.value)}>
            <option value="">{t('alerts.allRules')}</option>
            {[...rules]
              .sort((a, b) => titleOf(a).localeCompare(titleOf(b)))
              .map((r) => (
                <option key={r.name} value={r.name}>
                  {titleOf(r)}
                </option>
              ))}
          </select>
        )}
      </Field>
      <Field label={t('alerts.matcher')} {...(of ? { optional: t('common.optional') } : {})} help={t('alerts.matcherHelp')} error={wrong ? t('alerts.matcherWrong', { text: wrong }) : nothing ? t('alerts.matcherNone') : undefined}>
        {(id) => <textarea id={id} class="mono" rows={2} placeholder="recipientAccountId=111122223333" value={text} onInput={(e) => setText(e.currentTarget.value)} />}
      </Field>
      <div class="field">
        <label>{t('alerts.howLong')}</label>
        <div class="row">
          <Segments value={hours} label={t('alerts.howLong')} options={lengths.map(([v, n]) => [v, n ? (n < 48 ? t('alerts.hours', { n }) : t('alerts.days', { n: n / 24 })) : t('alerts.until')])} onChange={setHours} />
          {!hours && <input type="datetime-local" aria-label={`${t('alerts.until')} (${zoneLabel()})`} value={until} onInput={(e) => setUntil(e.currentTarget.value)} />}
          {!hours && <span class="dim">{zoneLabel()}</span>}
        </div>
      </div>
      <Field label={t('alerts.comment')} optional={t('common.optional')}>
        {(id) => <input id={id} value={comment} maxLength={500} placeholder={t('alerts.commentExample')} onInput={(e) => setComment(e.currentTarget.value)} />}
      </Field>
    </Confirm>
  );
}
