// Walks every screen of the workbench as its users do, and fails on whatever they would trip over.
//   tools/node tests/web/workbench_test.mjs BINARY CASE [PICTURES]
// Leaves pictures of each screen, wide and narrow, light and dark, for people to look at.

import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { accessible, expect, generation, inspect, launched, problems, rescored, served, settled, watch } from './browser.mjs';

const [binary, original, pictures = fileURLToPath(new URL('../../build/pictures', import.meta.url))] = process.argv.slice(2);

async function narrow(page, name) {
  await page.setViewportSize({ width: 400, height: 900 });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(over <= 1, `${name}: ${over} pixels wider than a screen of 400`);
  await page.screenshot({ path: `${pictures}/workbench_${name}_400.png` });
  await page.setViewportSize({ width: 1280, height: 900 });
}

async function overview(page) {
  await page.locator('svg [role=button][tabindex="0"]').first().press('Enter');
  await page.waitForSelector('#h-place');
  expect(page.url().includes('place='), 'overview: a chosen country has no address');
  await page.goBack();
  await page.waitForSelector('#h-place', { state: 'detached' });
}

async function suppliers(page) {
  const grid = page.getByRole('grid');
  await page.getByRole('searchbox').fill('a');
  await page.waitForURL(/search=a/);
  await settled(page);
  await grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/suppliers\/E/);
  await settled(page);
  await page.goBack();
  await page.waitForURL(/search=a/);
  expect(await page.getByRole('searchbox').inputValue() === 'a', 'suppliers: going back forgets the search');
}

async function dossier(page) {
  await page.getByLabel('Made in').selectOption('UZB');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByText(/change.* step on the map/).first().waitFor({ timeout: 60000 });
  await page.getByLabel('Your name').fill('A. Reviewer');
  await page.getByLabel('Text').fill('Asked on the phone');
  await page.getByRole('button', { name: 'Put on record' }).click();
  await page.getByText('Asked on the phone').first().waitFor();
}

async function review(page) {
  await page.getByRole('button', { name: 'Spellings' }).click();
  await settled(page);
  await page.waitForSelector('#h-pair');
  const first = await page.locator('.names').innerText();
  await page.getByLabel('Your name').fill('A. Reviewer');
  await page.locator('h1').click();
  const before = await generation(page);
  await page.keyboard.press('r');
  await page.waitForFunction(before => document.querySelector('.names')?.innerText !== before, first);
  await page.getByText('stands').first().waitFor();
  await page.waitForSelector('#h-done');
  await rescored(page, before);
  await page.getByRole('button', { name: /^Undo:/ }).first().click();
  await page.getByText('taken back').first().waitFor();
}

async function upstream(page) {
  await page.getByRole('combobox', { name: 'Paths' }).selectOption('50');
  await page.waitForURL(/paths=50/);
  await page.locator('.flow a').first().click();
  await page.waitForURL(/via=/);
  await page.getByRole('button', { name: /^Through/ }).click();
  await page.waitForURL(url => !url.search.includes('via='));
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'SVG' }).last().click()]);
  const svg = readFileSync(await download.path(), 'utf8');
  expect(svg.startsWith('<svg') && !svg.includes('var(--'), 'upstream: the saved drawing leans on the page');
}

async function plan(page) {
  await page.waitForSelector('details');
  const solved = [];
  page.on('request', request => request.url().endsWith('/solve') && solved.push(request));
  await page.waitForTimeout(1500);
  expect(solved.length <= 1, `plan: solved ${solved.length} times with nothing changed`);
  const rows = page.locator('details[open] tbody tr');
  await rows.first().getByRole('button', { name: /^Forbid/ }).click();
  await page.waitForURL(/forbidden=/);
  await page.getByText(/best plan/).first().waitFor({ timeout: 30000 });
  for (const kind of ['CSV', 'XLSX', 'ICS']) {
    const button = page.getByRole('group', { name: 'Work list' }).getByRole('button', { name: kind });
    const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
    expect(readFileSync(await download.path()).length > 200, `plan: ${kind} is empty`);
  }
}

async function method(page) {
  await page.emulateMedia({ media: 'print' });
  const bytes = await page.pdf({ format: 'A4', printBackground: true });
  expect(bytes.length > 10000, 'method: prints nothing');
  await page.emulateMedia({ media: 'screen' });
}

const tasks = { overview, suppliers, dossier, review, upstream, plan, method };

mkdirSync(pictures, { recursive: true });
const server = await served(binary, original);
const browser = await launched();
let name = 'first load';
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB', acceptDownloads: true });
  const page = await context.newPage();
  page.setDefaultTimeout(30000);
  watch(page, server.origin, () => name);
  await page.goto(server.address);
  await settled(page);
  expect(!page.url().includes('token'), 'the token stays in the address');
  const supplier = await page.evaluate(async () => (await (await fetch('/api/suppliers?limit=1')).json()).rows[0].id);
  const addresses = { dossier: `suppliers/${supplier}` };
  for (name of Object.keys(tasks)) {
    try {
      await page.goto(`${server.origin}/${addresses[name] ?? name}`);
      await settled(page);
      if (name === 'plan') await page.waitForSelector('details');
      await page.screenshot({ path: `${pictures}/workbench_${name}.png` });
      await page.screenshot({ path: `${pictures}/workbench_${name}_full.png`, fullPage: name !== 'suppliers' });
      await inspect(page, name);
      await accessible(page, name);
      await narrow(page, name);
      await tasks[name](page);
    } catch (error) {
      problems.push(`${name}: ${error.message.slice(0, 600)}`);
      await page.screenshot({ path: `${pictures}/workbench_${name}_failed.png` });
    }
  }
  name = 'dark';
  await page.emulateMedia({ colorScheme: 'dark' });
  for (const screen of ['overview', 'suppliers', 'upstream', 'plan', 'review']) {
    await page.goto(`${server.origin}/${screen}`);
    await settled(page);
    await page.screenshot({ path: `${pictures}/workbench_${screen}_dark.png` });
    await accessible(page, `${screen} dark`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  for (const language of ['fr', 'de', 'it', 'ru', 'es']) {
    name = `in ${language}`;
    await page.goto(`${server.origin}/overview`);
    await settled(page);
    await page.locator('header select').first().selectOption(language);
    await page.waitForFunction(wanted => document.documentElement.lang === wanted, language);
    for (const screen of Object.keys(tasks)) {
      await page.goto(`${server.origin}/${addresses[screen] ?? screen}`);
      await settled(page);
      await inspect(page, `${screen} ${name}`);
      if (screen === 'overview') await page.screenshot({ path: `${pictures}/workbench_overview_${language}.png` });
    }
  }
} finally {
  await browser.close();
  await server.end();
}
problems.forEach(problem => console.error(problem));
console.log(`${Object.keys(tasks).length} screens, ${problems.length} problems`);
process.exit(problems.length ? 1 : 0);
