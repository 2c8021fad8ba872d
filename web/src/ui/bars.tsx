import { short } from '../i18n';
import './bars.css';

export interface Bar {
  key: string;
  label: string;
  value: number;
  /** A part of the value that is drawn apart: errors. */
  part?: number;
  text: string;
  href?: string;
}

/** Bars beside each other over time, as SVG: they are there with the first paint. */
export function Bars({ bars, height, label, onSelect }: { bars: Bar[]; height: number; label: string; onSelect?: (bar: Bar) => void }) {
  const most = Math.max(1, ...bars.map((b) => b.value));
  const step = Math.max(1, Math.ceil(bars.length / 12));
  return (
    <figure class="bars" aria-label={label}>
      <div class="bars-plot" style={{ height: `${height}px` }}>
        <span class="bars-most">{short(most)}</span>
        <ol>
          {bars.map((b) => {
            const inner = (
              <>
                <i style={{ height: `${(100 * b.value) / most}%` }}>{!!b.part && <em style={{ height: `${(100 * b.part) / b.value}%` }} />}</i>
                <span class="visually-hidden">{b.text}</span>
              </>
            );
            return (
              <li key={b.key}>
                {b.href ? (
                  <a href={b.href} title={b.text}>{inner}</a>
                ) : onSelect ? (
                  <button type="button" title={b.text} onClick={() => onSelect(b)}>{inner}</button>
                ) : (
                  <span title={b.text}>{inner}</span>
                )}
              </li>
            );
          })}
        </ol>
      </div>
      <div class="bars-axis" aria-hidden="true">
        {bars.map((b, i) => (
          <span key={b.key}>{i % step === 0 ? b.label : ''}</span>
        ))}
      </div>
    </figure>
  );
}
