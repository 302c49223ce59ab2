import { spawn } from 'node:child_process';
import { readRows } from './support/database';
import { sandbox } from './support/sandbox';
import { signIn } from './support/sign-in';
import { expect, expectAccessible, newAddress, test } from './support/shop';

const startWorker = () => spawn(process.execPath, ['--import', 'tsx', 'worker/main.ts'], { stdio: 'ignore', env: { ...process.env, NODE_ENV: 'production' } });

/** Whoever ran the journeys before has ended it, or it still runs. */
function stopTheWorker(): void {
  try {
    process.kill(Number(process.env.E2E_WORKER_PID), 'SIGTERM');
  } catch {
    // It is gone.
  }
}

const count = async (where: string) => (await readRows<{ count: number }>(`SELECT count(*)::int AS count FROM ${where}`))[0]?.count ?? 0;

test('ten thousand SIM cards are searched, two thousand disabled, interrupted and resumed; a customer sees the one assigned', async ({ page, browser }) => {
  test.setTimeout(240_000);
  await sandbox.settings('onence', { fleetSize: 10_000, simsPerSecond: 5_000 });
  const customer = newAddress('fleet');
  stopTheWorker();
  const first = startWorker();
  const theirs = await (await browser.newContext()).newPage();
  await signIn(theirs, customer);
  await signIn(page, 'staff@example.com');

  await page.goto('/admin/fleet');
  await page.getByRole('button', { name: 'Read the fleet now' }).click();
  await expect.poll(() => count('"FleetSim"'), { timeout: 60_000 }).toBe(10_000);
  await page.goto('/admin/fleet');
  await expect(page.getByText('10,000 SIMs').or(page.getByText('10000 SIMs'))).toBeVisible();
  await expectAccessible(page);

  // A part of the ICCID that two thousand share; what is off already is not counted.
  const [part] = await readRows<{ part: string; count: number }>(
    `SELECT part, count(*)::int AS count FROM (SELECT substr(iccid, 1, n) AS part FROM "FleetSim", generate_series(14, 17) AS n WHERE "isEnabled") AS parts GROUP BY part ORDER BY abs(count(*) - 2000) LIMIT 1`,
  );
  const wanted = part?.count ?? 0;
  expect(wanted).toBeGreaterThan(500);
  await page.getByRole('searchbox', { name: 'Search' }).fill(part?.part ?? '');
  await page.getByRole('button', { name: 'Search' }).click();
  const disable = page.getByRole('button', { name: `Disable ${wanted.toLocaleString('en')}` });
  await disable.click();
  await expect(page.getByText('They lose their connection until they are enabled again.')).toBeVisible();
  await page.getByRole('button', { name: 'Leave it' }).click();
  expect(await count('"FleetRun"')).toBe(0);
  await disable.click();
  await page.getByRole('button', { name: 'Yes, do it' }).click();
  await page.getByRole('link', { name: new RegExp(`^Disabling ${wanted.toLocaleString('en')} SIMs`) }).click();

  // The worker dies in the middle; another goes on with what is left.
  const done = page.getByTestId('run-done');
  await expect.poll(async () => Number((await done.innerText()).replace(/\D/g, '')), { timeout: 60_000 }).toBeGreaterThan(50);
  await expect(page.getByTestId('run-progress')).toHaveAttribute('data-finished', 'no');
  first.kill('SIGKILL');
  const worker = startWorker();
  try {
    await expect(page.getByTestId('run-progress')).toHaveAttribute('data-finished', 'yes', { timeout: 150_000 });
    // One SIM in fifty has expired: the provider refuses those, and each is named.
    const switched = Number((await done.innerText()).replace(/\D/g, ''));
    const refused = Number((await page.getByTestId('run-refused').innerText()).replace(/\D/g, ''));
    expect(refused).toBeGreaterThan(0);
    expect(switched + refused).toBe(wanted);
    await expect(page.getByRole('region', { name: 'SIMs that were not switched' }).getByRole('row')).toHaveCount(refused + 1);
    expect(await count(`"FleetRunItem" i JOIN "FleetSim" s ON s.iccid = i.iccid WHERE i.state = 'done' AND s."isEnabled" = false`)).toBe(switched);
    await expectAccessible(page);

    const [sim] = await readRows<{ iccid: string }>('SELECT iccid FROM "FleetSim" ORDER BY iccid LIMIT 1');
    await page.goto(`/admin/fleet/${sim?.iccid}`);
    await page.getByRole('textbox', { name: 'E-mail' }).fill(customer);
    await page.getByRole('button', { name: 'Assign' }).click();
    await expect(page.getByRole('button', { name: 'Take it back' })).toBeVisible();
    await page.getByRole('button', { name: 'Order more volume' }).click();
    await page.getByRole('button', { name: 'Yes, do it' }).click();
    await expect.poll(() => count(`"FleetTopUp" WHERE state = 'placed'`), { timeout: 30_000 }).toBe(1);
    await expectAccessible(page);
    await theirs.goto('/account/orders');
    await theirs.getByRole('link', { name: 'Your SIM cards' }).click();
    await expect(theirs.getByText(sim?.iccid ?? 'none')).toBeVisible();
    expect((await theirs.goto('/admin/fleet'))?.status()).toBe(404);
  } finally {
    worker.kill('SIGTERM');
    await sandbox.settings('onence', { fleetSize: 250 });
    await theirs.context().close();
  }
});
