import { isAppError } from '@/lib/errors';
import { isPushExpected, mayBePush, receivePush } from '@/lib/fleet/receive-push';
import { log } from '@/lib/log';
import { isWebhookExpected, receiveProviderWebhook } from '@/lib/orders/provider-notices';
import { readRawBody } from '@/lib/web/raw-body';

export const dynamic = 'force-dynamic';

type Context = { params: Promise<{ providerId: string }> };

const nothing = (status: number) => new Response(null, { status });
const STATUS = { stored: 200, duplicate: 200, 'not-theirs': 401, 'no-provider': 404 } as const;
/** Three thousand records of a fleet. */
const PUSH_BYTES = 16 * 1_048_576;

/** Providers look whether somebody is there before they send; that look is not signed. */
export async function HEAD(_request: Request, { params }: Context): Promise<Response> {
  const { providerId } = await params;
  return nothing(isWebhookExpected(providerId) || isPushExpected(providerId) ? 200 : 404);
}

async function receiveStream(providerId: string, request: Request): Promise<keyof typeof STATUS> {
  const authorization = request.headers.get('authorization');
  if (!mayBePush(providerId, authorization)) return 'not-theirs';
  return (await receivePush(providerId, authorization, await readRawBody(request, PUSH_BYTES))).outcome;
}

async function receive(providerId: string, request: Request): Promise<keyof typeof STATUS> {
  if (isPushExpected(providerId)) return receiveStream(providerId, request);
  return receiveProviderWebhook(providerId, { rawBody: await readRawBody(request), headers: Object.fromEntries(request.headers) });
}

// 200 once stored, 401 when it is not from them, 500 so that they send it again.
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { providerId } = await params;
  try {
    return nothing(STATUS[await receive(providerId, request)]);
  } catch (error) {
    if (isAppError(error, 'body-too-large')) return nothing(413);
    log.error({ error, provider: providerId.slice(0, 40) }, 'webhook.provider.failed');
    return nothing(500);
  }
}
