import { randomUUID } from 'node:crypto';
import PostalMime, { type Address, type Attachment } from 'postal-mime';
import type { World } from '../core.ts';

export interface Message {
  id: string;
  at: string;
  from: string;
  to: string[];
  subject: string;
  messageId: string;
  headers: Record<string, string>;
  text: string;
  html: string;
  attachments: Attachment[];
  raw: string;
}

export type Mailbox = ReturnType<typeof createMailbox>;

const KEPT_MESSAGES = 5_000;

/** Every message that was accepted, newest last; the oldest are forgotten first. */
export function createMailbox(world: World) {
  const messages: Message[] = [];
  world.onReset(() => void messages.splice(0));
  return {
    async keep(raw: Buffer, envelope: { from: string; to: string[] }): Promise<Message> {
      const email = await PostalMime.parse(raw);
      const headers = Object.fromEntries(email.headers.map(({ key, value }) => [key, value]));
      const message: Message = {
        id: randomUUID(),
        at: world.now().toISOString(),
        from: email.from ? written(email.from) : envelope.from,
        to: envelope.to,
        subject: email.subject ?? '',
        messageId: email.messageId ?? '',
        headers,
        text: email.text ?? '',
        html: email.html ?? '',
        attachments: email.attachments,
        raw: raw.toString('latin1'),
      };
      messages.push(message);
      if (messages.length > KEPT_MESSAGES) messages.shift();
      const { to, subject, messageId } = message;
      const entityRef = headers['x-entity-ref-id'];
      world.record({
        service: 'mail',
        type: 'email',
        reference: entityRef ?? to.join(','),
        data: { id: message.id, to, subject, messageId, ...(entityRef === undefined ? {} : { entityRef }) },
      });
      return message;
    },
    find: (id: string): Message | undefined => messages.find((message) => message.id === id),
    list: (to?: string): Message[] =>
      messages.filter((message) => to === undefined || message.to.some((address) => same(address, to))).toReversed(),
    clear: () => void messages.splice(0),
  };
}

const same = (a: string, b: string) => a.toLowerCase() === b.trim().toLowerCase();

function written(address: Address): string {
  if (!address.address) return address.name;
  return address.name ? `${address.name} <${address.address}>` : address.address;
}
