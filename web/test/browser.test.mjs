// What the console does in a browser: make conformance-browser runs it, on the demonstration's logs.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { World, findings, images, languages, themes } from './world.mjs';

let w;
before(async () => {
  w = await World.start();
  mkdirSync(images, { recursive: true });
});
after(() => w?.stop());

const clean = (page) => assert.deepEqual(page.faults, []);

describe('signing in', () => {
  test('with the link that tarn up prints, once', async () => {
    const page = await w.page({ role: null });
    page.expects = /401/;
    await page.goto(w.link);
    await page.getByRole('heading', { name: 'Home' }).waitFor();
    assert.equal(new URL(page.url()).hash, '', 'the secret stays in the address');
    assert.equal(await page.evaluate(() => document.cookie), '', 'scripts see the cookie');
    const again = await w.page({ role: null });
    again.expects = /401/;
    await again.goto(w.link);
    await again.getByText('The link was used before').waitFor();
    clean(page);
    clean(again);
  });
  test('with a key, and out again', async () => {
    const page = await w.page({ role: null });
    page.expects = /401/;
    await page.goto(w.base + '/query');
    await page.getByLabel('Access key ID or token').fill(w.keys.analyst.id);
    await page.getByLabel('Secret access key').fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByText('There is no such key').waitFor();
    await page.getByLabel('Secret access key').fill(w.keys.analyst.secret);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Run' }).waitFor();
    await page.getByRole('button', { name: 'Signed in as' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByLabel('Secret access key').waitFor();
    clean(page);
  });
  for (const language of languages)
    test('the page in ' + language, async () => {
      const page = await w.page({ role: null, language });
      page.expects = /401/;
      await w.show(page, '/');
      assert.deepEqual(await findings(page), []);
      if (language === 'en') await page.screenshot({ path: join(images, 'sign-in.png') });
      clean(page);
    });
});

describe('every page', () => {
  for (const language of languages)
    for (const theme of themes)
      test(`in ${language}, ${theme}`, async () => {
        const page = await w.page({ language, theme });
        await w.show(page, '/');
        const links = await page.locator('nav a').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
        assert.ok(links.length >= 4);
        for (const path of [...links, '/stores/new', '/events?reads=1&range=all', '/query?sql=SELECT%20eventName,%20count(*)%20AS%20n%20FROM%20cloudtrail%20GROUP%20BY%201%20ORDER%20BY%202%20DESC&run=1']) {
          await w.show(page, path);
          const name = path === '/' ? 'home' : path.slice(1).replace(/\?.*/, '').replaceAll('/', '-');
          assert.deepEqual(await findings(page), [], path);
          assert.equal(await page.evaluate(() => document.documentElement.lang), language);
          // A key of a text that is not there would be shown itself.
          const keys = (await page.locator('body').innerText()).match(/\b(common|nav|home|query|events|stores|jobs|alerts|dashboards|chart|charts|state|grid|error)\.[a-z][A-Za-z.]+\b/g) ?? [];
          assert.deepEqual(keys.filter((k) => !/amazonaws|^home\.organization|\.(com|json|yaml|sql|parquet)/.test(k)), [], path);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(wide <= 0, `${path} is ${wide} pixels too wide`);
          if (links.includes(path) || path === '/stores/new') {
            const suffix = (language === 'en' ? '' : '-' + language) + (theme === 'light' ? '' : '-dark');
            if (language === 'en' || theme === 'light') await page.screenshot({ path: join(images, name + suffix + '.png') });
          }
        }
        clean(page);
      });
  test('on a small screen', async () => {
    const page = await w.page({ width: 390, height: 800 });
    for (const path of ['/', '/query', '/events', '/stores']) {
      await w.show(page, path);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${path} is ${wide} pixels too wide`);
    }
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('link', { name: 'Query' }).click();
    await page.getByRole('button', { name: 'Run' }).waitFor();
    clean(page);
  });
});

describe('the names of accounts', () => {
  test('are imported, and stand beside the IDs wherever these are shown', async () => {
    const page = await w.page();
    await w.show(page, '/');
    await page.getByRole('button', { name: 'Account names' }).click();
    const file = { name: 'accounts.csv', mimeType: 'text/csv', buffer: Buffer.from('\ufeffAccount ID,Name\r\n333344445555,운영\r\n444455556666,"staging, EU"\r\n') };
    await page.getByLabel('File').setInputFiles(file);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('2 accounts have names.').waitFor();
    const row = page.locator('.home-columns td', { hasText: '운영333344445555' });
    await row.first().waitFor();
    assert.ok(await page.locator('.home-columns td', { hasText: 'staging, EU444455556666' }).count());
    await page.getByRole('button', { name: 'Account names' }).click();
    assert.equal(await page.getByLabel('Names', { exact: true }).inputValue(), '444455556666,"staging, EU"\n333344445555,운영');
    page.expects = /400/;
    await page.getByLabel('Names', { exact: true }).fill('333344445555');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('line 1: there is no ID and name in it').waitFor();
    assert.deepEqual(await findings(page), []);
    await page.keyboard.press('Escape');

    await w.show(page, '/query?sql=' + encodeURIComponent("SELECT recipientAccountId, count(*) AS n FROM cloudtrail WHERE recipientAccountId = '333344445555' GROUP BY 1") + '&run=1');
    await page.getByRole('gridcell', { name: '운영 (333344445555)' }).waitFor();
    await w.show(page, '/events?range=all&reads=1&account=333344445555');
    await page.locator('.events-table').getByText('운영 (333344445555)').first().click();
    await w.settled(page);
    assert.match(page.url(), /333344445555/);
    assert.doesNotMatch(decodeURIComponent(page.url()), /운영/);
    clean(page);

    const reader = await w.page({ role: 'analyst', language: 'ko' });
    await w.show(reader, '/');
    await reader.getByRole('button', { name: '계정 이름' }).click();
    await reader.locator('dialog td', { hasText: '운영' }).waitFor();
    assert.equal(await reader.getByRole('button', { name: '저장' }).count(), 0);
    clean(reader);
  });
});

/** Puts a statement into the editor, by the keyboard. */
async function type(page, sql) {
  const box = page.locator('.cm-content').first();
  await box.click();
  await page.keyboard.press('Control+a');
  // Chromium gives text that is inserted over coloured text a style attribute, which the policy refuses; the editor draws it anew.
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(sql);
}

const shownRows = (page) => page.locator('.grid-row').count();

describe('the query page', () => {
  test('runs what is typed, shows, charts and downloads it', async () => {
    const page = await w.page();
    await w.show(page, '/query');
    await type(page, "SELECT eventSource, count(*) AS events, max(9007199254740993) AS big\nFROM cloudtrail\nGROUP BY 1\nORDER BY 2 DESC");
    await page.keyboard.press('Control+Enter');
    await page.locator('.grid-row').nth(3).waitFor();
    // Rows are drawn before they are loaded.
    await page.locator('.grid-row').first().locator('[role=gridcell]').nth(2).filter({ hasText: /^9007199254740993$/ }).waitFor();
    for (const [label, begin] of [['CSV', 'eventSource,events,big\n'], ['CSV for Excel (UTF-8 BOM)', '\ufeffeventSource,'], ['JSON', '[\n{"eventSource":'], ['Parquet', 'PAR1']]) {
      await page.getByRole('button', { name: 'Download' }).click();
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: label, exact: true }).click()]);
      const text = (await (await download.createReadStream()).toArray()).join('');
      assert.ok(text.startsWith(begin), `${label} begins with ${JSON.stringify(text.slice(0, 40))}`);
    }
    await type(page, 'SELECT eventSource, count(*) AS events, count(errorCode) AS errors\nFROM cloudtrail\nWHERE readOnly = false\nGROUP BY 1\nORDER BY 2 DESC');
    await page.keyboard.press('Control+Enter');
    await page.locator('.grid-head', { hasText: 'errors' }).waitFor();
    await page.getByRole('tab', { name: 'Chart' }).click();
    await page.locator('.chart canvas').waitFor();
    await page.waitForTimeout(400);
    await page.screenshot({ path: join(images, 'query-chart.png') });
    clean(page);
  });
  test('underlines an error at its place, with the hint', async () => {
    const page = await w.page();
    await w.show(page, '/query');
    await type(page, "SELECT '한국어',\n       evntName\nFROM cloudtrail");
    // As one types, before anything runs.
    await page.locator('.cm-lintRange-error').waitFor();
    assert.equal(await page.locator('.cm-lintRange-error').first().textContent(), 'evntName');
    await page.keyboard.press('Control+Enter');
    await page.getByText('did you mean eventName').first().waitFor();
    await page.getByRole('button', { name: 'line 2, column 8' }).click();
    await page.screenshot({ path: join(images, 'query-error.png') });
    clean(page);
  });
  test('runs a selection, and the statement at the cursor', async () => {
    const page = await w.page();
    await w.show(page, '/query');
    await type(page, "SELECT 'first' AS a;\nSELECT 'second' AS b");
    await page.keyboard.press('Control+Enter');
    await page.locator('.grid-head', { hasText: 'b' }).waitFor();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Control+Enter');
    await page.locator('.grid-cell', { hasText: 'first' }).waitFor();
    clean(page);
  });
  test('asks for parameters', async () => {
    const page = await w.page();
    await w.show(page, '/query');
    await type(page, 'SELECT count(*) AS n FROM cloudtrail WHERE awsRegion = ?');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Give each parameter a value').waitFor();
    await page.getByLabel('?1').fill("'us-east-1'");
    await page.keyboard.press('Enter');
    await page.locator('.grid-row').first().waitFor();
    clean(page);
  });
  test('completes tables, columns and members', async () => {
    const page = await w.page();
    await w.show(page, '/query');
    await type(page, 'SELECT  FROM cloudtrail');
    await page.keyboard.press('Home');
    for (let i = 0; i < 7; i++) await page.keyboard.press('ArrowRight');
    await page.keyboard.type('userId');
    await page.locator('.cm-tooltip-autocomplete li', { hasText: 'userIdentity' }).waitFor();
    await page.waitForTimeout(150); // an answer that comes at once is not taken by mistake
    await page.keyboard.press('Enter');
    await page.keyboard.type('.');
    await page.keyboard.press('Control+Space');
    await page.locator('.cm-tooltip-autocomplete li', { hasText: 'principalId' }).waitFor();
    clean(page);
  });
  test('cancels', async () => {
    const page = await w.page();
    await w.show(page, '/query');
    await type(page, 'SELECT count(*) FROM UNNEST(sequence(1, 10000)) a(x) CROSS JOIN UNNEST(sequence(1, 10000)) b(y) CROSS JOIN UNNEST(sequence(1, 1000)) c(z) WHERE x * y % 7 = z');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Cancelled').first().waitFor({ timeout: 15_000 });
    clean(page);
  });
  test('saves a query, finds it again, and deletes it', async () => {
    const page = await w.page();
    await w.show(page, '/query');
    await type(page, 'SELECT 41 + 1 AS answer');
    await page.keyboard.press('Control+s');
    await page.getByLabel('Name').fill('The answer');
    await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('tab', { name: 'Saved' }).click();
    await page.locator('.side-item', { hasText: 'The answer' }).click();
    await page.getByRole('button', { name: 'Delete The answer' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No saved queries').waitFor();
    await page.getByRole('tab', { name: 'Samples' }).click();
    await page.getByPlaceholder('Search samples').fill('root');
    await page.locator('.side-item').first().click();
    await page.getByRole('tab', { name: 'History' }).click();
    await page.locator('.side-item').first().waitFor();
    clean(page);
  });
  test('explains, and formats', async () => {
    const page = await w.page();
    await w.show(page, '/query');
    await type(page, 'select count(*) as n from cloudtrail where eventname is not null');
    await page.getByRole('button', { name: 'Format', exact: true }).click();
    await page.locator('.cm-line', { hasText: /^FROM/ }).waitFor();
    await page.getByRole('button', { name: 'Explain', exact: true }).click();
    await page.getByRole('menuitem', { name: 'EXPLAIN ANALYZE', exact: true }).click();
    await page.locator('pre', { hasText: 'TableScan' }).waitFor();
    clean(page);
  });
  test('an address brings a statement, and a result, to someone else', async () => {
    const page = await w.page();
    await w.show(page, '/query?sql=' + encodeURIComponent('SELECT 5 AS five') + '&run=1');
    await page.locator('.grid-cell', { hasText: '5' }).waitFor();
    const id = await page.evaluate(() => JSON.parse(localStorage.getItem('tarn.query.tabs')).at(-1).execution);
    const other = await w.page();
    await w.show(other, '/query?id=' + id);
    await other.locator('.grid-cell', { hasText: '5' }).waitFor();
    clean(page);
    clean(other);
  });
  test('shows values of a column, and takes one', async () => {
    const page = await w.page();
    await w.show(page, '/query');
    await page.getByRole('button', { name: 'cloudtrail', exact: true }).click();
    await page.getByRole('button', { name: 'Values of awsRegion' }).click();
    const value = page.locator('.tree-values button', { hasText: 'ap-northeast-2' });
    await value.waitFor();
    assert.deepEqual(await findings(page), []);
    await type(page, 'SELECT ');
    await value.click();
    assert.match(await page.locator('.cm-content').first().innerText(), /'ap-northeast-2'/);
    clean(page);
  });

  test('shows the times of a result in the zone, when asked to', async () => {
    const page = await w.page({ zone: 'Asia/Seoul', language: 'ko' });
    await w.show(page, '/query?sql=' + encodeURIComponent("SELECT TIMESTAMP '2026-05-07 16:30:00.250' AS at, 'x' AS b") + '&run=1');
    await page.getByRole('gridcell', { name: '2026-05-07 16:30:00.250' }).waitFor();
    await page.getByLabel('KST로 표시').check();
    await page.getByRole('gridcell', { name: '2026-05-08 01:30:00.250' }).waitFor();
    await page.getByRole('columnheader', { name: 'at (KST)' }).waitFor();
    await page.getByLabel('KST로 표시').uncheck();
    await page.getByRole('gridcell', { name: '2026-05-07 16:30:00.250' }).waitFor();
    clean(page);
  });

  test('a result of 1,000,000 rows scrolls, to its end', async () => {
    const page = await w.page();
    await w.show(page, '/query');
    await type(page, "SELECT x * 1000 + y AS n, 9007199254740000 + y AS big, 'row ' || CAST(y AS varchar) AS t FROM UNNEST(sequence(0, 999)) a(x) CROSS JOIN UNNEST(sequence(1, 1000)) b(y) ORDER BY 1");
    await page.keyboard.press('Control+Enter');
    await page.locator('.grid-row').nth(5).waitFor({ timeout: 60_000 });
    assert.ok(await page.getByText('1,000,000 rows').isVisible());
    await page.locator('.grid').focus();
    await page.keyboard.press('Control+End');
    await page.locator('.grid-cell', { hasText: /^1000000$/ }).waitFor();
    await page.keyboard.press('Control+Home');
    await page.locator('.grid-cell', { hasText: /^1$/ }).first().waitFor();
    assert.ok((await shownRows(page)) < 100, 'rows out of view are drawn');
    // A screen a frame: how long the slowest frames took.
    const frames = await page.evaluate(async () => {
      const g = document.querySelector('.grid');
      const took = [];
      let last = performance.now();
      for (let i = 0; i < 120; i++) {
        g.scrollTop = (g.scrollHeight * i) / 120;
        await new Promise(requestAnimationFrame);
        took.push(performance.now() - last);
        last = performance.now();
      }
      return took.sort((a, b) => a - b);
    });
    console.log(`# scrolling through 1,000,000 rows: a frame in ${frames[60].toFixed(1)} ms (median), ${frames[114].toFixed(1)} ms (95 %)`);
    assert.ok(frames[60] < 100);
    clean(page);
  });
  test('typing never lags', async () => {
    const page = await w.page();
    await w.show(page, '/query');
    await type(page, Array.from({ length: 300 }, (_, i) => `SELECT eventName, count(*) AS n${i} FROM cloudtrail WHERE awsRegion = 'r${i}' GROUP BY 1;`).join('\n'));
    const took = await page.evaluate(async () => {
      const box = document.querySelector('.cm-content');
      box.focus();
      const out = [];
      for (let i = 0; i < 60; i++) {
        const t = performance.now();
        document.execCommand('insertText', false, 'x');
        await new Promise(requestAnimationFrame);
        out.push(performance.now() - t);
      }
      return out.sort((a, b) => a - b);
    });
    console.log(`# a key in a text of 300 statements: ${took[30].toFixed(1)} ms (median), ${took[57].toFixed(1)} ms (95 %)`);
    assert.ok(took[30] < 100);
    clean(page);
  });
  test('Enter is not taken while an input method composes', async () => {
    const page = await w.page({ language: 'ko' });
    await w.show(page, '/query');
    await type(page, 'SELECT 1');
    await page.keyboard.press('Control+s');
    const name = page.locator('dialog input').first();
    await name.fill('로그인');
    const enter = (composing) => name.evaluate((e, isComposing) => e.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing, bubbles: true, cancelable: true })), composing);
    await enter(true);
    await page.waitForTimeout(500);
    assert.equal(await page.locator('dialog').count(), 1, 'a word was ended, and the query saved');
    await enter(false);
    await page.locator('dialog').waitFor({ state: 'detached' });
    clean(page);
  });
});

