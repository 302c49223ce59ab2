// Brings a throw-away database and the sandbox with a large fleet, then runs bench/fleet.ts against them, each side in a process of its own.
//   node bench/run-fleet.mjs [SIMs] [rounds] [SIMs switched, a power of ten; all when not given]
import { runToEnd, tsx } from '../scripts/processes.mjs';
import { onStage } from './stage.mjs';

await onStage(async ({ settings, controls }) => {
  // Nobody waits for a turn here: what is measured is the work, not the ten calls a second of a contract.
  const limits = { simsPerSecond: 1_000_000, pastOrders: 0 };
  await fetch(`${controls}/settings/onence`, { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify(limits) });
  const env = { ...settings, ONENCE_SIMS_PER_SECOND: '100000', BENCH_CONTROLS: controls };
  await runToEnd('fleet', tsx('bench/fleet.ts', ...process.argv.slice(2)), { env, show: true, timeoutMs: 6 * 3_600_000 });
});
process.exit(0);
