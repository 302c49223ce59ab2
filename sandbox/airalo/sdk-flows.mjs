import http from 'node:http';
import { Airalo, AiraloStatic } from 'airalo-sdk';

/** Runs the flows of Airalo's own SDK as its readme shows them, and prints what came of each as one JSON object. */
const credentials = { client_id: process.env.CLIENT_ID, client_secret: process.env.CLIENT_SECRET };
const plan = 'fado-mobile-7days-1gb';

const webhook = deferred();
const receiver = http.createServer((asked, answer) => {
  let body = '';
  asked.on('data', (chunk) => (body += chunk));
  asked.on('end', () => {
    answer.writeHead(200).end();
    if (asked.method === 'POST') webhook.resolve({ body, signature: asked.headers['airalo-signature'] });
  });
});
await new Promise((resolve) => receiver.listen(0, '127.0.0.1', resolve));
const hook = `http://127.0.0.1:${receiver.address().port}/hooks/airalo`;

const airalo = new Airalo({ ...credentials });
await airalo.initialize();

const slugs = (found) => found?.data.map(({ slug }) => slug) ?? null;
const types = (found) => ['sim', 'topup'].filter((type) => found.data.some(({ operators }) => operators.some(({ packages }) => packages.some((entry) => entry.type === type))));
const all = await airalo.getAllPackages();
const local = await airalo.getLocalPackages();
const global = await airalo.getGlobalPackages();
const country = await airalo.getCountryPackages('pt');
const simOnly = await airalo.getSimPackages();
const flat = await airalo.getCountryPackages('pt', true);

const order = await airalo.order(plan, 2, 'sdk order');
const shared = await airalo.orderWithEmailSimShare(plan, 1, { to_email: 'ada@example.com', sharing_option: ['link', 'pdf'], copy_address: ['bob@example.com'] });
const bulk = await airalo.orderBulk({ [plan]: 1, 'fado-mobile-15days-2gb': 1, 'no-such-package': 1 });
const bulkShared = await airalo.orderBulkWithEmailSimShare({ [plan]: 1 }, { to_email: 'ada@example.com', sharing_option: ['link'] });
const asyncOrder = await airalo.orderAsync(plan, 1, hook, 'sdk async');
const told = await webhook.promise;
const asyncBulk = await airalo.orderAsyncBulk({ [plan]: 1 }, hook);

const due = `${new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10)} 10:00`;
const future = await airalo.createFutureOrder(plan, 1, due, hook, 'sdk future');
const cancelled = await airalo.cancelFutureOrder([future.data.request_id]);

const [first, second] = order.data.sims.map(({ iccid }) => iccid);
const topUps = await airalo.getSimTopups(first);
const topUp = await airalo.topup(topUps.data[0].id, first);
const results = {
  packages: { all: slugs(all).length, pricing: all.pricing, types: types(all), local: slugs(local).length, global: slugs(global).length, country: slugs(country), simOnly: types(simOnly), simOnlyCount: slugs(simOnly).length, flat: flat.data[0] },
  order, shared, bulk, bulkShared, asyncOrder, asyncBulk, future, cancelled, topUps: topUps.data.map(({ id }) => id), topUp,
  told: { body: JSON.parse(told.body), isSigned: airalo.signature.checkSignature(told.signature, told.body) },
  usage: await airalo.getSimUsage(first),
  usages: await airalo.getSimUsageBulk([first, second]),
  history: await airalo.getSimPackageHistory(first),
  instructions: await airalo.getSimInstructions(first, 'de'),
  voucher: await airalo.voucher(40, 22, 1),
  esimVouchers: await airalo.esimVouchers({ vouchers: [{ package_id: plan, quantity: 2, booking_reference: 'sdk' }] }),
  rates: await airalo.getExchangeRates('2026-01-30', null, null, 'AUD,GBP'),
  devices: await airalo.getCompatibleDevices(),
  refused: await airalo.order('test-maintenance-mode-7days-1gb', 1).catch((error) => error.message),
};

await AiraloStatic.init({ ...credentials });
results.fromStatic = await AiraloStatic.order(plan, 1, 'sdk static');

process.stdout.write(JSON.stringify(results));
receiver.closeAllConnections();
receiver.close();

function deferred() {
  let resolve;
  const promise = new Promise((settle) => (resolve = settle));
  return { promise, resolve };
}
