import { useLocale, useTranslations } from 'next-intl';
import { bundleState, leftOf, printData } from '@/components/esims/usage-figures';
import type { EsimBundle } from '@/lib/esims/esim-readings';

/** Every package that is or was on the eSIM, newest first. */
export function BundleList({ bundles }: { bundles: EsimBundle[] }) {
  const t = useTranslations('esim');
  const locale = useLocale();
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  if (bundles.length === 0) return <p className="text-15 text-quiet">{t('bundlesEmpty')}</p>;
  return (
    <ul className="divide-y divide-line border-y border-line" data-testid="bundles">
      {bundles.map((bundle, index) => {
        const left = leftOf(bundle.data, printData(locale));
        const dates = [bundle.startedAt ? t('startedAt', { date: day.format(bundle.startedAt) }) : null, bundle.expiresAt ? t('endsAt', { date: day.format(bundle.expiresAt) }) : null];
        return (
          <li key={bundle.providerBundleId} className="grid gap-x-6 gap-y-0.5 py-3 sm:grid-cols-[1fr_auto]">
            <span className="min-w-0 text-15 font-semibold break-words"><bdi>{bundle.title}</bdi></span>
            <span className="figures text-15"><bdi>{left?.isUnlimited ? t('unlimited') : left?.left && left.total ? t('ofTotal', { left: left.left, total: left.total }) : null}</bdi></span>
            <span className="text-13 text-quiet sm:col-span-2">{[t(`bundleState.${bundleState(bundles, index)}`), ...dates].filter(Boolean).join(', ')}</span>
          </li>
        );
      })}
    </ul>
  );
}
