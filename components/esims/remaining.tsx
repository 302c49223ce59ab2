import { useLocale, useTranslations } from 'next-intl';
import { agoText, leftOf, printData, type Left } from '@/components/esims/usage-figures';
import { Facts, type FactRow } from '@/components/ui/facts';
import { Notice } from '@/components/ui/notice';
import type { EsimUsage } from '@/lib/esims/esim-readings';

const RADIUS = 54;
const LENGTH = 2 * Math.PI * RADIUS;

/** The remaining share as an arc; unlimited is the whole ring, dotted; unknown is the empty track. */
function Ring({ left }: { left: Left | null }) {
  const fraction = left?.isUnlimited ? 1 : (left?.fraction ?? 0);
  const dash = left?.isUnlimited ? '2 7' : `${LENGTH * fraction} ${LENGTH}`;
  return (
    <svg viewBox="0 0 128 128" className="size-20 shrink-0 sm:size-32 rtl:-scale-x-100" aria-hidden="true" data-fraction={left?.fraction ?? ''}>
      <circle cx="64" cy="64" r={RADIUS} fill="none" strokeWidth="10" className="stroke-line" />
      {fraction > 0 ? <circle cx="64" cy="64" r={RADIUS} fill="none" strokeWidth="10" strokeDasharray={dash} transform="rotate(-90 64 64)" className="stroke-signal" /> : null}
    </svg>
  );
}

function useLeftText() {
  const t = useTranslations('esim');
  const common = useTranslations('common');
  return (left: Left): string => {
    if (left.isUnlimited) return t('unlimited');
    if (left.left === null) return common('notStated');
    return left.total === null ? left.left : t('ofTotal', { left: left.left, total: left.total });
  };
}

/** What is left, how old the figure is, and until when. */
export function Remaining({ usage, isStale, ageMs }: { usage: EsimUsage; isStale: boolean; ageMs: number }) {
  const t = useTranslations('esim');
  const common = useTranslations('common');
  const locale = useLocale();
  const text = useLeftText();
  const data = leftOf(usage.data, printData(locale));
  const voice = leftOf(usage.voice, (count) => common('minutes', { count }));
  const texts = leftOf(usage.text, (count) => common('messages', { count }));
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  const rows: FactRow[] = [
    ...(voice ? [{ label: t('voice'), value: <bdi className="figures" data-testid="left-voice">{text(voice)}</bdi> }] : []),
    ...(texts ? [{ label: t('text'), value: <bdi className="figures" data-testid="left-text">{text(texts)}</bdi> }] : []),
    { label: t('validUntil'), value: usage.expiresAt ? <time dateTime={usage.expiresAt.toISOString()}>{date.format(usage.expiresAt)} UTC</time> : t('validUntilUnknown') },
    { label: t('stateLabel'), value: <span data-testid="esim-state">{t(`state.${usage.state ?? 'unknown'}`)}</span> },
  ];
  return (
    <section aria-label={t('left')} className="rounded-card border border-line bg-raised p-5 sm:p-6">
      <div className="flex items-center gap-x-5 sm:gap-x-8">
        <Ring left={data} />
        <div className="min-w-0">
          <p className="text-15 text-quiet">{t('left')}</p>
          <p className="figures text-21 font-semibold sm:text-28" data-testid="left-data"><bdi>{data ? text(data) : t('validUntilUnknown')}</bdi></p>
          <p className="mt-1 text-13 text-quiet" data-testid="measured">{t('asOf', { when: agoText(ageMs, locale) })} {t('asOfNote')}</p>
        </div>
      </div>
      {isStale ? <div className="mt-4"><Notice tone="warn">{t('stale')}</Notice></div> : null}
      <div className="mt-5"><Facts rows={rows} /></div>
    </section>
  );
}
