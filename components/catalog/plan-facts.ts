import type { FactRow } from '@/components/ui/facts';
import type { PlanPage } from '@/lib/catalog/queries';

type Translate = (key: string, values?: Record<string, string | number>) => string;

/** The honesty card: every fact a buyer must know, or that it is not stated. */
export function planFacts(plan: PlanPage, t: Translate, notStated: string): FactRow[] {
  const yesNo = (value: boolean | null, yes: string, no: string) => (value === null ? notStated : t(value ? yes : no));
  const policy = plan.activationPolicy && ['first-usage', 'installation', 'purchase'].includes(plan.activationPolicy) ? t(`activation.${plan.activationPolicy}`) : notStated;
  const number = plan.hasPhoneNumber === true
    ? t('number.yes', { minutes: plan.voiceMinutes ?? 0, texts: plan.textMessages ?? 0 })
    : yesNo(plan.hasPhoneNumber, 'number.yes', 'number.no');
  const apn = [plan.apnIos ? `iPhone: ${plan.apnIos}` : null, plan.apnAndroid ? `Android: ${plan.apnAndroid}` : null].filter((line) => line !== null);
  return [
    { label: t('fact.operator'), value: plan.operatorName ?? notStated },
    { label: t('fact.activation'), value: policy },
    { label: t('fact.fairUse'), value: plan.fairUseText ?? (plan.isUnlimited ? notStated : t('fairUse.none')) },
    { label: t('fact.number'), value: number },
    { label: t('fact.topUp'), value: yesNo(plan.isTopUpPossible, 'topUp.yes', 'topUp.no') },
    { label: t('fact.identity'), value: yesNo(plan.isIdentityCheckNeeded, 'identity.yes', 'identity.no') },
    { label: t('fact.hotspot'), value: yesNo(plan.isHotspotAllowed, 'hotspot.yes', 'hotspot.no') },
    { label: t('fact.roaming'), value: yesNo(plan.isRoaming, 'roaming.yes', 'roaming.no') },
    { label: t('fact.apn'), value: apn.length > 0 ? apn.join(', ') : t('apn.automatic') },
    { label: t('fact.installWithin'), value: plan.installWindowDays === null ? notStated : t('installWithin', { count: plan.installWindowDays }) },
  ];
}
