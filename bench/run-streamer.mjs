// Brings a throw-away database and the sandbox, then runs bench/streamer.ts against them.
//   node bench/run-streamer.mjs [deliveries] [rounds]
import { runToEnd, tsx } from '../scripts/processes.mjs';
import { onStage } from './stage.mjs';

await onStage(({ settings }) =>
  runToEnd('streamer', tsx('bench/streamer.ts', ...process.argv.slice(2)), { env: settings, show: true, timeoutMs: 900_000 }),
);
process.exit(0);
