// Opens a report as its reader does (a file, no network), and fails on whatever a reader would trip over.
//   tools/node tests/web/report_test.mjs CASE/report.html
// Leaves build/pictures/report.png (first screen), report_full.png and report.pdf for people to look at.

import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from '../../.deps/node/node_modules/playwright-core/index.mjs';

const report = pathToFileURL(resolve(process.argv[2])).href;
const pictures = fileURLToPath(new URL('../../build/pictures', import.meta.url));
mkdirSync(pictures, { recursive: true });

const problems = [];
const expect = (holds, problem) => { if (!holds) problems.push(problem); };

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 1600 } });
page.on('console', message => {
  if (['error', 'warning'].includes(message.type())) problems.push(`console: ${message.text()}`);
});
page.on('pageerror', error => problems.push(`script: ${error.message}`));
page.on('request', request => {
  const inside = request.url() === report || /^(data|blob):/.test(request.url());
  expect(inside, `asks for ${request.url()}`);
});

await page.goto(report, { waitUntil: 'load' });
const seen = await page.evaluate(() => ({
  title: document.title,
  language: document.documentElement.lang,
  headings: document.querySelectorAll('h1').length,
  words: document.body.innerText.split(/\s+/).length,
  nonsense: document.body.innerText.match(/\b(undefined|NaN|null|nan|inf|Infinity|\[object \w+\])\b/g) ?? [],
  blamed: document.body.innerText.match(/\b(trafficker|guilty|slave labou?r found)\b/gi) ?? [],
  drawings: [...document.querySelectorAll('svg')].map(svg => ({
    named: Boolean(svg.getAttribute('aria-label') || svg.querySelector(':scope > title')
      || svg.getAttribute('aria-hidden')),
    shapes: svg.querySelectorAll('path, rect, circle, line, polygon, text').length,
    area: svg.getBoundingClientRect().width * svg.getBoundingClientRect().height,
  })),
  brokenLinks: [...document.querySelectorAll('a[href^="#"]')].map(a => a.getAttribute('href').slice(1))
    .filter(id => id && !document.getElementById(id)),
  outside: [...document.querySelectorAll('script[src], link[href], img[src], iframe, object')]
    .map(element => element.outerHTML.slice(0, 80)).filter(html => !html.includes('data:')),
}));
expect(seen.title, 'no title');
expect(seen.language, 'no language on <html>');
expect(seen.headings === 1, `${seen.headings} main headings`);
expect(seen.words > 300, `only ${seen.words} words`);
expect(!seen.nonsense.length, `nonsense shown: ${seen.nonsense}`);
expect(!seen.blamed.length, `words that blame: ${seen.blamed}`);
expect(seen.drawings.length > 0, 'nothing drawn');
seen.drawings.forEach((drawing, i) => {
  expect(drawing.named, `drawing ${i + 1} has no name for those who cannot see it`);
  expect(drawing.shapes > 0 && drawing.area > 0, `drawing ${i + 1} is empty`);
});
expect(!seen.brokenLinks.length, `links to nowhere: ${seen.brokenLinks}`);
expect(!seen.outside.length, `parts outside the file: ${seen.outside}`);

await page.screenshot({ path: `${pictures}/report.png` });
await page.screenshot({ path: `${pictures}/report_full.png`, fullPage: true });
for (const width of [1280, 800, 390]) {
  await page.setViewportSize({ width, height: 900 });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(over <= 1, `${over} pixels wider than a screen of ${width}`);
}
const pdf = await page.pdf({ path: `${pictures}/report.pdf`, format: 'A4', printBackground: true });
const pages = (pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length;
expect(pages >= 1 && pages <= 30, `prints on ${pages} pages`);
await browser.close();

problems.forEach(problem => console.error(problem));
console.log(`${seen.words} words, ${seen.drawings.length} drawings, ${pages} printed pages`);
process.exit(problems.length ? 1 : 0);
