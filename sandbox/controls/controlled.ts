import type { Airalo } from '../airalo/index.ts';
import type { World } from '../core.ts';
import type { EsimGo } from '../esimgo/index.ts';
import type { Mailbox } from '../mail/mailbox.ts';
import type { Onence } from '../onence/index.ts';
import type { StripeSandbox } from '../stripe/sandbox.ts';

/** What the controls reach. */
export interface Controlled {
  world: World;
  mailbox: Mailbox;
  stripe: StripeSandbox;
  airalo: Airalo;
  onence: Onence;
  esimgo: EsimGo;
  addresses: () => Record<string, string>;
}
