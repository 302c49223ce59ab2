import type { Hono } from 'hono';
import type { Account } from './account.ts';
import { iso, isRecord, readJson, refuse } from './answers.ts';
import { readPage, slice } from './paging.ts';

export interface SupportCase {
  id: number;
  at: number;
  subject: string;
  text: string;
  sender: string;
}

/** Cases; a page has one of them unless more are asked for (§11). */
export function supportRoutes(app: Hono, account: Account) {
  const { world, settings, cases } = account;
  app.get('/v1/support', world.faults('onence', 'support'), (c) => {
    const page = readPage(c, { usual: 1, most: 100 }, settings);
    return page instanceof Response ? page : c.json(slice(cases, page).map(wireCase));
  });
  app.post('/v1/support', world.faults('onence', 'support-create'), async (c) => {
    const body = await readJson(c);
    const { replyToMail, subject, text } = isRecord(body) ? body : {};
    if (typeof replyToMail !== 'string' || typeof subject !== 'string' || typeof text !== 'string') return refuse(c, 400, 'replyToMail, subject and text are required');
    cases.push({ id: 500_001 + cases.length, at: account.now(), subject, text, sender: replyToMail });
    return c.body(null, 201);
  });
}

const wireCase = ({ id, at, subject, text, sender }: SupportCase) => ({
  caseId: id,
  createDate: iso(at),
  solvedDate: null,
  status: 'OPEN',
  subject,
  text,
  communications: [{ id: id * 10, communicationDate: iso(at), direction: 'IN', originator: sender, subject, text, type: 'PORTAL' }],
});
