import type { Messages, useTranslations } from 'next-intl';

/** What says the words of one part of the shop, for functions that are handed it. */
export type Translate<Part extends keyof Messages> = ReturnType<typeof useTranslations<Part>>;
