import { useTranslations } from 'next-intl';

/** Whether a SIM is on, told by a word and a shape. */
export function SimState({ isEnabled }: { isEnabled: boolean | null }) {
  const t = useTranslations('fleet');
  const sign = isEnabled === null ? '○' : isEnabled ? '●' : '×';
  return (
    <span className="whitespace-nowrap">
      <span aria-hidden="true" className={`me-1.5 ${isEnabled === null ? 'text-quiet' : isEnabled ? 'text-good' : 'text-bad'}`}>{sign}</span>
      {t(isEnabled === null ? 'unknown' : isEnabled ? 'enabled' : 'disabled')}
    </span>
  );
}

const QUOTAS = ['ok', 'low', 'exhausted'] as const;

export function QuotaState({ quota }: { quota: string | null }) {
  const t = useTranslations('fleet');
  return <>{t(`quotaState.${QUOTAS.find((known) => known === quota) ?? 'unknown'}`)}</>;
}
