import type { Account } from './account.ts';
import type { Line } from './line.ts';
import { topUpIfLow } from './top-ups.ts';

// Above this size nobody looks at every SIM, unless a stream wants their events.
const SCANNED = 5_000;

/** Looks which quotas fell below a mark since the last look; tops up those that ask for it. */
export function createThresholds(account: Account) {
  const { settings, fleet, remaining } = account;
  let lastAt = account.now();
  const look = (line: Line, before: number) => {
    for (const service of ['data', 'sms'] as const) {
      const mark = line.quotas[service].total * 0.2;
      const [was, is] = [remaining(line, service, before), remaining(line, service)];
      if (is <= was && was > 0 && is <= 0) account.tell(fleet.keep(line), 'exhausted');
      else if (was > mark && is <= mark) account.tell(fleet.keep(line), 'threshold');
    }
    topUpIfLow(account, line);
  };
  return {
    check() {
      const before = lastAt;
      lastAt = account.now();
      const lines = fleet.count() <= SCANNED || settings.eventStreamUrl !== '' ? account.lines() : fleet.remembered();
      for (const line of lines) if (line.card.activatedAt !== null && line.isEnabled) look(line, before);
    },
    reset() {
      lastAt = account.now();
    },
  };
}
