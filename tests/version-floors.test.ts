import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

// Versions below these have published weaknesses; see SECURITY.md.
const FLOORS: Record<string, string> = { next: '16.4.1', react: '19.2.6', 'react-dom': '19.2.6', 'next-auth': '4.24.15', nodemailer: '9.0.0' };

type Lock = { packages: Record<string, { version?: string }> };

const parts = (version: string) => version.split('-')[0]?.split('.').map(Number) ?? [];

function isBelow(version: string, floor: string): boolean {
  const [have, want] = [parts(version), parts(floor)];
  const at = want.findIndex((part, index) => (have[index] ?? 0) !== part);
  return at !== -1 && (have[at] ?? 0) < (want[at] ?? 0);
}

describe('the lock file', () => {
  test.each(Object.entries(FLOORS))('holds no %s below %s, however deep', async (name, floor) => {
    const lock = JSON.parse(await readFile(path.join(import.meta.dirname, '../package-lock.json'), 'utf8')) as Lock;
    const versions = Object.entries(lock.packages).filter(([place]) => place === `node_modules/${name}` || place.endsWith(`/node_modules/${name}`)).map(([, facts]) => facts.version ?? '0');
    expect(versions).not.toHaveLength(0);
    expect(versions.filter((version) => isBelow(version, floor))).toEqual([]);
  });

  test('compares versions as numbers', () => {
    expect(isBelow('16.4.0', '16.4.1')).toBe(true);
    expect(isBelow('16.10.0', '16.4.1')).toBe(false);
    expect(isBelow('17.0.0', '16.4.1')).toBe(false);
  });
});
