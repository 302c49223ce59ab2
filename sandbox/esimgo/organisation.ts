import type { Hono } from 'hono';
import type { EsimGo } from './state.ts';

const GROUPS = ['Standard Fixed', 'Standard Long Duration', 'Standard Unlimited Lite', 'Standard Unlimited Essential', 'Standard Unlimited Plus'];

/** GET /organisation hands out the API key itself: whoever reads it must not keep or log it. */
export function organisationRoutes(app: Hono, { world, settings }: EsimGo) {
  app.get('/organisation', world.faults('esimgo', 'organisation'), (c) => {
    const organisation = {
      name: 'Sandbox Travel Ltd',
      apiKey: settings.apiKey,
      taxLiable: 'No',
      addr1: '1 Sandbox Street',
      addr2: '',
      city: 'London',
      country: 'GB',
      postcode: 'N1 1AA',
      callbackUrl: '',
      notes: '',
      groups: GROUPS,
      currency: settings.currency,
      balance: settings.balance,
      testCredit: 0,
      testCreditExpiry: null,
      businessType: 'Travel',
      website: 'https://travel.sandbox.example',
      productDescription: 'Travel eSIMs',
      users: [{ firstName: 'Sam', lastName: 'Sandbox', role: 'Owner', emailAddress: 'sam@sandbox.example', phoneNumber: '', timeZone: 'UTC' }],
    };
    return c.json(settings.organisationEnvelope === 'flat' ? organisation : { organisations: [organisation] });
  });
  app.get('/organisation/groups', world.faults('esimgo', 'organisation'), (c) => c.json({ groups: GROUPS.map((name) => ({ name })) }));
}
