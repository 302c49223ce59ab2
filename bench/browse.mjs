// Throughput and first-load JavaScript of the browse pages, as ratios to a minimal Next app built and served in the same run.
//   node bench/browse.mjs [--rounds 3] [--seconds 5]
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import autocannon from 'autocannon';
import { freePort } from '../scripts/ports.mjs';
import { bin } from '../scripts/prepare.mjs';
import { answersAt, root, runToEnd, startProcess, waitUntil } from '../scripts/processes.mjs';
import { startStack } from '../scripts/stack.mjs';

const option = (name, fallback) => Number(process.argv[process.argv.indexOf(`--${name}`) + 1] || fallback) || fallback;
const [rounds, seconds] = [option('rounds', 3), option('seconds', 5)];
const next = bin(['next', 'dist', 'bin', 'next']);
const floorFolder = path.join(root, 'bench/floor');

async function startFloor() {
  await runToEnd('floor build', [...next, 'build', floorFolder], { env: { NODE_ENV: 'production' }, timeoutMs: 300_000 });
  const port = await freePort();
  const floor = await startProcess('floor', [...next, 'start', floorFolder, '-p', String(port)], { env: { NODE_ENV: 'production' } });
  const url = `http://localhost:${port}/`;
  await waitUntil(floor, answersAt(url));
  return { url, stop: floor.stop };
}

const rate = async (url) => (await autocannon({ url, connections: 16, duration: seconds })).requests.average;
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function scriptBytes(url) {
  const html = await (await fetch(url)).text();
  const sources = new Set([...html.matchAll(/<script(?![^>]*nomodule)[^>]*\ssrc="([^"]+)"/gi)].map((match) => match[1]));
  let total = 0;
  for (const source of sources) total += gzipSync(Buffer.from(await (await fetch(new URL(source, url))).arrayBuffer())).length;
  return total;
}

async function planPath(url) {
  const html = await (await fetch(new URL('/destinations/japan', url))).text();
  return /href="(\/plans\/[^"]+)"/.exec(html)?.[1] ?? '/help';
}

const dataDir = path.join(os.tmpdir(), `simplify-bench-${process.pid}`, 'postgres');
const stack = await startStack({ dataDir, webPort: 3500, sandboxPort: 4500, databasePort: 54_500 });
const floor = await startFloor();
try {
  const pages = { home: '/', destination: '/destinations/japan', plan: await planPath(stack.url) };
  const floorBytes = await scriptBytes(floor.url);
  for (const [name, place] of Object.entries(pages)) {
    const url = new URL(place, stack.url).href;
    await Promise.all([rate(url), fetch(floor.url)]);
    const ratios = [];
    for (let round = 1; round <= rounds; round += 1) {
      const [reference, own] = [await rate(floor.url), await rate(url)];
      ratios.push(own / reference);
      console.log(`${name} round ${round}: floor ${reference.toFixed(0)}/s, shop ${own.toFixed(0)}/s, ratio ${(own / reference).toFixed(2)}`);
    }
    const bytes = await scriptBytes(url);
    console.log(`${name}: median ratio ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}), goal 0.80; JavaScript floor + ${((bytes - floorBytes) / 1024).toFixed(1)} KB gzip, goal + 20`);
  }
} finally {
  await floor.stop();
  await stack.stop();
  await rm(path.dirname(dataDir), { recursive: true, force: true });
}
process.exit(0);
