import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (place: string) => fileURLToPath(new URL(place, import.meta.url));

export default defineConfig({
  resolve: { alias: { 'server-only': at('./tests/empty.ts'), '@': at('.') } },
  test: {
    include: ['{lib,tests,sandbox,components,app,worker}/**/*.test.{ts,tsx}'],
    globalSetup: ['./tests/global-setup.ts'],
    setupFiles: ['./tests/setup.ts'],
    sequence: { shuffle: true },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // On a busy machine a moment may take seconds.
    expect: { poll: { timeout: 10_000 } },
    maxWorkers: 2,
    dangerouslyIgnoreUnhandledErrors: false,
  },
});
