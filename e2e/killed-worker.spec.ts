import { spawn } from 'node:child_process';
import { readRows } from './support/database';
import { mailTo, sandbox } from './support/sandbox';
import { CARDS, choosePlan, expect, fillCard, fillCheckout, goToCheckout, newAddress, payButton, test, waitForMood } from './support/shop';

const startWorker = () => spawn(process.execPath, ['--import', 'tsx', 'worker/main.ts'], { stdio: 'ignore', env: { ...process.env, NODE_ENV: 'production' } });

test('a worker killed between buying and storing: one purchase, one mail, resumed in 35 s', async ({ page }) => {
  test.setTimeout(150_000);
  const email = newAddress('killed');
  await choosePlan(page, 'Sweden', 1);
  await goToCheckout(page);
  await fillCheckout(page, { email, card: CARDS.declined });
  await payButton(page).click();
  await expect(page.getByText('Your bank declined this card')).toBeVisible();
  const orderId = (await page.context().cookies()).find(({ name }) => name.endsWith('simplify-orders'))?.value.split('.')[0] ?? '';

  // The provider acts at once and answers late: the worker dies in between.
  const [line] = await readRows<{ providerPlanId: string }>('SELECT "providerPlanId" FROM "OrderLine" WHERE "orderId" = $1', [orderId]);
  const planId = line?.providerPlanId ?? 'none';
  await sandbox.settings('airalo', { slowOrders: { [planId]: 20_000 } });
  await fillCard(page, CARDS.good);
  await payButton(page).click();
  await expect.poll(async () => (await sandbox.purchasesOf(orderId)).length, { timeout: 20_000 }).toBe(1);
  process.kill(Number(process.env.E2E_WORKER_PID), 'SIGKILL');
  const killedAt = Date.now();
  await sandbox.settings('airalo', { slowOrders: {} });
  const worker = startWorker();
  try {
    await waitForMood(page, 'ready', 60_000);
    expect(Date.now() - killedAt).toBeLessThan(35_000);
    expect(await sandbox.purchasesOf(orderId)).toHaveLength(1);
    await mailTo(email, /Your eSIM/);
    expect((await sandbox.mailsTo(email)).filter(({ subject }) => /Your eSIM/.test(subject))).toHaveLength(1);
  } finally {
    worker.kill('SIGTERM');
  }
});
