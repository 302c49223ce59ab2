import { db } from '@/lib/db/client';

const PAGE_SIZE = 100;

export type AuditFilter = { search?: string; /** Exactly this subject. */ about?: string; page?: number };

/** The audit log, newest first; `search` matches who, what or about what. */
export async function listAudit({ search = '', about, page = 1 }: AuditFilter) {
  const like = { contains: search.trim(), mode: 'insensitive' as const };
  const where = { ...(search.trim() ? { OR: [{ actor: like }, { action: like }, { subject: like }] } : {}), ...(about ? { subject: about } : {}) };
  const [total, entries] = await Promise.all([
    db().auditEntry.count({ where }),
    db().auditEntry.findMany({ where, orderBy: { id: 'desc' }, skip: (page - 1) * PAGE_SIZE, take: PAGE_SIZE }),
  ]);
  return {
    total, page, pageCount: Math.max(1, Math.ceil(total / PAGE_SIZE)),
    entries: entries.map(({ id, data, ...entry }) => ({ ...entry, id: String(id), data: data === null ? '' : JSON.stringify(data) })),
  };
}
