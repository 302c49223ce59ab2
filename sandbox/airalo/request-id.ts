import { randomBytes } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';

/** 25 characters; it may start with a dash (§7.2). */
export const requestId = (): string => [...randomBytes(25)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
