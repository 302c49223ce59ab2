import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';

export const root = path.join(import.meta.dirname, '..');
const isWindows = process.platform === 'win32';
const running = new Set();

function end(child, signal) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (isWindows) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It ended in between.
  }
}

process.on('exit', () => {
  for (const child of running) end(child, 'SIGKILL');
});

/**
 * Ends a process, and with it its group, when this one dies in a way no handler sees (SIGKILL, a crash):
 * a shell waits on a pipe that only we hold open. It reads a line when the process ended by itself.
 */
export function endWithUs(child, signal = 'KILL', target = `-${child.pid}`) {
  if (isWindows || !child.pid) return;
  const script = `read -r _ && exit; kill -s ${signal} -- ${target} 2>/dev/null`;
  const watch = spawn('/bin/sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true, cwd: '/' });
  watch.on('error', () => {});
  watch.stdin.on('error', () => {});
  watch.stdin.unref?.();
  watch.unref();
  child.once('exit', () => watch.stdin.end('\n'));
}

/** npm's shell does not pass SIGTERM on: under `npm run`, losing the parent means that somebody ended npm. */
export function whenNpmEnds(work) {
  const parent = process.ppid;
  if (!process.env.npm_lifecycle_event || isWindows) return;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    work();
  }, 500);
  timer.unref();
}

function begin(name, command, { env = {}, logFile } = {}) {
  const [file, ...args] = command;
  const child = spawn(file, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: !isWindows });
  running.add(child);
  child.once('exit', () => running.delete(child));
  endWithUs(child);
  const sink = logFile ? createWriteStream(logFile, { flags: 'w' }) : null;
  child.tail = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      sink?.write(chunk);
      child.tail = (child.tail + chunk).slice(-6_000);
    });
  }
  child.done = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  child.done.catch(() => {});
  child.title = name;
  return child;
}

/** A script of ours with the options of `npm run worker`: little room for garbage, for processes that run for months. */
export const tsx = (script, ...given) => [process.execPath, '--max-semi-space-size=2', '--heap-growing-percent=100', '--import', 'tsx', script, ...given];

/** Runs a command to its end; throws with the tail of what it printed. */
export async function runToEnd(name, command, options = {}) {
  const child = begin(name, command, options);
  if (options.show) for (const [from, to] of [[child.stdout, process.stdout], [child.stderr, process.stderr]]) from.pipe(to);
  const timer = options.timeoutMs ? setTimeout(() => end(child, 'SIGKILL'), options.timeoutMs) : null;
  const { code, signal } = await child.done;
  clearTimeout(timer);
  if (code !== 0) throw new Error(`${name} failed (${signal ?? code})${options.show ? '' : `:\n${child.tail}`}`);
  return child.tail;
}

/** Starts a long-running process; `stop` asks kindly, then insists. */
export async function startProcess(name, command, options = {}) {
  if (options.logFile) await mkdir(path.dirname(options.logFile), { recursive: true });
  const child = begin(name, command, options);
  const stop = async () => {
    end(child, 'SIGTERM');
    const timer = setTimeout(() => end(child, 'SIGKILL'), 10_000);
    await child.done;
    clearTimeout(timer);
  };
  return { name, child, pid: child.pid, done: child.done, tail: () => child.tail, stop };
}

/** Waits until `check` answers true; fails when the process ends first. */
export async function waitUntil(started, check, timeoutMs = 60_000) {
  let ended = null;
  started.done.then((result) => (ended = result));
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; ) {
    if (ended) throw new Error(`${started.name} ended (${ended.signal ?? ended.code}):\n${started.tail()}`);
    if (await check().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  throw new Error(`${started.name} did not answer in ${timeoutMs / 1000} s:\n${started.tail()}`);
}

export const answersAt = (url) => async () => (await fetch(url, { signal: AbortSignal.timeout(5_000) })).status < 500;
