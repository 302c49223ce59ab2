import type { Hono } from 'hono';
import { createAiralo, createAiraloState } from './airalo/index.ts';
import { createControls } from './controls/index.ts';
import { createWorld, type World } from './core.ts';
import { createEsimGo, createEsimGoState } from './esimgo/index.ts';
import { type Listening, listen } from './listen.ts';
import { startMailServer } from './mail/index.ts';
import { createMailbox } from './mail/mailbox.ts';
import { assertNotProduction } from './not-production.ts';
import { createOnence } from './onence/index.ts';
import { createStripeApp } from './stripe/index.ts';
import { createStripeSandbox } from './stripe/sandbox.ts';

export interface SandboxOptions {
  /** First of six ports in a row: controls and mail page, Airalo, eSIM Go, Stripe, SMTP, 1NCE. 0 picks free ones. */
  port?: number;
  host?: string;
  webhookUrl?: string;
  webhookSecret?: string;
}

export interface Sandbox {
  urls: Record<'controls' | 'mail' | 'airalo' | 'esimgo' | 'stripe' | 'smtp' | 'onence', string>;
  world: World;
  stop(): Promise<void>;
}

/** Starts every emulated service in this process. If one port is taken, none is left listening. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  assertNotProduction(process.env);
  const world = createWorld();
  const { webhookUrl, webhookSecret } = options;
  const stripe = createStripeSandbox(world, {
    ...(webhookUrl === undefined ? {} : { webhookUrl }),
    ...(webhookSecret === undefined ? {} : { webhookSecret }),
  });
  const mailbox = createMailbox(world);
  const onence = createOnence(world);
  const airalo = createAiraloState(world);
  const esimgo = createEsimGoState(world);
  const host = options.host ?? '127.0.0.1';
  const base = options.port ?? Number(process.env.SANDBOX_PORT ?? 4100);
  const at = (offset: number) => ({ host, port: base === 0 ? 0 : base + offset });
  const url = (listening: Listening, protocol = 'http') => `${protocol}://${host}:${listening.port}`;

  const started: Listening[] = [];
  const start = async (app: Hono, offset: number) => {
    const listening = await listen(app, at(offset));
    started.push(listening);
    return listening;
  };
  const stop = async () => {
    stripe.timers.clear();
    onence.account.timers.clear();
    airalo.timers.clear();
    esimgo.callbacks.timers.clear();
    await Promise.all(started.map((listening) => listening.stop()));
  };
  let addresses: Record<string, string> = {};
  try {
    const controls = await start(createControls({ world, mailbox, stripe, airalo, onence, esimgo, addresses: () => addresses }), 0);
    const airaloServer = await start(createAiralo(world, airalo), 1);
    const esimgoServer = await start(createEsimGo(world, esimgo), 2);
    const stripeServer = await start(createStripeApp(stripe), 3);
    const smtp = await startMailServer(world, mailbox, at(4));
    started.push(smtp);
    const onenceServer = await start(onence.app, 5);
    const urls = {
      controls: url(controls),
      mail: `${url(controls)}/mail`,
      airalo: url(airaloServer),
      esimgo: url(esimgoServer),
      stripe: url(stripeServer),
      smtp: url(smtp, 'smtp'),
      onence: url(onenceServer),
    };
    addresses = urls;
    return { urls, world, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
