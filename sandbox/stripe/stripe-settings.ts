export interface StripeSettings {
  webhookUrl: string;
  webhookSecret: string;
  webhookTypes: string[];
  duplicateEvery: number;
  shuffleEvery: number;
  shuffleMs: number;
  drop: Record<string, boolean>;
  duplicate: Record<string, number>;
  shuffle: Record<string, boolean>;
  retryMs: number[];
  settlesAfterMs: number;
  latencyMs: number;
  slowRefund: Record<string, boolean>;
  failingRefund: Record<string, boolean>;
}

/** Every fifth event is delivered twice and every seventh late, so that the receiver always meets both. */
export function stripeDefaults(): StripeSettings {
  return {
    webhookUrl: process.env.SANDBOX_STRIPE_WEBHOOK_URL ?? '',
    webhookSecret: process.env.STRIPE_WEBHOOK_SECRET ?? 'whsec_sandboxsandboxsandboxsandboxsandbox',
    webhookTypes: [],
    duplicateEvery: 5,
    shuffleEvery: 7,
    shuffleMs: 250,
    drop: {},
    duplicate: {},
    shuffle: {},
    retryMs: [250, 1_000, 3_000, 10_000, 30_000, 60_000, 300_000, 3_600_000],
    settlesAfterMs: 4_000,
    latencyMs: 0,
    slowRefund: {},
    failingRefund: {},
  };
}
