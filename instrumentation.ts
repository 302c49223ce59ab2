export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  (await import('@/lib/check-start')).checkStart();
  if (process.env.NODE_ENV === 'production') (await import('@/lib/web/install-page-cache')).installPageCache();
}

export async function onRequestError(error: unknown, request: { path: string; method: string }): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { log } = await import('@/lib/log');
  log.error({ error, path: request.path.split('?')[0], method: request.method }, 'request.failed');
}
