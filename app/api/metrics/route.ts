import { collectMetrics } from '@/lib/collect-metrics';
import { equalSecrets } from '@/lib/crypto/sealed-text';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { metricsRegistry } from '@/lib/metrics';

export const dynamic = 'force-dynamic';

function mayRead(request: Request): boolean {
  const { METRICS_TOKEN: token, SIMPLIFY_ENV: mode } = env();
  if (!token) return mode !== 'production';
  return equalSecrets(request.headers.get('authorization') ?? '', `Bearer ${token}`);
}

export async function GET(request: Request): Promise<Response> {
  if (!mayRead(request)) return Response.json({ error: 'forbidden' }, { status: 403 });
  try {
    return new Response(await collectMetrics(), { headers: { 'content-type': metricsRegistry.contentType, 'cache-control': 'no-store' } });
  } catch (error) {
    log.error({ error }, 'metrics.failed');
    return Response.json({ error: 'unavailable' }, { status: 503 });
  }
}