describe('event history', () => {
  test('filters, opens, follows and compares events', async () => {
    const page = await w.page();
    await w.show(page, '/events?range=all');
    await page.locator('.event-open').first().waitFor();
    await page.getByRole('button', { name: 'Add a filter' }).click();
    await page.getByLabel('Value').fill('ConsoleLogin');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.locator('.chip', { hasText: 'ConsoleLogin' }).waitFor();
    await w.settled(page);
    assert.deepEqual([...new Set(await page.locator('.event-open').allTextContents())], ['ConsoleLogin']);
    await page.locator('.event-open').first().click();
    await page.getByRole('tab', { name: 'As delivered' }).click();
    await page.locator('.json-key', { hasText: 'eventVersion' }).waitFor();
    await page.getByRole('tab', { name: 'Origin' }).click();
    await page.getByText('SHA-256').waitFor();
    await page.getByRole('tab', { name: 'Related' }).click();
    await page.getByText('Same address').waitFor();
    await w.settled(page);
    assert.deepEqual(await findings(page), []);
    await page.screenshot({ path: join(images, 'event-detail.png') });
    await page.keyboard.press('Escape');
    assert.ok(!page.url().includes('id='));
    const picks = page.locator('td.pick input');
    await picks.nth(0).check();
    await picks.nth(1).check();
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.locator('.compare .differs').first().waitFor();
    await page.keyboard.press('Escape');
    clean(page);
  });
  test('searches inside whole events, and hides what only reads', async () => {
    const page = await w.page();
    await w.show(page, '/events?range=all');
    const hidden = await page.locator('.events-foot').innerText();
    await page.getByLabel('Read-only events').check();
    await w.settled(page);
    const all = await page.locator('.events-foot').innerText();
    assert.notEqual(hidden, all);
    await page.getByPlaceholder('Search inside whole events').fill('mfaUsed":"no');
    await page.keyboard.press('Enter');
    await w.settled(page);
    assert.ok((await page.locator('.event-open').count()) > 0);
    clean(page);
  });
  test('shows times in a zone', async () => {
    const page = await w.page({ zone: 'Asia/Seoul' });
    await w.show(page, '/events?range=all&reads=1');
    const seoul = await page.locator('tbody tr').first().locator('td').nth(1).innerText();
    await page.getByRole('button', { name: 'Time zone' }).click();
    await page.getByRole('menuitemradio', { name: 'UTC' }).click();
    await w.settled(page);
    const utc = await page.locator('tbody tr').first().locator('td').nth(1).innerText();
    assert.equal((Date.parse(seoul.replace(' ', 'T') + 'Z') - Date.parse(utc.replace(' ', 'T') + 'Z')) / 3600e3, 9);
    clean(page);
  });
  test('makes the statement of an Athena table, and runs it', async () => {
    const page = await w.page();
    await w.show(page, '/events');
    await page.getByRole('button', { name: 'Create Athena table' }).click();
    await page.getByLabel('Bucket and prefix').fill('s3://trail-bucket');
    await page.getByLabel('Account or organisation path').fill('111122223333');
    await page.getByRole('button', { name: 'Open in the editor' }).click();
    await page.locator('.cm-line', { hasText: 'CREATE EXTERNAL TABLE' }).waitFor();
    await page.waitForTimeout(900);
    assert.equal(await page.locator('.cm-lintRange-error').count(), 0, 'the statement has an error');
    clean(page);
  });
});

