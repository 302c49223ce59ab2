import type { Messages } from 'next-intl';

type Words = Messages['admin']['states'];

/** A state of an order, purchase, payment, refund, mail or sync in the reader's language; one nobody named yet as it is kept. */
export const stateWord = (state: string, words: Words): string => (words as Partial<Record<string, string>>)[state] ?? state.toLowerCase().replaceAll('_', ' ');
