import { useTranslations } from 'next-intl';
import { agoText, leftOf, printData, type Left } from '@/components/esims/usage-figures';
import type { Allowance, EsimUsage } from '@/lib/esims/esim-readings';
import { DenseFacts } from './dense-facts';
import { Moment, momentText } from './moment';

/** One allowance in a cell: unlimited is a word, never a number; what is not stated says so. */
export function useAllowanceText() {
  const t = useTranslations('esim');
  const support = useTranslations('support');
  return (allowance: Allowance | null, print: (amount: number, total: number) => string): string => {
    const left: Left | null = leftOf(allowance, print);
    if (!left) return support('notStated');
    if (left.isUnlimited) return t('unlimited');
    if (left.left === null) return support('notStated');
    return left.total === null ? left.left : t('ofTotal', { left: left.left, total: left.total });
  };
}

export type EsimFiguresProps = { usage: EsimUsage; isStale: boolean; ageMs: number; locale: string };

/** What is left, and how old the figure is. */
export function EsimFigures({ usage, isStale, ageMs, locale }: EsimFiguresProps) {
  const t = useTranslations('support');
  const esim = useTranslations('esim');
  const common = useTranslations('common');
  const text = useAllowanceText();
  const figure = (value: string) => <span className="figures">{value}</span>;
  const rows = [
    { label: t('data'), value: <span className="figures text-17 font-semibold" data-testid="staff-left-data">{text(usage.data, printData(locale))}</span> },
    ...(usage.voice ? [{ label: t('voice'), value: figure(text(usage.voice, (count) => common('minutes', { count }))) }] : []),
    ...(usage.text ? [{ label: t('texts'), value: figure(text(usage.text, (count) => common('messages', { count }))) }] : []),
    { label: t('state'), value: esim(`state.${usage.state ?? 'unknown'}`) },
    { label: t('validUntil'), value: <Moment at={usage.expiresAt} locale={locale} never={t('notStated')} /> },
    { label: t('measured'), value: <>{t('ago', { ago: agoText(ageMs, locale), time: momentText(usage.measuredAt, locale) })}{isStale ? <span className="block text-warn">{t('stale')}</span> : null}</> },
  ];
  return <DenseFacts rows={rows} />;
}
