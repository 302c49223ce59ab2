// Throughput and first-load JavaScript of the browse pages, as ratios to a minimal Next app built and served in the same run:
// its page as the build left it, by a process that never rendered anything, and the same page made at its first visit, as a shop's are.
//   node bench/browse.mjs [--rounds 3] [--seconds 5]
import { cp, mkdir, rm, symlink } from 'node:fs/promises';
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
const folder = path.join(os.tmpdir(), `simplify-bench-${process.pid}`);
const floorFolder = path.join(folder, 'floor');

// Built outside the tree: beneath it, Next would take over the shop's proxy and instrumentation.
async function buildFloor() {
  await mkdir(folder, { recursive: true });
  await cp(path.join(root, 'bench/floor'), floorFolder, { recursive: true });
  await symlink(path.join(root, 'node_modules'), path.join(floorFolder, 'node_modules'));
  await runToEnd('floor build', [...next, 'build', floorFolder], { env: { NODE_ENV: 'production' }, timeoutMs: 300_000 });
}

async function startFloor() {
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

const dataDir = path.join(folder, 'postgres');
const stack = await startStack({ dataDir, webPort: 3500, sandboxPort: 4500, databasePort: 54_500 });
await buildFloor();
const [untouched, floor] = [await startFloor(), await startFloor()];
try {
  const pages = { home: '/', destination: '/destinations/japan', plan: await planPath(stack.url) };
  const floorBytes = await scriptBytes(floor.url);
  for (const [name, place] of Object.entries(pages)) {
    const url = new URL(place, stack.url).href;
    await rate(url);
    const [toBuilt, toVisited] = [[], []];
    for (let round = 1; round <= rounds; round += 1) {
      const [built, visited, own] = [await rate(untouched.url), await rate(new URL('/visited/page', floor.url).href), await rate(url)];
      toBuilt.push(own / built);
      toVisited.push(own / visited);
      console.log(`${name} round ${round}: floor as built ${built.toFixed(0)}/s, floor once visited ${visited.toFixed(0)}/s, shop ${own.toFixed(0)}/s`);
    }
    const [html, bytes] = [(await (await fetch(url)).text()).length, await scriptBytes(url)];
    console.log(`${name}: median ratio ${median(toBuilt).toFixed(2)} as built, ${median(toVisited).toFixed(2)} once visited, goal 0.80; HTML ${(html / 1024).toFixed(0)} KB; JavaScript floor + ${((bytes - floorBytes) / 1024).toFixed(1)} KB gzip, goal + 20`);
  }
} finally {
  await untouched.stop();
  await floor.stop();
  await stack.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exit(0);
