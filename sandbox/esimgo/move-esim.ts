import { countryName } from '../catalogue/destinations.ts';
import { iso } from './answers.ts';
import type { Esim, EsimGo } from './state.ts';

/** The traveller is in another country now: told by a callback, but not twice within a day (§14.2). */
export function moveTo(country: string, esim: Esim, { settings, callbacks, now }: EsimGo) {
  const isNew = esim.country !== country;
  esim.country = country;
  const isPaused = esim.countryToldAt !== null && now() - esim.countryToldAt < settings.countryChangePauseMs;
  if (!isNew || isPaused) return;
  esim.countryToldAt = now();
  callbacks.send({ iccid: esim.iccid, alertType: 'CountryChange', country: { code: country, name: countryName(country) } });
}

/** A phone number is given to the eSIM, or taken from it. */
export function setMsisdn(msisdn: string | null, esim: Esim, { callbacks, now }: EsimGo) {
  const told = msisdn ?? esim.msisdn;
  esim.msisdn = msisdn;
  callbacks.send({ iccid: esim.iccid, ...(told === null ? {} : { msisdn: told }), alertType: msisdn === null ? 'MSISDNDisabled' : 'MSISDNEnabled', timestamp: iso(now()) });
}

/** What the phone did with the profile; null leaves it to the clock again. */
export function setProfile(status: string | null, esim: Esim, { now }: EsimGo) {
  esim.status = status;
  if (status === 'Installed') esim.installedAt ??= now();
  if (status === 'Released' || status === null) esim.installedAt = null;
}
