import type { Context, Hono } from 'hono';
import { refuse } from './answers.ts';
import { topUpBalance } from './balance.ts';
import type { EsimGo } from './state.ts';
import { DAY } from './timeline.ts';

const GROUPS = ['Standard Fixed', 'Standard Long Duration', 'Standard Unlimited Lite', 'Standard Unlimited Essential', 'Standard Unlimited Plus'];

/** GET /organisation hands out the API key itself: whoever reads it must not keep or log it (§12). */
export function organisationRoutes(app: Hono, esimgo: EsimGo) {
  const { world, settings } = esimgo;
  const groups = () => GROUPS.map((name) => name + settings.groupSuffix);
  app.get('/organisation', world.faults('esimgo', 'organisation'), (c) => {
    const organisation = wireOrganisation(settings, groups());
    return c.json(settings.organisationEnvelope === 'flat' ? organisation : { organisations: [organisation] });
  });
  app.get('/organisation/groups', world.faults('esimgo', 'organisation-groups'), (c) => c.json({ groups: groups().map(wireGroup) }));
  app.post('/organisation/balance', world.faults('esimgo', 'balance-top-up'), (c) => topUp(c, esimgo));
}

// Only the name is sure to be there.
const wireGroup = (name: string, index: number) =>
  index === 0 ? { name, priceListUrl: 'https://price-lists.sandbox.example/fixed.csv', desc: 'Fixed data', icon: 'https://images.sandbox.example/groups/fixed.png' } : { name };

function wireOrganisation({ apiKey, callbackUrl, currency, balance, balanceAs, testCredit, testCreditExpiry }: EsimGo['settings'], groups: string[]) {
  return {
    name: 'Sandbox Travel Ltd',
    apiKey,
    taxLiable: 'No',
    addr1: '1 Sandbox Street',
    addr2: '',
    city: 'London',
    country: 'GB',
    postcode: 'N1 1AA',
    callbackUrl,
    notes: '',
    groups,
    currency,
    balance: balanceAs === 'integer' ? Math.floor(balance) : balance,
    testCredit,
    testCreditExpiry,
    businessType: 'Travel',
    website: 'https://travel.sandbox.example',
    productDescription: 'Travel eSIMs',
    users: [{ firstName: 'Sam', lastName: 'Sandbox', role: 'Owner', emailAddress: 'sam@sandbox.example', phoneNumber: '', timeZone: 'UTC' }],
  };
}

/** Charges the saved card: a whole amount, not too little, and not too much a day. */
function topUp(c: Context, esimgo: EsimGo): Response {
  const { settings, topUps, now } = esimgo;
  const amount = Number(c.req.query('amount'));
  const today = Math.floor(now() / DAY);
  const charged = topUps.reduce((sum, { type, createdAt, amount: paid }) => sum + (type === 'apiTopup' && Math.floor(createdAt / DAY) === today ? paid : 0), 0);
  if (!Number.isInteger(amount) || amount < settings.leastTopUp) return refuse(c, 400, `amount must be at least ${settings.leastTopUp}`);
  if (charged + amount > settings.mostTopUpPerDay) return refuse(c, 400, `amount must not exceed ${settings.mostTopUpPerDay} per day`);
  const { reference } = topUpBalance(amount, 'apiTopup', esimgo);
  return c.json({ amount, balance: settings.balance, ref: Number.parseInt(reference.slice(0, 7), 16) });
}
