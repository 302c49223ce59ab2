import type { Context, Hono } from 'hono';
import { refuseFields, success } from './answers.ts';
import { answersHead } from './deliver-webhook.ts';
import type { Fields } from './order-checks.ts';
import { readForm, type Form } from './read-form.ts';
import type { Airalo } from './state.ts';
import { LEVELS, NOTIFICATION_TYPES, type Notification, type NotificationType } from './subscriptions.ts';

const typeOf = (value: string | null | undefined): NotificationType | null => NOTIFICATION_TYPES.find((type) => type === value) ?? null;
const unknownType = (c: Context) => refuseFields(c, { type: 'The selected type is invalid.' });

/** Opting in to notifications, reading what was opted in to, and out again (§11.1 to §11.3). */
export function notificationRoutes(app: Hono, airalo: Airalo) {
  const { world, settings, subscriptions } = airalo;
  app.post('/notifications/opt-in', world.faults('airalo', 'opt-in'), async (c) => {
    const form = await readForm(c);
    const type = typeOf(form?.text('type'));
    if (!form || !type) return unknownType(c);
    const contact = form.text(type.startsWith('email') ? 'email' : 'webhook_url') ?? '';
    const fields = checkOptIn(form, type, contact);
    if (Object.keys(fields).length > 0) return refuseFields(c, fields);
    if (!type.startsWith('email') && !(await answersHead(contact, settings))) return refuseFields(c, { webhook_url: 'The webhook url is not reachable.' });
    const notification: Notification = {
      type,
      contact_point: contact,
      ...(type.startsWith('email') ? { language: form.text('language') ?? 'en' } : {}),
      ...(type.endsWith('credit_limit') ? { levels: form.list('levels').map(Number) } : {}),
    };
    subscriptions.set(type, notification);
    return c.json(success({ notification }));
  });
  app.get('/notifications/opt-in', world.faults('airalo', 'opt-in-read'), (c) => {
    const wanted = settings.optInSelector === 'type' ? typeOf(c.req.query('type')) : null;
    const notification = wanted ? subscriptions.get(wanted) : [...subscriptions.values()].at(-1);
    return notification ? c.json(success({ notification })) : notOptedIn(c, airalo);
  });
  app.post('/notifications/opt-out', world.faults('airalo', 'opt-out'), async (c) => {
    const type = typeOf((await readForm(c))?.text('type'));
    if (!type) return unknownType(c);
    subscriptions.delete(type);
    return c.body(null, 204);
  });
}

// Nobody has published this answer (§19).
function notOptedIn(c: Context, { settings }: Airalo) {
  switch (settings.notOptedIn) {
    case 'null':
      return c.json(success({ notification: null }));
    case 'empty':
      return c.json(success([]));
    case '404':
      return c.json({ data: [], meta: { message: 'messages.resource_not_found' } }, 404);
    case '400':
      return c.json({ error: 'User is not opted in' }, 400);
  }
}

function checkOptIn(form: Form, type: NotificationType, contact: string): Fields {
  const name = type.startsWith('email') ? 'email' : 'webhook_url';
  const fields: Fields = {};
  if (contact === '') fields[name] = `The ${name.replace('_', ' ')} field is required.`;
  else if (name === 'email' && !contact.includes('@')) fields.email = 'The email must be a valid email address.';
  if (!type.endsWith('credit_limit')) return fields;
  const levels = form.list('levels');
  if (levels.length === 0) fields.levels = 'The levels field is required.';
  for (const [index, level] of levels.entries()) if (!LEVELS.includes(Number(level))) fields[`levels.${index}`] = `The selected levels.${index} is invalid.`;
  return fields;
}
