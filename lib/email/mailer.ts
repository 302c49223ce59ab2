import type Mail from 'nodemailer/lib/mailer';
import { sendOverSmtp } from '@/lib/email/smtp-session';
import { AppError } from '@/lib/errors';
import { env } from '@/lib/env';

export type Message = {
  to: string;
  subject: string;
  html: string;
  text: string;
  /** Goes into Message-ID and X-Entity-Ref-ID: one key, one mail. */
  key: string;
  attachments?: Mail.Attachment[];
};

/** Hands one message to the mail server. Throws `mail-refused` (may be sent again) or `mail-unknown` (may have arrived). */
export async function deliver({ key, ...message }: Message): Promise<string> {
  const messageId = `<${key.replaceAll(/[^\w-]/g, '.')}@${new URL(env().APP_URL).hostname}>`;
  const headers = { 'X-Entity-Ref-ID': key, 'Auto-Submitted': 'auto-generated' };
  const outcome = await sendOverSmtp(env().SMTP_URL, { from: env().EMAIL_FROM, messageId, headers, ...message });
  if (outcome.sent) return messageId;
  const { mayHaveArrived, cause } = outcome;
  throw new AppError(mayHaveArrived ? 'mail-unknown' : 'mail-refused', 'the mail server did not take the message', { cause, retryable: !mayHaveArrived });
}
