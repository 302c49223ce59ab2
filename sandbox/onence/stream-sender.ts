import type { Account } from './account.ts';
import { iso } from './answers.ts';

export interface StreamDelivery {
  at: string;
  records: number;
  attempt: number;
  answer: number | string;
}

const KEPT = 500;

/** Posts arrays with HTTP Basic, and notes what the endpoint said; only 200 counts, redirects are not followed (§12). */
export function createStreamSender(account: Account, url: () => string) {
  const deliveries: StreamDelivery[] = [];
  let sent = 0;
  return {
    async deliver(records: object[], attempt: number): Promise<boolean> {
      sent += 1;
      const answer = await post(records, url(), account);
      deliveries.push({ at: iso(account.now()), records: records.length, attempt, answer });
      if (deliveries.length > KEPT) deliveries.shift();
      return answer === 200;
    },
    count: () => sent,
    deliveries: () => deliveries.toReversed(),
    reset() {
      deliveries.length = 0;
      sent = 0;
    },
  };
}

async function post(records: object[], url: string, { settings }: Account): Promise<number | string> {
  const credentials = Buffer.from(`${settings.streamUser}:${settings.streamPassword}`).toString('base64');
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: JSON.stringify(records),
      redirect: 'manual',
      signal: AbortSignal.timeout(settings.streamTimeoutMs),
      headers: { 'Content-Type': 'application/json', Authorization: `Basic ${credentials}` },
    });
    await response.body?.cancel();
    return response.status;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : 'unreachable';
  }
}
