import { useTranslations } from 'next-intl';
import type { InstallSteps } from '@/lib/esims/esim-readings';

function StepList({ title, steps }: { title: string; steps: string[] }) {
  if (steps.length === 0) return null;
  return (
    <div>
      <h3 className="text-15 font-semibold">{title}</h3>
      <ol className="mt-2 list-decimal space-y-1.5 ps-5 text-15">{steps.map((step) => <li key={step}>{step}</li>)}</ol>
    </div>
  );
}

const nameOf = ({ model, version }: InstallSteps) => [model, version?.replaceAll(/\s*,\s*/g, ', ')].filter(Boolean).join(', ');

/** The provider's words, numbered as it numbers them; closed until wanted, ours come first. */
export function ProviderSteps({ steps }: { steps: InstallSteps[] }) {
  const t = useTranslations('esim');
  return (
    <div className="divide-y divide-line border-y border-line">
      {steps.map((guide) => (
        <details key={`${guide.platform} ${nameOf(guide)}`} className="py-3" lang={guide.locale}>
          <summary className="min-h-11 cursor-pointer content-center text-15 font-semibold">{t(`platform.${guide.platform}`)}{nameOf(guide) ? ` (${nameOf(guide)})` : ''}</summary>
          <div className="grid gap-5 pb-2 pt-3">
            <StepList title={t('stepsQr')} steps={guide.qr} />
            <StepList title={t('stepsManual')} steps={guide.manual} />
            <StepList title={t('stepsNetwork')} steps={guide.network} />
          </div>
        </details>
      ))}
    </div>
  );
}
