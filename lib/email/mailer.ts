import nodemailer from 'nodemailer';
import type Mail from 'nodemailer/lib/mailer';
import { AppError } from '@/lib/errors';
import { env } from '@/lib/env';

const held = globalThis as typeof globalThis & { simplifyMailer?: ReturnType<typeof nodemailer.createTransport> };

const transport = () =>
  (held.simplifyMailer ??= nodemailer.createTransport({ url: env().SMTP_URL, pool: true, maxConnections: 4, connectionTimeout: 10_000, socketTimeout: 30_000 } as never));

export type Message = {
  to: string;
  subject: string;
  html: string;
  text: string;
  /** Goes into Message-ID and X-Entity-Ref-ID: one key, one mail. */
  key: string;
  attachments?: Mail.Attachment[];
};

type SmtpError = Error & { responseCode?: number; command?: string };

/** True when the server never took the message: it said no, or the connection ended before the message was sent. */
export function wasRefused(error: unknown): boolean {
  const { responseCode, command } = error as SmtpError;
  return responseCode !== undefined || command === undefined || command !== 'DATA';
}

/** Hands one message to the mail server. Throws `mail-refused` (may be sent again) or `mail-unknown` (may have arrived). */
export async function deliver({ key, ...message }: Message): Promise<string> {
  const host = new URL(env().APP_URL).hostname;
  const messageId = `<${key.replaceAll(/[^\w-]/g, '.')}@${host}>`;
  try {
    await transport().sendMail({ from: env().EMAIL_FROM, messageId, headers: { 'X-Entity-Ref-ID': key, 'Auto-Submitted': 'auto-generated' }, ...message });
    return messageId;
  } catch (cause) {
    throw new AppError(wasRefused(cause) ? 'mail-refused' : 'mail-unknown', 'the mail server did not take the message', { cause, retryable: wasRefused(cause) });
  }
}
