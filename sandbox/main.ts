import { startSandbox } from './server.ts';

const sandbox = await startSandbox().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});

// One line a parent process can wait for and read.
process.stdout.write(`sandbox ready ${JSON.stringify(sandbox.urls)}\n`);

let isStopping = false;
const stop = () => {
  if (isStopping) return;
  isStopping = true;
  void sandbox.stop().then(() => process.exit(0));
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
process.on('disconnect', stop);
