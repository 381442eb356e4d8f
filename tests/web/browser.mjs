// What the walks through the workbench share: a case that is served, a page that is watched, what no screen may show or lack.

import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '../../.deps/node/node_modules/playwright-core/index.mjs';

const axeFile = fileURLToPath(new URL('../../.deps/node/node_modules/axe-core/axe.min.js', import.meta.url));
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const problems = [];
export const expect = (holds, problem) => { if (!holds) problems.push(problem); };
export const launched = () => chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });

/** Serves this case itself. */
export async function serving(binary, folder) {
  const server = spawn(resolve(binary), ['serve', folder, '--no-browser'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise(done => server.once('exit', done));
  const address = await new Promise((done, fail) => {
    server.stdout.once('data', data => done(String(data).trim()));
    ended.then(code => fail(new Error(`headwater serve ended with ${code}`)));
  });
  return { address, origin: new URL(address).origin, end: () => { server.kill('SIGKILL'); return ended; } };
}

/** Serves a copy: what is decided here stays here. */
export async function served(binary, original) {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-workbench-'));
  cpSync(original, join(folder, 'case'), { recursive: true });
  const server = await serving(binary, join(folder, 'case'));
  return { ...server, end: async () => { await server.end(); rmSync(folder, { recursive: true }); } };
}

export function watch(page, origin, where) {
  page.on('console', message => {
    const conflict = message.text().includes('409 (Conflict)');  // the browser's own words where two people decide
    if (['error', 'warning'].includes(message.type()) && !conflict) problems.push(`${where()}: console: ${message.text()}`);
  });
  page.on('pageerror', error => problems.push(`${where()}: script: ${error.message}`));
  page.on('request', request => {
    const inside = request.url().startsWith(`${origin}/`) || /^(data|blob):/.test(request.url());
    expect(inside, `${where()}: asks for ${request.url()}`);
  });
}

export const settled = page => page.waitForFunction(() => document.querySelector('h1') && !document.querySelector('.loading'));

export const generation = page => page.evaluate(async () => (await (await fetch('/api/case')).json()).generation);
/** Until there are newer results than those, and the page has seen that they are done. */
export async function rescored(page, before) {
  const deadline = Date.now() + 120000;
  while (await generation(page) <= before && Date.now() < deadline) await page.waitForTimeout(300);
  await page.getByText('Working out new scores').waitFor({ state: 'detached' });
  await settled(page);
}

/** What no screen may show or lack. */
export async function inspect(page, name) {
  const seen = await page.evaluate(() => ({
    headings: document.querySelectorAll('h1').length,
    language: document.documentElement.lang,
    title: document.title,
    landmarks: ['header', 'nav', 'main', 'footer'].filter(tag => !document.querySelector(tag)),
    nonsense: document.body.innerText.match(/\b(undefined|NaN|null|Infinity|\[object \w+\])\b|\{\w+\}/g) ?? [],
    blamed: document.body.innerText.match(/\b(trafficker|guilty|slave labou?r found)\b/gi) ?? [],
    keys: document.body.innerText.match(/\b(column|finding|nav|review|upstream|dossier)\.[a-z_]+\b/g) ?? [],
    unnamed: [...document.querySelectorAll('svg')].filter(svg => !svg.closest('[aria-hidden]') && !svg.getAttribute('aria-label')
      && !svg.getAttribute('aria-hidden')).length,
  }));
  expect(seen.headings === 1, `${name}: ${seen.headings} main headings`);
  expect(seen.language && seen.title.includes('·'), `${name}: language '${seen.language}', title '${seen.title}'`);
  expect(!seen.landmarks.length, `${name}: without ${seen.landmarks}`);
  for (const what of ['nonsense', 'blamed', 'keys']) expect(!seen[what].length, `${name}: shows ${seen[what]}`);
  expect(!seen.unnamed, `${name}: ${seen.unnamed} drawings without a name`);
}

export async function accessible(page, name) {
  if (!existsSync(axeFile)) return problems.push('axe-core is missing: run tools/setup test');
  await page.evaluate(readFileSync(axeFile, 'utf8'));
  const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  for (const found of result.violations.filter(v => ['serious', 'critical'].includes(v.impact))) {
    problems.push(`${name}: axe ${found.id} (${found.nodes.length}): ${found.help}; ${found.nodes[0].html.slice(0, 160)}`);
  }
}
