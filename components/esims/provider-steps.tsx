import { useTranslations } from 'next-intl';
import type { InstallSteps } from '@/lib/esims/esim-readings';

function StepList({ title, steps }: { title: string; steps: string[] }) {
  if (steps.length === 0) return null;
  return (
    <div>
      <h3 className="text-15 font-semibold">{title}</h3>
      <ol className="mt-2 list-decimal space-y-1.5 ps-5 text-15">{steps.map((step) => <li key={step} className="break-words"><bdi>{step}</bdi></li>)}</ol>
    </div>
  );
}

/** The provider's words, numbered as it numbers them; closed until wanted, ours come first. */
export function ProviderSteps({ steps }: { steps: InstallSteps[] }) {
  const t = useTranslations('esim');
  const nameOf = ({ model, version }: InstallSteps) => [model, version ? t('stepsVersion', { version: version.replaceAll(/\s*,\s*/g, ', ') }) : null].filter(Boolean).join(', ');
  return (
    <div className="divide-y divide-line border-y border-line">
      {steps.map((guide) => (
        <details key={`${guide.platform} ${nameOf(guide)}`} className="fold" lang={guide.locale}>
          <summary className="flex min-h-13 items-center justify-between gap-4 py-2.5 text-15 font-semibold"><span className="min-w-0 break-words">{t(`platform.${guide.platform}`)}{nameOf(guide) ? <> <bdi className="font-normal text-quiet">{nameOf(guide)}</bdi></> : null}</span></summary>
          <div className="grid gap-5 pb-5 pt-1">
            <StepList title={t('stepsQr')} steps={guide.qr} />
            <StepList title={t('stepsManual')} steps={guide.manual} />
            <StepList title={t('stepsNetwork')} steps={guide.network} />
          </div>
        </details>
      ))}
    </div>
  );
}
