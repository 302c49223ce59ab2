import { readFileSync } from 'node:fs';
import createNextIntlPlugin from 'next-intl/plugin';

const languages = Object.keys(JSON.parse(readFileSync(new URL('./i18n/languages.json', import.meta.url), 'utf8'))).join('|');
const withNextIntl = createNextIntlPlugin('./i18n/request.ts');

const headers = [
  { key: 'Strict-Transport-Security', value: 'max-age=63072000; includeSubDomains' },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
];

/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  serverExternalPackages: ['pino', 'graphile-worker', 'pg', 'prom-client'],
  images: { unoptimized: true },
  // The default language has no prefix; a rewrite keeps pages static where a proxy would not. Files in public/ come first.
  rewrites: async () => ({
    afterFiles: [
      { source: '/', destination: '/en' },
      { source: `/:path((?!(?:${languages})(?:/|$)|_next/|api/).*)`, destination: '/en/:path' },
    ],
  }),
  redirects: async () => [
    { source: '/en/:path*', destination: '/:path*', permanent: false },
    { source: '/favicon.ico', destination: '/icon.svg', permanent: true },
  ],
  headers: async () => [
    { source: '/:path*', headers },
    { source: '/:file(flags/.*|world\\.svg)', headers: [{ key: 'Cache-Control', value: 'public, max-age=604800, stale-while-revalidate=2592000' }] },
  ],
};

export default withNextIntl(config);
