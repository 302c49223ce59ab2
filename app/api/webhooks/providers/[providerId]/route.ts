import { isAppError } from '@/lib/errors';
import { log } from '@/lib/log';
import { isWebhookExpected, receiveProviderWebhook } from '@/lib/orders/provider-notices';
import { readRawBody } from '@/lib/web/raw-body';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ providerId: string }> };

const nothing = (status: number) => new Response(null, { status });
const STATUS = { stored: 200, duplicate: 200, 'not-theirs': 401, 'no-provider': 404 } as const;

/** Providers look whether somebody is there before they send; that look is not signed. */
export async function HEAD(_request: Request, { params }: Context): Promise<Response> {
  return nothing(isWebhookExpected((await params).providerId) ? 200 : 404);
}

// 200 once stored, 401 when it is not from them, 500 so that they send it again.
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { providerId } = await params;
  try {
    const outcome = await receiveProviderWebhook(providerId, { rawBody: await readRawBody(request), headers: Object.fromEntries(request.headers) });
    return nothing(STATUS[outcome]);
  } catch (error) {
    if (isAppError(error, 'body-too-large')) return nothing(413);
    log.error({ error, provider: providerId.slice(0, 40) }, 'webhook.provider.failed');
    return nothing(500);
  }
}
