import type { ReactNode } from 'react';
import { fairUseInShort } from '@/components/catalog/plan-figures';
import { Unstated } from '@/components/catalog/unstated';
import type { FactRow } from '@/components/ui/facts';
import { dataText } from '@/i18n/data-text';
import type { Translate } from '@/i18n/translate';
import type { PlanPage } from '@/lib/catalog/queries';

type Words = { locale: string; t: Translate<'plan'>; common: Translate<'common'> };
type Question = 'number' | 'topUp' | 'identity' | 'hotspot' | 'roaming';
type Fact = Question | 'data' | 'validity' | 'activation' | 'networks' | 'fairUse' | 'apn' | 'installWithin' | 'operator';

const POLICIES = ['first-usage', 'installation', 'purchase'] as const;
export type StartsOn = (typeof POLICIES)[number];

/** What starts the days, when the provider says so in words we know. */
export const startsOn = (plan: Pick<PlanPage, 'activationPolicy'>): StartsOn | null => POLICIES.find((policy) => policy === plan.activationPolicy) ?? null;

function networksOf(plan: PlanPage, t: Translate<'plan'>): string | null {
  const networks = plan.coverage.flatMap((entry) => entry.networks);
  if (networks.length === 0) return null;
  if (plan.coverage.length > 1) return t('networksBelow', { count: new Set(networks.map(({ name }) => name)).size });
  return networks.map(({ name, radioTypes }) => [name, radioTypes.join('/')].filter(Boolean).join(' ')).join(', ');
}

function fairUseOf(plan: PlanPage, { t, locale, common }: Words): ReactNode {
  if (plan.isUnlimited && plan.fairUseMegabytesPerDay) return fairUseInShort(plan, { locale, common });
  if (plan.fairUseText) return <span lang="en">{plan.fairUseText}</span>;
  if (plan.isUnlimited) return fairUseInShort(plan, { locale, common });
  return plan.dataMegabytes ? t('fairUse.none', { amount: dataText(plan, { locale, unlimited: '', notStated: '' }) }) : null;
}

function apnOf({ apnIos, apnAndroid }: PlanPage): ReactNode {
  if (!apnIos && !apnAndroid) return null;
  if (apnIos === apnAndroid) return <span className="figures">{apnIos}</span>;
  return <>{apnIos ? <>iPhone: <span className="figures">{apnIos}</span> </> : null}{apnAndroid ? <>Android: <span className="figures">{apnAndroid}</span></> : null}</>;
}

/** The honesty card: every fact a buyer must know, or that it is not stated. Nothing is guessed. */
export function planFacts(plan: PlanPage, words: Words): { rows: FactRow[]; stated: number } {
  const { t, common, locale } = words;
  const yesNo = (value: boolean | null, question: Question) => (value === null ? null : t(`${question}.${value ? 'yes' : 'no'}`));
  const policy = startsOn(plan);
  const number = plan.hasPhoneNumber && plan.voiceMinutes !== null ? t('number.with', { minutes: plan.voiceMinutes, texts: plan.textMessages ?? 0 }) : yesNo(plan.hasPhoneNumber, 'number');
  const facts: [key: Fact, value: ReactNode][] = [
    ['data', plan.isUnlimited || plan.dataMegabytes ? dataText(plan, { locale, unlimited: common('unlimited'), notStated: '' }) : null],
    ['validity', common('days', { count: plan.validityDays })],
    ['activation', policy ? t(`activation.${policy}`) : null],
    ['networks', networksOf(plan, t)],
    ['fairUse', fairUseOf(plan, words)],
    ['number', number],
    ['topUp', yesNo(plan.isTopUpPossible, 'topUp')],
    ['identity', yesNo(plan.isIdentityCheckNeeded, 'identity')],
    ['hotspot', yesNo(plan.isHotspotAllowed, 'hotspot')],
    ['roaming', yesNo(plan.isRoaming, 'roaming')],
    ['apn', apnOf(plan)],
    ['installWithin', plan.installWindowDays === null ? null : t('installWithin', { count: plan.installWindowDays })],
    ['operator', plan.operatorName],
  ];
  return {
    rows: facts.map(([key, value]) => ({ label: t(`fact.${key}`), value: value ?? <Unstated>{common('notStated')}</Unstated> })),
    stated: facts.filter(([, value]) => value !== null).length,
  };
}
