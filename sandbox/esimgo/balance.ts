import { raiseBalanceAlert } from './alerts.ts';
import type { BalanceTopUp, EsimGo } from './state.ts';

const cents = (amount: number) => Math.round(amount * 100);

export const canPay = (total: number, { settings }: EsimGo) => total <= cents(settings.balance);

/** Takes money for an order; a fall below the threshold is told, and a saved card may fill it up again. */
export function spend(total: number, esimgo: EsimGo) {
  const { settings } = esimgo;
  const before = settings.balance;
  settings.balance = (cents(before) - total) / 100;
  if (before >= settings.lowBalanceThreshold && settings.balance < settings.lowBalanceThreshold) raiseBalanceAlert('LowBalance', esimgo);
  const { below, amount } = settings.autoTopUp;
  if (amount > 0 && settings.balance < below) topUpBalance(amount, 'autoTopup', esimgo);
}

/** Gives money back for what was not used. */
export function giveBack(total: number, reference: string, { settings, world }: EsimGo) {
  settings.balance = (cents(settings.balance) + total) / 100;
  world.record({ service: 'esimgo', type: 'refund', reference, data: { totalMinor: total, currency: settings.currency } });
}

const ALERTS = { topup: 'Topup', apiTopup: 'Topup', autoTopup: 'AutoTopup', credit: 'eSIMGoTopup' } as const;

/** The saved card is charged, or eSIM Go itself gives credit: told by a callback and kept in the list of orders (§7.4, §14.2). */
export function topUpBalance(amount: number, kind: keyof typeof ALERTS, esimgo: EsimGo): BalanceTopUp {
  const { settings, topUps, world, callbacks } = esimgo;
  const oldAmount = settings.balance;
  settings.balance = (cents(oldAmount) + cents(amount)) / 100;
  const topUp: BalanceTopUp = { type: kind === 'credit' ? 'topup' : kind, reference: esimgo.newReference(), createdAt: esimgo.now(), amount };
  topUps.push(topUp);
  if (kind !== 'credit') world.record({ service: 'esimgo', type: 'charge', reference: topUp.reference, data: { amount, currency: settings.currency } });
  callbacks.send({ alertType: ALERTS[kind], bundle: { oldAmount, newAmount: settings.balance } });
  return topUp;
}
