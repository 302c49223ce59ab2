import type { Messages } from 'next-intl';

export type ReasonWords = Pick<Messages['admin'], 'reasons' | 'states'>;

const lookUp = (words: Partial<Record<string, string>>, name: string) => (Object.hasOwn(words, name) ? words[name] : undefined);

/** A kind of event or mail in the reader's language; one nobody named yet as it is kept. */
export const nameOf = (name: string, words: Partial<Record<string, string>>): string => lookUp(words, name) ?? name;

/** Why something happened to an order, in the reader's language; one nobody named yet as it is kept. */
export const reasonWord = (reason: string, { reasons, states }: ReasonWords): string => lookUp(reasons, reason) ?? lookUp(states, reason) ?? reason;

/** Why money goes back: what a person wrote as it was written, anything else in the reader's language. */
export const refundReason = (reason: string, askedBy: string | null, words: ReasonWords): string => (askedBy === null || askedBy === 'system' ? reasonWord(reason, words) : reason);
