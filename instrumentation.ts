/** A wrong configuration stops the shop at its start, with one line per wrong variable. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { env } = await import('@/lib/env');
  const { listProviders } = await import('@/lib/providers/registry');
  try {
    env();
    listProviders();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

export async function onRequestError(error: unknown, request: { path: string; method: string }): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { log } = await import('@/lib/log');
  log.error({ error, path: request.path.split('?')[0], method: request.method }, 'request.failed');
}
