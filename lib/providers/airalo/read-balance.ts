import type { AiraloClient } from '@/lib/providers/airalo/client';
import { AiraloError } from '@/lib/providers/airalo/errors';
import { balanceAnswer } from '@/lib/providers/airalo/wire';
import { decimalMoney } from '@/lib/providers/decimal-money';
import type { Money } from '@/lib/providers/provider';

/** §10.2: one account, or the first of a list of them. */
export async function readBalance(client: AiraloClient): Promise<Money> {
  const { data } = await client.read('/v2/balance', balanceAnswer);
  const balance = data.balances?.availableBalance;
  try {
    if (balance) return decimalMoney(balance.amount, balance.currency);
  } catch {
    // no money: told below
  }
  throw new AiraloError({ code: 'bad-response', reason: 'bad_response' }, { message: 'airalo: the balance cannot be read' });
}
