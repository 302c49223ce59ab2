// Brings a throw-away database and the sandbox, then runs bench/fulfilment.ts against them.
import { runToEnd, tsx } from '../scripts/processes.mjs';
import { onStage } from './stage.mjs';

await onStage(({ settings }) =>
  runToEnd('fulfilment', tsx('bench/fulfilment.ts', ...process.argv.slice(2)), { env: settings, show: true, timeoutMs: 600_000 }),
);
process.exit(0);
