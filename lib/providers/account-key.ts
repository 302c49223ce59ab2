import { createHash } from 'node:crypto';

/** Names a provider account in shared tables without saying whose it is. */
export const accountKey = (what: string, owner: string): string => `${what}:${createHash('sha256').update(owner).digest('hex').slice(0, 16)}`;
