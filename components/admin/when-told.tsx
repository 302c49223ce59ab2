import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Told } from '@/lib/esims/esim-support';

export type WhenToldProps<Value> = { told: Told<Value>; provider: string; /** What to do instead, where there is something. */ instead?: string; children: (value: Value) => ReactNode };

/** What a provider answered, or in plain words why there is nothing. */
export function WhenTold<Value>({ told, provider, instead, children }: WhenToldProps<Value>) {
  const t = useTranslations('support');
  if (told.told === 'answer') return children(told.value);
  if (told.told === 'cannot') return <p className="border-y border-line py-4 text-13 text-quiet">{t('cannot', { provider })} {instead}</p>;
  return <p className="border-y border-line py-4 text-13"><span aria-hidden="true" className="me-1.5 text-warn">▲</span>{t('noAnswer', { provider, code: told.code })}</p>;
}

/** While it is asked: a line of the height the answer will have at least. */
export const Asking = ({ provider }: { provider: string }) => {
  const t = useTranslations('support');
  return <p className="border-y border-line py-4 text-13 text-quiet" role="status">{t('asking', { provider })}</p>;
};
