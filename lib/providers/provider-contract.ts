import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { openContext, type Context } from '@/tests/contract/context';
import { describeAnswers } from '@/tests/contract/describe-answers';
import { describeCapabilities } from '@/tests/contract/describe-capabilities';
import { describeEsim } from '@/tests/contract/describe-esim';
import { describeFleet } from '@/tests/contract/describe-fleet';
import { describeLists } from '@/tests/contract/describe-lists';
import { describeMessages } from '@/tests/contract/describe-messages';
import { describePlans } from '@/tests/contract/describe-plans';
import { describePurchase } from '@/tests/contract/describe-purchase';
import { describeSupport } from '@/tests/contract/describe-support';
import { describeToken } from '@/tests/contract/describe-token';
import { sellsEsims, type Harness } from '@/tests/contract/harness';

/** What every provider promises, failures included: one list for all, and of it what each can. Every adapter runs it against its own emulator. */
export function describeProviderContract(harness: Harness): void {
  const context = { harness, plans: [], sims: [] } as unknown as Context;

  describe('the contract of every provider', () => {
    beforeAll(() => openContext(harness, context), 120_000);
    afterAll(() => context.wire.stop());
    beforeEach(() => context.wire.clear());

    describeCapabilities(harness);
    describeAnswers(context, harness);
    describeToken(context, harness);
    describeLists(context, harness);
    describeMessages(context, harness);
    if (sellsEsims(harness.create(harness.address))) {
      describePlans(context);
      describePurchase(context);
      describeEsim(context);
      describeSupport(context);
    }
    describeFleet(context);
  });
}
