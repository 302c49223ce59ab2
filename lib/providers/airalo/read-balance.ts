import type { AiraloClient } from '@/lib/providers/airalo/client';
import { AiraloError } from '@/lib/providers/airalo/errors';
import { balanceAnswer } from '@/lib/providers/airalo/wire';
import { decimalMoney } from '@/lib/providers/decimal-money';
import type { Money } from '@/lib/providers/provider';

/** §10.2: one account, or the first of a list of them; null = the list is empty, so no balance is stated. */
export async function readBalance(client: AiraloClient): Promise<Money | null> {
  const { data: { balances } } = await client.read('/v2/balance', balanceAnswer);
  if (balances === null) return null;
  try {
    return decimalMoney(balances.availableBalance.amount, balances.availableBalance.currency);
  } catch {
    // no money: told below
  }
  throw new AiraloError({ code: 'bad-response', reason: 'bad_response' }, { message: 'airalo: the balance cannot be read' });
}
