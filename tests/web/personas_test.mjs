// Four people's tasks in the workbench, each from start to end, on the bundled ledger and a list made for this test.
//   tools/node tests/web/personas_test.mjs BINARY CASE
// The list holds two suppliers of the case in another spelling; it stays in a temporary folder.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { accessible, expect, generation, inspect, launched, problems, rescored, served, serving, settled, watch } from './browser.mjs';

const [binary, original] = process.argv.slice(2);
const ledger = fileURLToPath(new URL('../../data/examples/eu_awards.csv', import.meta.url));
const listName = 'list_made_for_a_test';
const folder = mkdtempSync(join(tmpdir(), 'headwater-personas-'));
const wide = { width: 1280, height: 900 };
const narrow = { width: 400, height: 900 };

/** A quoted field of a CSV file. */
const field = text => `"${text.replaceAll('"', '""')}"`;

async function newPage(browser, server, viewport, who) {
  const context = await browser.newContext({ viewport, locale: 'en-GB', acceptDownloads: true });
  const page = await context.newPage();
  page.setDefaultTimeout(30000);
  watch(page, server.origin, () => `${who} at ${page.url()}`);
  await page.goto(server.address);
  await settled(page);
  return page;
}

/** Nothing on the screen that may not be there, nothing that a reader of it would trip over. */
async function sound(page, where) {
  await settled(page);
  await inspect(page, where);
  await accessible(page, where);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(over <= 1, `${where}: ${over} pixels wider than its window`);
}

