import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';

const run = promisify(execFile);
const root = path.join(import.meta.dirname, '..');
const planted: string[] = [];

/** Plants a file, lints it alone, answers what lint printed (empty = clean). */
async function lint(file: string, code: string): Promise<string> {
  const place = path.join(root, file);
  planted.push(place);
  await mkdir(path.dirname(place), { recursive: true });
  await writeFile(place, code);
  const oxlint = path.join(root, 'node_modules/oxlint/bin/oxlint');
  return run(process.execPath, [oxlint, '--deny-warnings', '--format=unix', file], { cwd: root }).then(() => '', (error: { stdout: string }) => error.stdout);
}

afterAll(async () => {
  await Promise.all(planted.map((file) => rm(file, { force: true })));
});

describe('the dependency picture', () => {
  test.each([
    ['lib/catalog/planted-a.ts', '@/lib/orders/order-state'],
    ['lib/esims/planted-b.ts', '@/lib/orders/order-state'],
    ['lib/payments/planted-c.ts', '@/lib/orders/order-state'],
    ['lib/providers/planted-d.ts', '@/lib/catalog/gate'],
    ['lib/db/planted-e.ts', '@/lib/providers/provider'],
    ['lib/providers/airalo/planted-f.ts', '@/lib/providers/esimgo/client'],
    ['lib/orders/planted-g.ts', '@/lib/providers/airalo/client'],
    ['lib/orders/planted-h.ts', 'stripe'],
    ['components/ui/planted-i.ts', '@/lib/db/client'],
    ['worker/planted-j.ts', '@/sandbox/core'],
    ['sandbox/planted-k.ts', '@/lib/money'],
  ])('%s may not import %s', async (file, target) => {
    expect(await lint(file, `import * as forbidden from '${target}';\nexport const used = forbidden;\n`)).toContain('no-restricted-imports');
  });

  test('an allowed arrow passes', async () => {
    expect(await lint('lib/orders/planted-ok.ts', "import { currencyOf } from '@/lib/money';\nexport const used = currencyOf;\n")).toBe('');
  });

  test.each([
    ['lib/planted-l.ts', 'export const secret = process.env.SECRET;\n', 'no-process-env'],
    ['lib/planted-m.ts', 'export const wide = (value: any) => value as unknown;\n', 'no-explicit-any'],
    ['components/ui/planted-n.tsx', 'export const raw = (html: string) => <p dangerouslySetInnerHTML={{ __html: html }} />;\n', 'no-danger'],
    ['lib/PlantedO.ts', 'export const named = 1;\n', 'filename-case'],
    ['lib/planted-p.ts', `${'export const filler = 1;\n'.replace('filler', 'a')}${'// line\n'.repeat(301)}`, 'max-lines'],
  ])('%s breaks a rule', async (file, code, rule) => {
    expect(await lint(file, code)).toContain(rule);
  });
});
