import { z } from 'zod';
import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { notAsked } from '@/lib/providers/esimgo/errors';
import { aboutOurs } from '@/lib/providers/esimgo/is-key-good';
import { country, type EsimGoBundle } from '@/lib/providers/esimgo/wire';
import { bundleAnswer } from '@/lib/providers/esimgo/wire-bundles';
import { allowance } from '@/lib/providers/esimgo/wire-support';
import { plainText } from '@/lib/providers/plain-text';

type Fact = { title: string; text: string };

const words = (value: unknown): string => {
  const list = z.array(z.unknown()).safeParse(value);
  return list.success ? list.data.map((each) => plainText(each, 80)).filter(Boolean).join(', ') : plainText(value, 300);
};
const places = (list: unknown[]) => list.map((each) => plainText(country.safeParse(each).data?.name, 80)).filter(Boolean).join(', ');
const allowances = (value: unknown): string => z.array(allowance).catch([]).parse(value).map(({ type, service, description, amount, unit, unlimited }) =>
  plainText(description, 120) || plainText([unlimited ? 'unlimited' : amount, unit, type, service].filter((part) => part !== undefined && part !== null).join(' '), 120),
).filter(Boolean).join('; ');

function factsOf(bundle: EsimGoBundle): Fact[] {
  const facts: [string, string][] = [
    ['Description', plainText(bundle.description, 300)],
    // v2.5 names the groups of a single bundle `group`, v2.4 not at all (§6.3).
    ['Groups', words(bundle.groups) || words(bundle['group'])],
    ['Countries', places(bundle.countries)],
    ['Also in', places(bundle.roamingEnabled)],
    ['Speed', words(bundle['speed'])],
    ['Billing', words(bundle['billingType'])],
    ['Profile', words(bundle['profileName'])],
    ['Allowances', allowances(bundle['allowances'])],
  ];
  return facts.filter(([, text]) => text !== '').map(([title, text]) => ({ title, text: plainText(text, 1_000) }));
}

/** §6.3: what eSIM Go says of one bundle today. Its name is case sensitive. */
export async function readPlanFacts(client: EsimGoClient, bundleName: string): Promise<Fact[]> {
  if (!/^[\w.+-]{1,150}$/.test(bundleName)) throw notAsked('not the name of a bundle');
  return factsOf(await aboutOurs(client, () => client.read(`/catalogue/bundle/${encodeURIComponent(bundleName)}`, bundleAnswer), 'no such bundle'));
}
