import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import type { Fault, World } from '../core.ts';
import type { Mailbox } from './mailbox.ts';

export interface MailServer {
  port: number;
  stop(): Promise<void>;
}

type Reply = (error?: Error | null) => void;

const LARGEST_MESSAGE = 25 * 1024 * 1024;

/** An SMTP server that accepts every sender, every login and every recipient. */
export async function startMailServer(world: World, mailbox: Mailbox, listen: { host: string; port: number }): Promise<MailServer> {
  const sockets = new Map<number, Socket>();
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    size: LARGEST_MESSAGE,
    closeTimeout: 200,
    logger: false,
    onAuth: (auth, _session, callback) => callback(null, { user: auth.username ?? 'anyone' }),
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const hangUp = () => void sockets.get(session.remotePort)?.destroy();
        void accept({ world, mailbox, hangUp }, { raw: Buffer.concat(chunks), session }, callback);
      });
    },
  });
  smtp.on('error', () => undefined);
  smtp.server.on('connection', (socket: Socket) => {
    const port = socket.remotePort ?? 0;
    sockets.set(port, socket);
    socket.on('close', () => sockets.delete(port));
  });
  await new Promise<void>((resolve, reject) => {
    smtp.server.once('error', reject);
    smtp.listen(listen.port, listen.host, resolve);
  });
  return {
    port: (smtp.server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets.values()) socket.destroy();
        smtp.close(() => resolve());
      }),
  };
}

async function accept(
  on: { world: World; mailbox: Mailbox; hangUp: () => void },
  mail: { raw: Buffer; session: SMTPServerSession },
  reply: Reply,
) {
  const { mailFrom, rcptTo } = mail.session.envelope;
  const to = rcptTo.map((recipient) => recipient.address);
  const searched = `${to.join('\n')}\n${mail.raw.toString('latin1')}`;
  const fault = on.world.faultQueue.take('mail', 'deliver', searched);
  if (fault?.kind === 'delay') await wait(fault.ms);
  if (fault?.kind === 'hang-up-before-acting') return on.hangUp();
  const refusal = fault ? refusalFor(fault) : null;
  if (refusal) return reply(refusal);
  try {
    await on.mailbox.keep(mail.raw, { from: mailFrom ? mailFrom.address : '', to });
  } catch {
    return reply(Object.assign(new Error('This is no message'), { responseCode: 554 }));
  }
  if (fault?.kind === 'act-then-hang-up') return on.hangUp();
  reply();
}

/** SMTP knows "try later" (451) and "never" (550 to 554, passed on as they are). */
function refusalFor(fault: Fault): Error | null {
  if (fault.kind !== 'status' && fault.kind !== 'rate-limit') return null;
  const isPermanent = fault.kind === 'status' && fault.status >= 550 && fault.status <= 554;
  const text = isPermanent ? 'Mailbox unavailable (sandbox fault)' : 'Try again later (sandbox fault)';
  return Object.assign(new Error(text), { responseCode: isPermanent ? fault.status : 451 });
}
