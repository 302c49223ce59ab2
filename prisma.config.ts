import { existsSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'prisma/config';

// Prisma's CLI would download a native engine; the shim answers the same protocol from the WASM build on npm.
const shim = path.join(import.meta.dirname, 'scripts/schema-engine.mjs');
if (process.platform !== 'win32' && existsSync(shim)) process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= shim;
process.env.CHECKPOINT_DISABLE ??= '1';

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://app@127.0.0.1:54329/app' },
});
