// A tarn up over the demonstration's logs, and a browser in front of it.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const root = resolve(import.meta.dirname, '../..');
const tarn = process.env.TARN ?? join(root, 'bin/tarn');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const languages = ['en', 'ko', 'ja'];
export const themes = ['light', 'dark'];

function browserPath() {
  for (const path of [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']) if (path && existsSync(path)) return path;
  throw new Error('there is no Chromium: install it, as in apt-get install chromium, or name it in CHROMIUM');
}

export class World {
  static async start() {
    const w = new World();
    w.dir = mkdtempSync(join(tmpdir(), 'tarn-browser-'));
    w.lake = process.env.TARN_LAKE ?? join(w.dir, 'lake');
    const run = (...args) => {
      const r = spawnSync(tarn, args, { encoding: 'utf8' });
      // Status 3 of an import says that something went to quarantine: the demonstration has a forged record.
      if (r.status !== 0 && !(args.includes('import') && r.status === 3)) throw new Error(`tarn ${args.join(' ')}: ${r.stderr}`);
      return r.stdout;
    };
    if (!process.env.TARN_LAKE) {
      run('demo', join(w.dir, 'logs'));
      run('--data', w.lake, 'import', join(w.dir, 'logs'));
    }
    const name = (role) => `${role}-${process.pid}`;
    w.keys = {};
    for (const role of ['admin', 'analyst', 'auditor']) w.keys[role] = JSON.parse(run('--data', w.lake, 'key', 'create', name(role), '--role', role, '-o', 'json'));
    w.server = spawn(tarn, ['--data', w.lake, 'up', '--listen', '127.0.0.1:0', '--console', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'pipe'] });
    w.talk = '';
    w.server.stderr.on('data', (d) => (w.talk += d));
    for await (const line of createInterface({ input: w.server.stdout })) {
      const m = /Console +(\S+)/.exec(line);
      if (m) {
        w.link = m[1];
        w.base = new URL(m[1]).origin;
      }
      if (line.startsWith('Ctrl-C')) break;
    }
    if (!w.base) throw new Error('tarn up did not start: ' + w.talk);
    w.server.stdout.resume();
    w.browser = await chromium.launch({ executablePath: browserPath(), args: ['--no-sandbox', '--disable-dev-shm-usage'] });
    return w;
  }

  async stop() {
    await this.browser?.close();
    this.server?.kill('SIGINT');
    await new Promise((done) => this.server?.once('exit', done));
    rmSync(this.dir, { recursive: true, force: true });
  }

  /** A page of someone, in a language and a theme. What must not happen while it is open is kept in page.faults. */
  async page({ role = 'admin', language = 'en', theme = 'light', width = 1440, height = 900, zone = 'UTC' } = {}) {
    const context = await this.browser.newContext({ viewport: { width, height }, locale: { en: 'en-GB', ko: 'ko-KR', ja: 'ja-JP' }[language], timezoneId: 'UTC', reducedMotion: 'reduce', acceptDownloads: true });
    await context.addInitScript(
      ([l, t, z]) => {
        if (localStorage.getItem('tarn.language') === null) {
          localStorage.setItem('tarn.language', JSON.stringify(l));
          localStorage.setItem('tarn.theme', JSON.stringify(t));
          localStorage.setItem('tarn.zone', JSON.stringify(z));
        }
      },
      [language, theme, zone],
    );
    const page = await context.newPage();
    page.faults = [];
    page.on('console', (m) => {
      if (m.type() === 'error' && !page.expects?.test(m.text())) page.faults.push('console: ' + m.text() + ' ' + m.location().url);
    });
    page.on('pageerror', (e) => page.faults.push('exception: ' + e.message));
    page.on('request', (r) => {
      const u = new URL(r.url());
      if (u.origin !== this.base && u.protocol !== 'data:' && u.protocol !== 'blob:') page.faults.push('a request elsewhere: ' + r.url());
    });
    if (role) {
      const answer = await context.request.post(this.base + '/api/v1/session', { headers: { 'X-Tarn': '1' }, data: { token: this.keys[role].token } });
      if (!answer.ok()) throw new Error('signing in: ' + (await answer.text()));
    }
    return page;
  }

  /** Shows an address of the app, and waits until nothing loads any more. */
  async show(page, path) {
    await page.goto(this.base + path);
    await this.settled(page);
  }

  async settled(page) {
    await page.waitForLoadState('networkidle').catch(() => undefined);
    await page.waitForTimeout(250); // what was just chosen begins to load
    await page.waitForFunction(() => !document.querySelector('.loading, .skeleton, .busy, [aria-busy=true]'), undefined, { timeout: 20_000 }).catch(() => undefined);
    await page.waitForTimeout(150);
  }
}

/** The findings of axe-core that are serious or critical, in words. */
export async function findings(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    // eslint-disable-next-line no-undef
    const r = await axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] });
    return r.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical').map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 4).map((n) => n.target.join(' ') + ' ' + (n.any[0]?.message ?? n.failureSummary ?? '').slice(0, 140)).join(' | ')}`);
  });
  return found;
}

export const images = process.env.TARN_IMAGES ?? join(root, 'docs/images');
