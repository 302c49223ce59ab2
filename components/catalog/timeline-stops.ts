import { startsOn } from '@/components/catalog/plan-facts';
import type { TimelineStop } from '@/components/catalog/plan-timeline';
import type { Translate } from '@/i18n/translate';
import type { PlanPage } from '@/lib/catalog/queries';

type Words = { t: Translate<'plan'>; place: string; days: string };

/** What happens at each stop of this plan, in words. */
export function timelineStops(plan: PlanPage, { t, place, days }: Words): TimelineStop[] {
  const policy = startsOn(plan);
  const begins = t('daysBegin', { days });
  const installed = plan.installWindowDays === null ? t('at.installed') : t('at.installedWithin', { count: plan.installWindowDays });
  const say = (text: string, isStart: boolean) => (isStart ? `${text} ${begins}` : text);
  return [
    { name: t('step.bought'), text: say(t('at.bought'), policy === 'purchase') },
    { name: t('step.installed'), text: say(installed, policy === 'installation') },
    { name: t('step.connected'), text: policy ? say(t('at.connected', { place }), policy === 'first-usage') : t('at.unknown') },
    { name: t('step.ends'), text: t(plan.isUnlimited ? 'at.endsUnlimited' : 'at.ends', { days }) },
  ];
}
