import type { Esim, EsimGo } from './state.ts';
import type { Moment, Stretch } from './timeline.ts';
import { iso } from './answers.ts';
import { idleDates } from './idle.ts';
import { readEsim } from './use.ts';
import { describe } from './wire-bundles.ts';

interface Alert {
  key: string;
  at: number;
  body: object;
}

/** Sends every alert that fell due and was not sent yet, the oldest first. */
export function raiseAlerts(esimgo: EsimGo) {
  const due: (Alert & { esim: Esim })[] = [];
  for (const esim of esimgo.esims.values()) {
    for (const alert of alertsOf(esim, esimgo)) if (!esim.raised.has(alert.key)) due.push({ ...alert, esim });
  }
  for (const { esim, key, body } of due.toSorted((a, b) => a.at - b.at)) {
    esim.raised.add(key);
    esimgo.callbacks.send(body);
  }
}

function alertsOf(esim: Esim, esimgo: EsimGo): Alert[] {
  const { iccid } = esim;
  const now = esimgo.world.now().getTime();
  const stretches = readEsim(esim, esimgo);
  const alerts = stretches.flatMap((stretch) => stretch.moments.flatMap((moment) => bundleAlert(esim, { stretch, moment }, esimgo)));
  const firstUsed = stretches.find(({ startedAt }) => startedAt !== null)?.startedAt;
  if (firstUsed) alerts.unshift({ key: 'attached', at: firstUsed, body: { alertType: 'FirstAttachment', iccid } });
  const idle = idleDates(esim, esimgo);
  if (idle && idle.scheduledAt <= now) {
    alerts.push({ key: 'scheduled', at: idle.scheduledAt, body: { date: iso(idle.deletedAt), event: 'esim.deletion_scheduled', iccid } });
    if (idle.deletedAt <= now) alerts.push({ key: 'deleted', at: idle.deletedAt, body: { date: iso(idle.deletedAt), event: 'esim.deleted', iccid } });
  }
  return alerts;
}

function bundleAlert({ iccid }: Esim, { stretch, moment }: { stretch: Stretch; moment: Moment }, { settings }: EsimGo): Alert[] {
  const alertType = alertTypeOf(moment, settings);
  if (alertType === '') return [];
  const { assignment, quantity, startedAt, endsAt } = stretch;
  const bundle = {
    id: assignment.id,
    reference: assignment.reference,
    name: assignment.bundle.name,
    description: describe(assignment.bundle),
    initialQuantity: quantity,
    remainingQuantity: moment.remaining,
    ...(startedAt === null || endsAt === null ? {} : { startTime: iso(startedAt), endTime: iso(endsAt) }),
    unlimited: assignment.bundle.gigabytes === null,
  };
  return [{ key: moment.key, at: moment.at, body: { iccid, alertType, bundle } }];
}

// FirstUse took the place of the alert at 1 %; no public text names an alert for the end of a bundle (§14.2).
function alertTypeOf({ kind }: Moment, settings: EsimGo['settings']): string {
  if (kind === 'first-use') return settings.firstUseAlert;
  if (kind === 'used') return 'Utilisation';
  return kind === 'expired' ? settings.expiryAlert : settings.lapseAlert;
}

/** After a purchase: the balance fell below its threshold, or did not suffice. */
export function raiseBalanceAlert(alertType: 'LowBalance' | 'InsufficientBalance', { settings, callbacks }: EsimGo) {
  const { balance, lowBalanceThreshold: threshold } = settings;
  const thresholdPercentRemaining = threshold > 0 ? Math.round((balance / threshold) * 10_000) / 100 : 0;
  callbacks.send({ alertType, balanceInfo: { balance, threshold, thresholdPercentRemaining } });
}
