import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const run = promisify(execFile);
const root = path.join(import.meta.dirname, '..');
let garden = '';

// Planted beside the tree, not in it: nobody who works there meanwhile stumbles over a forbidden import.
beforeAll(async () => {
  garden = await mkdtemp(path.join(os.tmpdir(), 'simplify-lint-'));
  await copyFile(path.join(root, '.oxlintrc.json'), path.join(garden, '.oxlintrc.json'));
  await symlink(path.join(root, 'node_modules'), path.join(garden, 'node_modules'), 'junction');
  await writeFile(path.join(garden, 'tsconfig.json'), JSON.stringify({ compilerOptions: { strict: true, module: 'esnext', moduleResolution: 'bundler', paths: { '@/*': ['./*'] } } }));
});
afterAll(() => rm(garden, { recursive: true, force: true }));

async function plant(file: string, code: string): Promise<void> {
  const place = path.join(garden, file);
  await mkdir(path.dirname(place), { recursive: true });
  await writeFile(place, code);
}

/** Plants a file, lints it alone, answers what lint printed (empty = clean). */
async function lint(file: string, code: string, flags: string[] = []): Promise<string> {
  await plant(file, code);
  const oxlint = path.join(root, 'node_modules/oxlint/bin/oxlint');
  const args = [oxlint, '--deny-warnings', '--format=unix', ...flags, file];
  return run(process.execPath, args, { cwd: garden }).then(() => '', (error: { stdout: string; stderr: string }) => error.stdout + error.stderr);
}

const use = (target: string) => `import { something } from '${target}';\nexport const used = something;\n`;

describe('the dependency picture', () => {
  test.each([
    ['app/[locale]/(shop)/page.tsx', 'stripe'],
    ['app/api/health/route.ts', '@/lib/db/client'],
    ['app/api/me/route.ts', '@/lib/providers/airalo/client'],
    ['components/ui/price.tsx', '@/lib/db/client'],
    ['components/orders/board.tsx', '@/app/api/me/route'],
    ['worker/handlers.ts', '@/sandbox/core'],
    ['worker/main.ts', '@/lib/providers/esimgo/client'],
    ['app/api/me/route.ts', '@/lib/redis/client'],
    ['lib/redis/client.ts', '@/lib/providers/registry'],
    ['lib/health.ts', '@/lib/providers/airalo/client'],
    ['lib/operations/list-audit.ts', 'stripe'],
    ['lib/orders/place-order.ts', '@/lib/providers/airalo/client'],
    ['lib/orders/mails/send-mail.ts', 'stripe'],
    ['lib/esims/store-esims.ts', '@/lib/orders/mails/send-mail'],
    ['lib/catalog/sync-plans.ts', '@/lib/orders/order-state'],
    ['lib/customers/queries.ts', '@/lib/catalog/queries'],
    ['lib/payments/webhook.ts', '@/lib/orders/order-state'],
    ['lib/email/mailer.ts', '@/lib/customers/queries'],
    ['lib/web/action.ts', '@/lib/providers/airalo/client'],
    ['lib/providers/read-balances.ts', '@/lib/catalog/queries'],
    ['lib/providers/observed-provider.ts', '@/lib/providers/airalo/client'],
    ['lib/providers/registry.ts', '@/lib/providers/airalo/client'],
    ['lib/providers/airalo/client.ts', '@/lib/providers/esimgo/client'],
    ['lib/providers/registry.ts', '@/lib/providers/onence/client'],
    ['lib/providers/onence/client.ts', '@/lib/providers/airalo/client'],
    ['lib/providers/airalo/client.ts', '@/lib/providers/onence/client'],
    ['lib/db/client.ts', '@/lib/providers/provider'],
    ['lib/money.ts', '@/lib/orders/order-state'],
    ['sandbox/airalo/index.ts', '@/lib/money'],
    ['sandbox/airalo/index.ts', '../../lib/money'],
    ['sandbox/airalo/airalo.test.ts', '@/lib/money'],
  ])('%s may not import %s', async (file, target) => {
    expect(await lint(file, use(target))).toContain('no-restricted-imports');
  });

  test.each([
    ['lib/orders/place-order.ts', '@/lib/esims/store-esims'],
    ['lib/esims/store-esims.ts', '@/lib/catalog/queries'],
    ['lib/providers/registry.ts', '@/lib/providers/airalo/index'],
    ['lib/providers/registry.ts', '@/lib/providers/onence/index'],
    ['lib/providers/airalo/client.ts', '@/lib/http/request'],
    ['lib/payments/stripe-client.ts', 'stripe'],
    ['worker/handlers.ts', '@/lib/orders/fulfil-order'],
    ['components/ui/price.tsx', '@/lib/money'],
    ['sandbox/stripe/stripe.test.ts', 'stripe'],
  ])('%s may import %s', async (file, target) => {
    expect(await lint(file, use(target))).toBe('');
  });

  test('no relative path walks around a zone', async () => {
    expect(await lint('lib/payments/refunds.ts', use('../orders/order-state'))).toContain('no-relative-parent-imports');
  });

  test('two files may not import each other', async () => {
    await plant('lib/jobs/one.ts', "import { two } from '@/lib/jobs/two';\nexport const one = () => two();\n");
    expect(await lint('lib/jobs/two.ts', "import { one } from '@/lib/jobs/one';\nexport const two = () => one();\n")).toContain('no-cycle');
  });
});

describe('the house rules', () => {
  test.each([
    ['lib/secret.ts', 'export const secret = process.env.SECRET;\n', 'no-process-env'],
    ['lib/wide.ts', 'export const wide = (value: any) => value as unknown;\n', 'no-explicit-any'],
    ['lib/loud.ts', "console.log('here');\nexport const loud = 1;\n", 'no-console'],
    ['lib/default.ts', 'const one = 1;\nexport default one;\n', 'no-default-export'],
    ['lib/ShoutedName.ts', 'export const named = 1;\n', 'filename-case'],
    ['lib/long.ts', `export const a = 1;\n${'// line\n'.repeat(301)}`, 'max-lines'],
    ['lib/many.ts', 'export const many = (a: number, b: number, c: number, d: number) => a + b + c + d;\n', 'max-params'],
    ['lib/silenced.ts', '// @ts-ignore\nexport const silenced = 1;\n', 'ban-ts-comment'],
    ['components/ui/raw.tsx', 'export const Raw = ({ html }: { html: string }) => <p dangerouslySetInnerHTML={{ __html: html }} />;\n', 'no-danger'],
  ])('%s breaks one', async (file, code, rule) => {
    expect(await lint(file, code)).toContain(rule);
  });

  test('a promise is waited for', async () => {
    expect(await lint('lib/floating.ts', 'export const start = (work: () => Promise<void>) => {\n  work();\n};\n', ['--type-aware'])).toContain('no-floating-promises');
  });
});
