import type { AiraloClient } from '@/lib/providers/airalo/client';
import { AiraloError, notAsked } from '@/lib/providers/airalo/errors';
import { readableRows } from '@/lib/providers/airalo/readable-rows';
import { rate, ratesAnswer } from '@/lib/providers/airalo/wire-account';

const PATH = '/v2/finance/exchange-rates';

/** §10.5, known from their SDKs alone: units of each currency for one US dollar, as decimal text. What is not quoted is left out. */
export async function readExchangeRates(client: AiraloClient, date: string, currencies: readonly string[]): Promise<{ currency: string; rate: string }[]> {
  const asked = new Set(currencies);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || asked.size === 0 || [...asked].some((currency) => !/^[A-Z]{3}$/.test(currency))) {
    throw notAsked({ date: 'a day and currencies are needed' });
  }
  const { data } = await client.read(`${PATH}?${new URLSearchParams({ date, to: [...asked].join(',') })}`, ratesAnswer);
  const isOther = (data.date ?? date) !== date;
  if (isOther) throw new AiraloError({ code: 'bad-response', reason: 'bad_response' }, { message: 'airalo: rates of another day' });
  const rates = readableRows(data.rates, rate, `GET ${PATH}`).filter(({ from, to }) => (from ?? 'USD') === 'USD' && asked.has(to));
  return [...new Map(rates.map(({ to, mid }) => [to, { currency: to, rate: mid }])).values()];
}
