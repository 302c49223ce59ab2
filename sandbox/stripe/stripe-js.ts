import { readFile } from 'node:fs/promises';
import type { Context } from 'hono';

// In dependency order: each may only use what stands before it.
const PARTS = ['dom', 'look', 'card', 'fields', 'elements', 'api', 'dialog', 'stripe'];

/** The stand-in for Stripe.js as one classic script, so that it can find its own address and be listed in a strict CSP. */
export async function stripeJs(c: Context): Promise<Response> {
  const parts = await Promise.all(
    PARTS.map((part) => readFile(new URL(`./browser/${part}.js`, import.meta.url), 'utf8')),
  );
  const script = `(() => {\n'use strict';\n${parts.map(withoutModules).join('\n')}\n})();\n`;
  return c.body(script, 200, {
    'Content-Type': 'text/javascript; charset=utf-8',
    'Cache-Control': 'no-cache',
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  });
}

function withoutModules(source: string): string {
  return source.replaceAll(/^import .*$/gm, '').replaceAll(/^export /gm, '');
}
