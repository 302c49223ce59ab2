import type { Airalo } from './state.ts';
import { LEVELS } from './subscriptions.ts';

/** Tells of the highest level of the credit limit that was passed just now, once, whoever asked for it (§11.4). */
export function raiseCreditAlert({ world, settings, subscriptions, deliveries }: Airalo, creditBefore: number) {
  const usedOf = (credit: number) => ((settings.creditLimitUsd - credit) / settings.creditLimitUsd) * 100;
  const [before, after] = [usedOf(creditBefore), usedOf(settings.creditUsd)];
  for (const type of ['webhook_credit_limit', 'email_credit_limit'] as const) {
    const notification = subscriptions.get(type);
    const level = (notification?.levels ?? LEVELS).filter((candidate) => before < candidate && after >= candidate).at(-1);
    if (!notification || level === undefined) continue;
    const body = { message: `Surpassed ${level}% of the credit limit balance`, remaining: settings.creditUsd };
    if (type === 'webhook_credit_limit') deliveries.send(notification.contact_point, body);
    else world.record({ service: 'airalo', type: 'email', reference: notification.contact_point, data: body });
  }
}
