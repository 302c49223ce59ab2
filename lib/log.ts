import pino from 'pino';

const SECRET_KEYS = [
  'email', 'to', 'toEmail', 'lpa', 'iccid', 'matchingId', 'smdpAddress', 'confirmationCode', 'token', 'accessToken', 'authorization',
  'apiKey', 'client_secret', 'clientSecret', 'password', 'qrcode', 'qrcode_url', 'msisdn', 'cookie',
];
const paths = SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]);

const PATTERNS: [RegExp, string][] = [
  [/LPA:1\$[^\s"']+/gi, '[lpa]'],
  [/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, '[e-mail]'],
  [/\b(sk|rk|pk|whsec)_[A-Za-z0-9_]{8,}/g, '[key]'],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[jwt]'],
  [/\b89\d{16,20}\b/g, '[iccid]'],
  [/Bearer\s+\S+/gi, 'Bearer [token]'],
];

/** Masks what must never be written down, wherever it stands in a text. */
export function redact(text: string): string {
  return PATTERNS.reduce((result, [pattern, mask]) => result.replace(pattern, mask), text);
}

const describe = (error: unknown): Record<string, unknown> =>
  error instanceof Error
    ? { type: error.name, code: 'code' in error ? error.code : undefined, message: redact(error.message), stack: redact(error.stack ?? '') }
    : { message: redact(String(error)) };

/** Structured log, one JSON object a line. Say `log.info({ orderId }, 'order.paid')`: facts first, then a name. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? 'info',
  base: null,
  redact: { paths, censor: '[redacted]' },
  serializers: { error: describe, err: describe },
  formatters: { level: (label) => ({ level: label }) },
  hooks: {
    logMethod(args, method) {
      method.apply(this, args.map((arg) => (typeof arg === 'string' ? redact(arg) : arg)) as typeof args);
    },
  },
});
