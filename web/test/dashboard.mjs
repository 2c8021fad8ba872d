// How long a dashboard takes in a browser: dashboard.mjs NAME FROM TO, over the data directory TARN_LAKE. It prints JSON.
// scripts/bench.sh dashboard runs it.
import { World } from './world.mjs';

const [name, from, to] = process.argv.slice(2);
const address = `/dashboards/${name}?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`;

/** Opens the dashboard, and waits until each panel has been painted. */
async function open(w, page) {
  const begun = performance.now();
  await page.goto(w.base + address, { waitUntil: 'commit' });
  await page.waitForFunction(() => {
    const panels = [...document.querySelectorAll('.board-panel')];
    return panels.length > 0 && panels.every((p) => p.getAttribute('aria-busy') === 'false' && !p.querySelector('.loading, .skeleton') && p.querySelector('.chart canvas, .chart svg, .chart-number b, .chart-table table, .empty, .failed'));
  }, undefined, { polling: 'raf', timeout: 120_000 });
  const filled = performance.now() - begun;
  const painted = await page.evaluate(() => performance.getEntriesByType('paint').find((p) => p.name === 'first-contentful-paint')?.startTime ?? 0);
  const panels = await page.locator('.board-panel').count();
  const failed = await page.locator('.board-panel .failed, .board-panel .empty').count();
  return { painted: Math.round(painted), filled: Math.round(filled), panels, failed };
}

const w = await World.start();
try {
  const page = await w.page();
  const cold = await open(w, page);
  const again = await open(w, page);
  const other = await w.page(); // another viewer, whose browser has nothing yet
  const second = await open(w, other);
  console.log(JSON.stringify({ cold, again, second, faults: page.faults }));
} finally {
  await w.stop();
}