/** With the keyboard alone: to what a person wants to reach. */
async function tabTo(page, locator, what) {
  for (let presses = 0; presses < 80; ++presses) {
    if (await locator.evaluate(element => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${what} cannot be reached by the keyboard`);
}

const saved = async (page, button) => {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return readFileSync(await download.path(), 'utf8');
};

/** No time, a ledger: what matters, whom to ask, what they said, what to do for the budget. */
async function officer(browser, server) {
  const page = await newPage(browser, server, wide, 'officer');
  expect(await page.locator('main ol > li').count() >= 5, 'officer: fewer than five findings');
  await page.locator('svg [role=button][tabindex="0"]').first().click();
  await page.waitForSelector('#h-place');
  await sound(page, 'officer: a country');
  await page.goBack();
  await page.getByRole('listitem').filter({ hasText: 'Whom to ask first' }).getByRole('link').click();
  await page.waitForURL(/suppliers\/E/);
  await sound(page, 'officer: the dossier');
  const supplier = await page.locator('h1').innerText();
  expect(await page.getByText('Who recruits the workers').count() === 1, 'officer: nothing to ask');
  await page.getByLabel('Kind').selectOption('answer');
  await page.getByLabel('Your name').fill('P. Officer');
  await page.getByLabel('Letter, call or document').fill('letter of 3 March');
  await page.getByLabel('Made in (where it says so)').selectOption('UZB');
  await page.getByLabel('Text').fill('The cotton is grown and spun there.');
  const before = await generation(page);
  await page.getByRole('button', { name: 'Put on record' }).click();
  await page.getByText('made in Uzbekistan').waitFor();
  await rescored(page, before);
  await page.getByText('origin stated by the ledger or the supplier: Uzbekistan').first().waitFor();
  await page.getByRole('link', { name: 'Plan', exact: true }).click();
  await page.waitForSelector('details');
  const slider = page.getByRole('slider');
  await slider.focus();
  for (let i = 0; i < 5; ++i) await page.keyboard.press('ArrowRight');
  await page.waitForURL(/budget=/);
  await settled(page);
  const left = page.locator('details[open] tbody tr.out').first();
  const measure = (await left.locator('td').first().locator('span[lang]').innerText()).trim();
  const solved = page.waitForResponse(response => response.url().endsWith('/api/plan/solve'));
  await left.getByRole('button', { name: /^Lock/ }).click();
  await page.waitForURL(/locked=/);
  await solved;
  await page.getByText('1 locked').waitFor();
  await settled(page);
  await sound(page, 'officer: the plan');
  const list = page.getByRole('group', { name: 'Work list' });
  const csv = await saved(page, list.getByRole('button', { name: 'CSV' }));
  const ics = await saved(page, list.getByRole('button', { name: 'ICS' }));
  expect(csv.includes(measure), `officer: '${measure}' is locked and not on the work list`);
  expect(ics.split('BEGIN:VTODO').length === csv.trim().split('\n').length, 'officer: calendar and work list differ');
  expect(supplier.length > 0 && !/people|persons/.test(csv), 'officer: the work list speaks of people');
  await page.context().close();
}

/** Knows a corridor: what comes from where, how sure, and what a supplier's word would change. */
async function analyst(browser, server, viewport) {
  const where = `analyst at ${viewport.width}`;
  const page = await newPage(browser, server, viewport, where);
  await page.goto(`${server.origin}/upstream`);
  await settled(page);
  expect(/no other is larger than/.test(await page.locator('main').innerText()), `${where}: no certificate`);
  const kind = page.getByRole('combobox', { name: 'Kind of work' });
  await kind.selectOption({ index: 1 });
  await page.waitForURL(/sector=/);
  await page.getByLabel('Drawn by').selectOption('region');
  await page.waitForURL(/by=region/);
  await sound(page, `${where}: upstream`);
  const rows = page.locator('section:has(> h2:text("The largest paths")) tbody tr');
  const paths = await rows.count();
  expect(paths > 0, `${where}: the filter leaves nothing`);
  const drawing = page.getByRole('group', { name: /The flow/ }).last();
  const svg = await saved(page, drawing.getByRole('button', { name: 'SVG' }));
  const csv = await saved(page, drawing.getByRole('button', { name: 'CSV' }));
  expect(svg.startsWith('<svg'), `${where}: the drawing is no SVG`);
  expect(csv.trim().split('\n').length === paths + 1, `${where}: the table saved is not the one shown`);
  const again = await page.context().newPage();
  await again.goto(page.url());
  await settled(again);
  expect(await again.locator('section:has(> h2:text("The largest paths")) tbody tr').count() === paths, `${where}: the address shows something else`);
  await again.close();
  await page.goBack();
  await page.waitForURL(url => !url.search.includes('by=region'));
  await page.goForward();
  await page.waitForURL(/by=region/);
  await settled(page);
  await page.getByRole('searchbox', { name: 'Supplier' }).fill('gmbh');
  await page.locator('.found button').first().click();
  await page.getByLabel('Made in').selectOption('UZB');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByText(/change.* step on the map/).first().waitFor();
  await sound(page, `${where}: what if`);
  await page.context().close();
}

/** Ten sites to choose, from the keyboard alone; on paper too. */
async function inspector(browser, server, viewport) {
  const where = `inspector at ${viewport.width}`;
  const page = await newPage(browser, server, viewport, where);
  await tabTo(page, page.getByRole('link', { name: 'Suppliers', exact: true }), 'the list of suppliers');
  await page.keyboard.press('Enter');
  await page.waitForURL(/suppliers/);
  await settled(page);
  await tabTo(page, page.getByLabel('Lens'), 'the lens');
  await page.keyboard.press('End');
  await page.waitForURL(/lens=tender/);
  await settled(page);
  await tabTo(page, page.getByRole('grid'), 'the table');
  const chosen = new Set();
  for (let i = 0; i < 10; ++i) {
    for (let down = 0; down < i; ++down) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/suppliers\/E/);
    await settled(page);
    chosen.add(await page.locator('h1').innerText());
    if (i === 0) await sound(page, `${where}: a dossier`);
    await page.goBack();
    await page.waitForURL(/lens=tender/);
    await settled(page);
    await page.getByRole('grid').focus();
  }
  expect(chosen.size === 10, `${where}: ${chosen.size} suppliers of 10 opened`);
  await sound(page, `${where}: suppliers`);
  await page.emulateMedia({ media: 'print' });
  expect(!await page.locator('header').isVisible(), `${where}: the navigation is printed`);
  if (viewport === wide) expect((await page.pdf({ format: 'A4' })).length > 5000, `${where}: prints nothing`);
  await page.context().close();
}

/** Two people on the same pairs, by keyboard; what they decide lasts. */
async function police(browser, first) {
  const ana = await newPage(browser, first, wide, 'police');
  const ben = await newPage(browser, first, wide, 'police, the second');
  for (const [page, who] of [[ana, 'Ana'], [ben, 'Ben']]) {
    await page.goto(`${first.origin}/review?kind=list`);
    await page.waitForSelector('#h-pair');
    await tabTo(page, page.getByLabel('Your name'), 'the name');
    await page.keyboard.type(who);
    await page.locator('h1').click();
  }
  expect((await ana.locator('table.pair').innerText()).includes(listName), 'police: the list is not named');
  const pair = await ana.locator('.names').innerText();
  await sound(ana, 'police: review');
  let before = await generation(ben);
  await ben.keyboard.press('n');
  await ben.keyboard.type('another register number');
  await ben.keyboard.press('Escape');
  await ben.keyboard.press('r');
  await ben.getByText('another register number').first().waitFor();
  const decided = await ben.locator('tr', { hasText: 'another register number' }).innerText();
  const listed = pair.split('\t').at(-1).trim();
  expect(decided.includes(listed), `police: '${listed}' was judged and another recorded: ${decided}`);
  await ana.keyboard.press('a');
  await ana.getByText(/Nothing was recorded/).waitFor();
  expect(await ana.getByRole('alert').innerText().then(text => text.includes('Ben')), 'police: the conflict does not say with whom');
  await ana.waitForFunction(before => document.querySelector('.names')?.innerText !== before, pair);
  await ana.keyboard.press('j');
  await ana.keyboard.press('k');
  await ana.keyboard.press('u');
  await ana.getByText('open').first().waitFor();
  await rescored(ben, before);
  const told = () => ben.evaluate(async () => (await (await fetch('/api/pairs?kind=list')).json()).total);
  const waiting = await told();
  before = await generation(ben);
  await ben.locator('h1').click();
  await ben.keyboard.press('z');
  await ben.getByText('taken back').first().waitFor();
  await rescored(ben, before);
  expect(await told() === waiting + 1, 'police: undo does not bring the pair back');
  before = await generation(ben);
  await ben.keyboard.press('r');
  await ben.getByText('stands').first().waitFor();
  await rescored(ben, before);
  for (const page of [ana, ben]) await page.context().close();  // nobody asks a server that is gone
  await first.end();
  const second = await serving(binary, join(folder, 'case'));
  const later = await newPage(browser, second, wide, 'police, later');
  await later.goto(`${second.origin}/review?kind=list`);
  await later.getByText('stands').first().waitFor();
  await later.getByText('Ben').first().waitFor();
  await sound(later, 'police: after a restart');
  await later.context().close();
  await second.end();
}

/** The bundled ledger with a list of two of its suppliers, a letter dropped. */
async function prepare(browser) {
  const server = await served(binary, original);
  const page = await newPage(browser, server, wide, 'preparing');
  const rows = await page.evaluate(async () => (await (await fetch('/api/suppliers?limit=200&sort=name')).json()).rows);
  const two = rows.filter(row => row.name.length > 24 && row.country !== 'UNK').slice(0, 2);
  await page.context().close();
  await server.end();
  const list = join(folder, `${listName}.csv`);
  writeFileSync(list, ['name,country', ...two.map(row => `${field(row.name.slice(0, 6) + row.name.slice(7))},${row.country}`)].join('\n'));
  execFileSync(resolve(binary), ['run', ledger, '--lists', list, '--budget', '250000EUR', '--case', join(folder, 'case')], { stdio: 'ignore' });
}

const browser = await launched();
let walks = 0;
async function walk(name, work) {
  const server = await serving(binary, join(folder, 'case'));
  try {
    await work(server);
    ++walks;
  } catch (error) {
    problems.push(`${name}: ${error.message.slice(0, 800)}`);
  } finally {
    await server.end();
  }
}
try {
  await prepare(browser);
  await walk('analyst', server => analyst(browser, server, wide));
  await walk('analyst, narrow', server => analyst(browser, server, narrow));
  await walk('inspector', server => inspector(browser, server, wide));
  await walk('inspector, narrow', server => inspector(browser, server, narrow));
  await walk('officer', server => officer(browser, server));
  await walk('police', server => police(browser, server));
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
problems.forEach(problem => console.error(problem));
console.log(`${walks} walks, ${problems.length} problems`);
process.exit(problems.length ? 1 : 0);
