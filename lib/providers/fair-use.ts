const AMOUNT = String.raw`(\d+(?:[.,]\d+)?)\s*(GB|MB)\b`;
const PER_DAY = new RegExp(`${AMOUNT}\\s*(?:of\\s+(?:high[- ]speed\\s+|full[- ]speed\\s+)?data\\s*)?(?:/|per|a|each|every)?\\s*(?:day\\b|24\\s*h(?:ou)?rs?\\b)`, 'gi');
const DAILY = new RegExp(`\\bdaily\\s+(?:\\w+\\s+){0,3}${AMOUNT}`, 'gi');
const SPEED = /(\d+(?:[.,]\d+)?)\s*(kbps|kbit\/s|mbps|mbit\/s)/gi;
const SLOWED = /throttl|reduc|slow|lower|drop|limit|then/i;

/** One clear figure or nothing: two different ones are not ours to choose between. */
function onlyFigure(matches: Iterable<RegExpMatchArray>, toNumber: (value: number, unit: string) => number): number | null {
  const figures = new Set([...matches].map(([, value = '', unit = '']) => toNumber(Number(value.replace(',', '.')), unit.toLowerCase())));
  const [figure] = figures;
  return figures.size === 1 && figure !== undefined && figure > 0 ? Math.round(figure) : null;
}

/** Cap and speed of a fair-use text, only where it states them as number and unit. `megabytesPerGigabyte` is the provider's. */
export function readFairUse(text: string | null, megabytesPerGigabyte: 1000 | 1024): { megabytesPerDay: number | null; reducedSpeedKbps: number | null } {
  if (text === null) return { megabytesPerDay: null, reducedSpeedKbps: null };
  const megabytesPerDay = onlyFigure([...text.matchAll(PER_DAY), ...text.matchAll(DAILY)], (value, unit) =>
    unit === 'gb' ? value * megabytesPerGigabyte : value,
  );
  const reducedSpeedKbps = SLOWED.test(text) ? onlyFigure(text.matchAll(SPEED), (value, unit) => (unit.startsWith('m') ? value * 1000 : value)) : null;
  return { megabytesPerDay, reducedSpeedKbps };
}
