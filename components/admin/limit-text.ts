export type Rate = { perSecond: number; burst: number };
export type RateText = { key: 'perSecond' | 'perMinute' | 'everySeconds'; count: number; burst: number };

const round = (value: number) => Math.round(value * 100) / 100;

/** A limit as people say it: so many a second; so many a minute, counting what may leave at once; or one every so many seconds. */
export function rateText({ perSecond, burst }: Rate): RateText {
  if (burst > 1) return { key: 'perMinute', count: Math.round(perSecond * 60 + burst), burst };
  return perSecond >= 1 ? { key: 'perSecond', count: round(perSecond), burst } : { key: 'everySeconds', count: round(1 / perSecond), burst };
}
