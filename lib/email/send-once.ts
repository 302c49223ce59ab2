import { randomUUID } from 'node:crypto';
import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import type { MailName } from '@/lib/email/mail-names';
import { deliver, type Message } from '@/lib/email/mailer';
import { isAppError } from '@/lib/errors';
import { log } from '@/lib/log';

export type OneMail = { key: string; orderId: string | null; template: MailName; to: string };

const CLAIM = `INSERT INTO "EmailSent" (id, key, "orderId", "to", template, status) VALUES ($1::uuid, $2, $3::uuid, $4, $5, 'claimed') ON CONFLICT (key) DO NOTHING RETURNING id`;
const SENT = `UPDATE "EmailSent" SET status = 'sent', "messageId" = $2, "sentAt" = now() WHERE key = $1`;
const UNKNOWN = `UPDATE "EmailSent" SET status = 'unknown' WHERE key = $1`;
const GIVE_BACK = `DELETE FROM "EmailSent" WHERE key = $1 AND status = 'claimed'`;

/** Sends one mail per key, whoever asks and however often: claimed before it leaves, given back only when the server surely refused it. */
export async function sendOnce(mail: OneMail, write: () => Promise<Omit<Message, 'key' | 'to'>>): Promise<void> {
  const message = await write();
  const claimed = await rows(pool(), CLAIM, [randomUUID(), mail.key, mail.orderId, mail.to, mail.template]);
  if (claimed.length === 0) return;
  try {
    const messageId = await deliver({ ...message, key: mail.key, to: mail.to });
    await rows(pool(), SENT, [mail.key, messageId]);
  } catch (error) {
    if (isAppError(error, 'mail-unknown')) {
      await rows(pool(), UNKNOWN, [mail.key]);
      log.warn({ orderId: mail.orderId, template: mail.template }, 'email.outcome-unknown');
      return;
    }
    await rows(pool(), GIVE_BACK, [mail.key]);
    throw error;
  }
}
