import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import type { Mailbox, Message } from '../mail/mailbox.ts';
import { page } from './page.ts';

/** The mailbox, for people at /mail and for tests at /mail/messages. */
export function mailPages(mailbox: Mailbox): Hono {
  return new Hono()
    .get('/', (c) => c.html(inbox(mailbox.list(c.req.query('to')), c.req.query('to'))))
    .get('/messages', (c) => c.json(mailbox.list(c.req.query('to')).map(summary)))
    .delete('/messages', (c) => {
      mailbox.clear();
      return c.body(null, 204);
    })
    .get('/messages/:id', (c) => withMessage(c, mailbox, (message) => c.json(summary(message))))
    .get('/messages/:id/html', (c) => withMessage(c, mailbox, (message) => rendered(c, message)))
    .get('/messages/:id/raw', (c) => withMessage(c, mailbox, (message) => c.text(message.raw)))
    .get('/messages/:id/attachments/:index', (c) =>
      withMessage(c, mailbox, (message) => attachment(c, message.attachments[Number(c.req.param('index'))])),
    )
    .get('/:id', (c) => withMessage(c, mailbox, (message) => c.html(reading(message))));
}

function withMessage(c: Context, mailbox: Mailbox, answer: (message: Message) => Response | Promise<Response>) {
  const message = mailbox.find(c.req.param('id') ?? '');
  return message ? answer(message) : c.json({ error: 'No such message.' }, 404);
}

function summary({ raw: _raw, attachments, ...message }: Message) {
  const base = `/mail/messages/${message.id}`;
  return {
    ...message,
    attachments: attachments.map((file, index) => ({
      filename: file.filename,
      mimeType: file.mimeType,
      disposition: file.disposition,
      contentId: file.contentId ?? null,
      bytes: typeof file.content === 'string' ? file.content.length : file.content.byteLength,
      url: `${base}/attachments/${index}`,
    })),
  };
}

// The mail is a stranger's: no script runs, nothing is fetched, links open in a tab of their own.
function rendered(c: Context, message: Message) {
  const body = message.attachments.reduce((text, file, index) => {
    const id = file.contentId?.replaceAll(/^<|>$/g, '');
    return id ? text.replaceAll(`cid:${id}`, `/mail/messages/${message.id}/attachments/${index}`) : text;
  }, message.html);
  c.header('Content-Security-Policy', "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; font-src data:");
  return c.html(body.replace(/<head[^>]*>/i, (head) => `${head}<base target="_blank">`));
}

function attachment(c: Context, file: Message['attachments'][number] | undefined) {
  if (!file) return c.json({ error: 'No such attachment.' }, 404);
  const bytes = typeof file.content === 'string' ? new TextEncoder().encode(file.content) : new Uint8Array(file.content);
  const isImage = /^image\/(png|jpeg|gif|webp)$/.test(file.mimeType);
  const name = encodeURIComponent(file.filename ?? 'attachment');
  return c.body(bytes.slice().buffer, 200, {
    'Content-Type': isImage ? file.mimeType : 'application/octet-stream',
    'Content-Disposition': `${isImage ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
    'X-Content-Type-Options': 'nosniff',
  });
}

function inbox(messages: Message[], to: string | undefined) {
  const rows = messages.map(
    (message) => html`<li>
      <a href="/mail/${message.id}"><strong>${message.subject || '(no subject)'}</strong></a>
      <small>to ${message.to.join(', ')} · <time datetime="${message.at}">${message.at.slice(0, 19).replace('T', ' ')}</time></small>
    </li>`,
  );
  return page(
    'Mail',
    html`<h1>Mail</h1>
      <form method="get" action="/mail">
        <label>Sent to <input type="email" name="to" value="${to ?? ''}" /></label> <button>Show</button>
      </form>
      ${rows.length === 0 ? html`<p>Nothing has been sent yet. Reload to look again.</p>` : html`<ul class="list">${rows}</ul>`}`,
  );
}

function reading(message: Message) {
  const files = message.attachments.map(
    (file, index) => html`<li><a href="/mail/messages/${message.id}/attachments/${index}">${file.filename ?? file.mimeType}</a></li>`,
  );
  return page(
    message.subject,
    html`<p><a href="/mail">All mail</a></p>
      <h1>${message.subject}</h1>
      <p>From ${message.from}<br />To ${message.to.join(', ')}<br />${message.at}</p>
      ${files.length > 0 ? html`<h2>Attachments</h2><ul>${files}</ul>` : ''}
      <iframe
        title="Message"
        src="/mail/messages/${message.id}/html"
        sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
      ></iframe>
      <h2>Plain text</h2>
      <pre>${message.text}</pre>
      <p><a href="/mail/messages/${message.id}/raw">Source</a></p>`,
  );
}
