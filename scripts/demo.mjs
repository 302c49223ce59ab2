// npm run demo: from a fresh clone to a running shop, with nothing but Node and npm.
import path from 'node:path';
import { generateClient, installPackages } from './prepare.mjs';
import { root, whenNpmEnds } from './processes.mjs';

const began = Date.now();
const log = (line) => console.log(`${String(((Date.now() - began) / 1000).toFixed(1)).padStart(6)} s  ${line}`);
const isDev = process.argv.includes('--dev');

function welcome({ url, sandbox, settings }) {
  const lines = [
    '', `  The shop        ${url}`, `  Back office     ${url}/admin`, `  Mailbox         ${sandbox.mail}   (every mail the shop sends)`,
    `  Sandbox         ${sandbox.controls}   (faults, clock, ledger)`, '',
    '  Sign in         traveller@example.com (customer) or staff@example.com (staff): the link arrives in the mailbox',
    '  Test card       4242 4242 4242 4242, any later date, any CVC', '', `  Logs            .data/logs   ·   log level ${settings.LOG_LEVEL}`, '  Ctrl-C stops everything.', '',
  ];
  console.log(lines.join('\n'));
}

async function main() {
  await installPackages(log);
  await generateClient(log);
  const { startStack } = await import('./stack.mjs');
  let stack = null;
  let isStopping = false;
  const stop = async (code) => {
    if (isStopping) return;
    isStopping = true;
    await stack?.stop();
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop(0));
  whenNpmEnds(() => void stop(0));
  stack = await startStack({
    dataDir: path.join(root, '.data/postgres'), databaseUrl: process.env.DATABASE_URL, webPort: Number(process.env.PORT || 3000), given: process.env, isKept: true, isDev, log,
  });
  log('the shop is open');
  welcome(stack);
  for (const [name, started] of Object.entries(stack.processes)) {
    started.done.then(({ code, signal }) => {
      if (isStopping) return;
      console.error(`\n${name} ended (${signal ?? code}):\n${started.tail()}`);
      void stop(1);
    });
  }
}

main().catch((error) => {
  console.error(`\nThe demo could not start: ${error.message}`);
  process.exit(1);
});