describe('event data stores', () => {
  test('are made, stopped, protected, deleted and restored', async () => {
    const page = await w.page();
    await w.show(page, '/stores/new');
    await page.getByLabel('Name').fill('browser-store');
    await page.getByLabel('Retention, in days').fill('90');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByLabel('Leave out AWS KMS events').check();
    await page.getByRole('button', { name: 'Add', exact: true }).first().click();
    await page.getByRole('radio', { name: 'Write-only' }).click();
    await page.screenshot({ path: join(images, 'stores-wizard.png') });
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('resources.type = AWS::S3::Object').waitFor();
    await page.getByRole('button', { name: 'Create event data store' }).click();
    await page.getByRole('heading', { name: 'browser-store' }).waitFor();
    await page.getByText('eventSource ≠ kms.amazonaws.com').waitFor();
    const act = async (name) => {
      await page.getByRole('button', { name: 'Actions' }).click();
      await page.getByRole('menuitem', { name }).click();
    };
    await act('Stop ingestion');
    await page.getByText('ingestion stopped').first().waitFor();
    await act('Start ingestion');
    await page.locator('.tag.ok', { hasText: 'enabled' }).first().waitFor();
    await act('Turn termination protection off');
    await w.settled(page);
    await act('Delete…');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Goes for good on').waitFor();
    await page.getByRole('button', { name: 'Restore' }).click();
    await page.getByText('Goes for good on').waitFor({ state: 'detached' });
    clean(page);
  });
  test('are not offered to be changed to who may not', async () => {
    const page = await w.page({ role: 'analyst' });
    await w.show(page, '/stores');
    assert.equal(await page.getByRole('link', { name: 'Create event data store' }).count(), 0);
    assert.equal(await page.getByText('tarn-audit').count(), 0, 'an analyst sees the record of calls');
    clean(page);
  });
});

describe('by the keyboard alone', () => {
  test('one gets to the content, through menus, and out of dialogs', async () => {
    const page = await w.page();
    await w.show(page, '/stores');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to the content');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
    await page.getByRole('button', { name: 'Language' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '이벤트 데이터 스토어' }).waitFor();
    clean(page);
  });
});

describe('speed', () => {
  test('the first page', async () => {
    const page = await w.page();
    const bytes = [];
    page.on('response', async (r) => bytes.push(Number((await r.allHeaders())['content-length'] ?? 0)));
    const begun = Date.now();
    await page.goto(w.base + '/');
    await page.locator('.figure-value').first().waitFor();
    const took = Date.now() - begun;
    const painted = await page.evaluate(() => performance.getEntriesByType('paint').find((p) => p.name === 'first-contentful-paint')?.startTime);
    console.log(`# home: first paint ${painted?.toFixed(0)} ms, filled ${took} ms`);
    clean(page);
  });
});
