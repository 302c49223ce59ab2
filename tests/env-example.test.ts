import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { envSchema } from '@/lib/env';
import { providerEnvironments } from '@/lib/providers/registry';

const shapeOf = (schema: { shape: object }) => Object.keys(schema.shape);

test('.env.example names exactly the variables that are read, each with a comment', async () => {
  const lines = (await readFile(path.join(import.meta.dirname, '../.env.example'), 'utf8')).trim().split('\n');
  const named = lines.flatMap((line) => /^([A-Z0-9_]+)=/.exec(line)?.[1] ?? []);
  expect([...named].sort()).toEqual([...shapeOf(envSchema), ...providerEnvironments.flatMap(shapeOf)].sort());
  lines.forEach((line, index) => {
    if (/^[A-Z]/.test(line)) expect(lines[index - 1], line).toMatch(/^# /);
  });
});
