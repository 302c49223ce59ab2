import { log } from '@/lib/log';
import { decimalMoney } from '@/lib/providers/decimal-money';
import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { esimGoError, isAboutFunds, withdrawn } from '@/lib/providers/esimgo/errors';
import { isKeyGood } from '@/lib/providers/esimgo/is-key-good';
import { isForAnother, quoteBody } from '@/lib/providers/esimgo/order-body';
import { validateAnswer } from '@/lib/providers/esimgo/wire';
import type { PurchaseRequest } from '@/lib/providers/provider';
import type { z } from 'zod';

type Quote = z.infer<typeof validateAnswer>;

/** "access denied" stands for a bad key and for an unknown bundle; a key that still opens our account is good. */
async function toldApart(client: EsimGoClient, error: unknown): Promise<unknown> {
  return (await isKeyGood(client, error)) ? esimGoError(withdrawn, { message: 'esimgo: refused, though the key is good' }) : error;
}

/** Nothing was bought yet: what nobody can read is asked for again later. */
const unreadable = (what: string, cause?: unknown) => esimGoError({ code: 'unavailable' }, { message: `esimgo: ${what}`, cause });

function quotedMinor(value: number | string, currency: string): number {
  try {
    const { amountMinor } = decimalMoney(value, currency);
    if (amountMinor >= 0) return amountMinor;
  } catch (cause) {
    throw unreadable('the quote is no amount', cause);
  }
  throw unreadable('the quote is no amount');
}

/** What is asked by the unit, else for all of it, and what may be asked at most. */
function askedAndMost({ order, total }: Quote, { expectedUnitCost, quantity }: PurchaseRequest): { asked: number; most: number } {
  const item = order?.[0];
  const { amountMinor, currency } = expectedUnitCost;
  if (item?.pricePerUnit !== null && item?.pricePerUnit !== undefined) return { asked: quotedMinor(item.pricePerUnit, currency), most: amountMinor };
  const whole = item?.subTotal ?? total;
  if (whole === null || whole === undefined) throw unreadable('the quote has no amount');
  return { asked: quotedMinor(whole, currency), most: amountMinor * quantity };
}

function refuse(request: PurchaseRequest, why: 'purchase.cost-drifted' | 'purchase.cost-in-another-currency'): never {
  log.warn({ provider: 'esimgo', orderId: request.orderId, planId: request.providerPlanId }, why);
  throw esimGoError(withdrawn, { message: why === 'purchase.cost-drifted' ? 'esimgo: costs more than it was sold for' : 'esimgo: costs another currency than it was sold for' });
}

/** §18.1: a dry run, nothing is bought. Returns only when it tells that what is wanted costs no more than it was sold for; refuses what is dearer or in another currency. */
export async function checkQuote(client: EsimGoClient, request: PurchaseRequest, iccids?: string[]): Promise<void> {
  const quote = await client.quote('/orders', quoteBody('validate', request, iccids), validateAnswer).catch(async (error: unknown) => {
    throw await toldApart(client, error);
  });
  if (quote.valid === false) throw esimGoError(isAboutFunds(quote.message ?? '') ? { code: 'out-of-funds' } : withdrawn, { message: 'esimgo: the order is not valid' });
  if (isForAnother(quote.order ?? [], request)) throw unreadable('the quote is for something else');
  if (!quote.currency) throw unreadable('the quote has no currency');
  if (quote.currency.toUpperCase() !== request.expectedUnitCost.currency.toUpperCase()) refuse(request, 'purchase.cost-in-another-currency');
  const { asked, most } = askedAndMost(quote, request);
  if (asked > most) refuse(request, 'purchase.cost-drifted');
}
