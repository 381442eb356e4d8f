// 200 things a person does on a case, each timed from the click to what it changes on the screen.
//   tools/node bench/web/session.mjs ADDRESS
// ADDRESS is the line that headwater serve prints. Times hold what the driver adds (about 10 ms each).

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { chromium } from '../../.deps/node/node_modules/playwright-core/index.mjs';

const address = process.argv[2];
const origin = new URL(address).origin;
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const times = [];

async function timed(page, what, act, seen, argument) {
  const started = performance.now();
  await act();
  await page.waitForFunction(seen, argument, { polling: 'raf', timeout: 20000 });
  times.push({ what, ms: performance.now() - started });
}

const text = page => page.evaluate(() => document.querySelector('main').innerText);
const changed = before => document.querySelector('main').innerText !== before && !document.querySelector('.loading');

async function open(page, screen) {
  await timed(page, `open ${screen}`, () => page.locator(`nav a[href="/${screen}"]`).click(),
    name => location.pathname === `/${name}` && document.querySelector('h1') && !document.querySelector('.loading'), screen);
}

async function suppliers(page) {
  await open(page, 'suppliers');
  for (const word of ['air', 'medic', 'trade', 'oil', 'hotel']) {
    const before = await text(page);
    await timed(page, 'search', () => page.getByRole('searchbox').fill(word), changed, before);
  }
  await timed(page, 'clear', () => page.getByRole('searchbox').fill(''), () => !location.search && !document.querySelector('.loading'));
  for (const column of ['Spend', 'Name', 'Stability', 'Evidence', 'Rank']) {
    const before = await text(page);
    await timed(page, 'sort', () => page.getByRole('columnheader', { name: column }).getByRole('button').click(), changed, before);
  }
  for (let i = 1; i <= 5; ++i) {
    await timed(page, 'scroll far', () => page.locator('.view').evaluate((view, part) => view.scrollTo(0, view.scrollHeight * part), i / 6),
      () => document.querySelector('.line a') !== null && [...document.querySelectorAll('.line')].every(line => line.querySelector('a')));
  }
  await timed(page, 'facet', () => page.locator('select').nth(2).selectOption({ index: 2 }), () => location.search.includes('country=') && !document.querySelector('.loading') && document.querySelector('.line a') !== null);
  await timed(page, 'dossier', () => page.locator('.line a').first().click(), () => location.pathname.startsWith('/suppliers/') && document.querySelector('#h-notes') !== null);
  await timed(page, 'back', () => page.goBack(), () => location.pathname === '/suppliers' && document.querySelector('.line a') !== null);
}

async function overview(page) {
  await open(page, 'overview');
  for (const place of [3, 8, 14]) {
    await timed(page, 'country', () => page.locator('svg [role=button][tabindex="0"]').nth(place).press('Enter'),
      () => document.querySelector('#h-place') !== null && !document.querySelector('.loading'));
    await timed(page, 'close', () => page.getByRole('button', { name: 'Close' }).click(), () => document.querySelector('#h-place') === null);
  }
}

async function upstream(page) {
  await open(page, 'upstream');
  for (const count of ['20', '50', '200']) {
    await timed(page, 'paths', () => page.getByRole('combobox', { name: 'Paths' }).selectOption(count), wanted => location.search.includes(`paths=${wanted}`), count);
  }
  await timed(page, 'through', () => page.locator('.flow a').nth(1).press('Enter'), () => location.search.includes('via='));
  await timed(page, 'free', () => page.getByRole('button', { name: /^Through/ }).click(), () => !location.search.includes('via='));
}

async function review(page) {
  await open(page, 'review');
  await timed(page, 'spellings', () => page.getByRole('button', { name: 'Spellings' }).click(), () => location.search.includes('merge') && document.querySelector('#h-pair') !== null);
  for (let i = 0; i < 8; ++i) {
    const before = await text(page);
    await timed(page, 'next pair', () => page.keyboard.press('j'), changed, before);
  }
}

async function planAndMethod(page) {
  await open(page, 'method');
  await open(page, 'plan');
  await page.waitForSelector('details', { timeout: 60000 });
  await page.waitForSelector('[aria-busy="false"]', { timeout: 60000 });
  for (const i of [3, 4]) {
    await timed(page, 'details', () => page.locator('summary').nth(i).click(), n => document.querySelectorAll('details')[n].open, i);
  }
}

/** Of the largest renderer: proportional memory, in MB. */
function tabMemory() {
  const lines = execFileSync('ps', ['-eo', 'pid,args']).toString().split('\n').filter(line => line.includes('--type=renderer'));
  const sizes = lines.map(line => {
    try {
      return Number(readFileSync(`/proc/${parseInt(line, 10)}/smaps_rollup`, 'utf8').match(/^Pss:\s+(\d+)/m)[1]) / 1024;
    } catch { return 0; }
  });
  return Math.max(...sizes);
}

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });
const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
await page.goto(address);
await page.waitForSelector('.findings li');
await page.reload();
await page.waitForSelector('.findings li');
const paint = await page.evaluate(() => {
  const seen = performance.now();
  return { first_contentful_ms: performance.getEntriesByName('first-contentful-paint')[0]?.startTime, findings_seen_by_ms: seen };
});
while (times.length < 200) for (const part of [suppliers, overview, upstream, review, planAndMethod]) await part(page);
const memory = tabMemory();
await browser.close();

const sorted = times.slice(0, 200).sort((a, b) => a.ms - b.ms);
const at = share => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))].ms);
console.log(JSON.stringify({ machine: `${cpus().length} × ${cpus()[0].model}`, origin, actions: sorted.length, paint, ms: { p50: at(0.5), p95: at(0.95), max: at(1) },
  slowest: sorted.slice(-6).map(({ what, ms }) => `${what} ${Math.round(ms)}`), tab_mb: Math.round(memory) }, null, 1));
