// How fast the API answers 50 clients at once, each with a connection of its own that asks again as soon as it is answered.
//   tools/node bench/web/load.mjs ADDRESS [SECONDS] [CLIENTS]
// ADDRESS is the line that headwater serve prints. Answers to the same question are compared before time counts.

import { createHash } from 'node:crypto';
import { Agent, request } from 'node:http';
import { cpus } from 'node:os';

const [address, seconds = '20', clients = '50'] = process.argv.slice(2);
const { origin, searchParams } = new URL(address);
const token = searchParams.get('token');

function ask(agent, target) {
  return new Promise((done, fail) => {
    const started = performance.now();
    const headers = { Authorization: `Bearer ${token}`, 'Accept-Encoding': 'gzip' };
    request(origin + target, { agent, headers }, response => {
      const hash = createHash('sha1');
      response.on('data', part => hash.update(part));
      response.on('end', () => done({ status: response.statusCode, hash: hash.digest('hex'), time: performance.now() - started }));
    }).on('error', fail).end();
  });
}

/** What people ask for: pages of suppliers in every order, searches, dossiers, the screens. */
async function targets(agent) {
  const rows = await new Promise((done, fail) => request(`${origin}/api/suppliers?limit=200`, { agent, headers: { Authorization: `Bearer ${token}` } },
    response => { let text = ''; response.on('data', part => (text += part)); response.on('end', () => done(JSON.parse(text).rows)); }).on('error', fail).end());
  const list = ['/api/case', '/api/overview', '/api/upstream', '/api/plan', '/api/method', '/api/countries', '/api/places/ledger'];
  for (const sort of ['rank', 'name', 'spend', 'lines', 'evidence', 'stability'])
    for (let page = 0; page < 20; ++page) list.push(`/api/suppliers?sort=${sort}&offset=${page * 100}&limit=100`);
  for (const word of ['air', 'medical', 'services', 'trading', 'oil', 'group', 'ltd', 'university', 'hotel', 'auto'])
    list.push(`/api/suppliers?search=${word}`, `/api/suppliers?search=${word}&sort=spend&order=down`);
  for (const row of rows) list.push(`/api/suppliers/${row.id}`);
  return list;
}

const percentile = (times, share) => times[Math.min(times.length - 1, Math.floor(share * times.length))];

async function main() {
  const agent = new Agent({ keepAlive: true, maxSockets: Number(clients) });
  const list = await targets(agent);
  const seen = new Map();
  const cold = [];
  for (const target of list) {
    const { status, hash, time } = await ask(agent, target);
    if (status !== 200) throw new Error(`${target}: ${status}`);
    seen.set(target, hash);
    cold.push(time);
  }
  const times = [];
  let wrong = 0;
  const end = performance.now() + Number(seconds) * 1000;
  await Promise.all(Array.from({ length: Number(clients) }, async (_, client) => {
    for (let i = client * 7; performance.now() < end; i += 1) {
      const target = list[(i * 31) % list.length];
      const { status, hash, time } = await ask(agent, target);
      if (status !== 200 || (target !== '/api/case' && hash !== seen.get(target))) wrong += 1;
      times.push(time);
    }
  }));
  times.sort((a, b) => a - b);
  cold.sort((a, b) => a - b);
  console.log(JSON.stringify({
    machine: `${cpus().length} × ${cpus()[0].model}`, node: process.version, targets: list.length, clients: Number(clients),
    first_time_each_ms: { p50: percentile(cold, 0.5), p99: percentile(cold, 0.99), max: cold.at(-1) },
    requests: times.length, per_second: times.length / Number(seconds), wrong,
    ms: { p50: percentile(times, 0.5), p95: percentile(times, 0.95), p99: percentile(times, 0.99), max: times.at(-1) },
  }, (_, v) => (typeof v === 'number' && !Number.isInteger(v) ? Math.round(v * 100) / 100 : v), 1));
  agent.destroy();
}
await main();
