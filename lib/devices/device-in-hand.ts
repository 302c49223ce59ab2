import Bowser from 'bowser';

export const DEVICE_FAMILIES = ['iphone', 'ipad', 'samsung', 'pixel', 'android', 'windows'] as const;
export type DeviceFamily = (typeof DEVICE_FAMILIES)[number];
export type DeviceInHand = {
  family: DeviceFamily | null;
  /** One-tap install: iOS and iPadOS 17.4 or later; unknown counts as yes, with the QR beside it. */
  hasAppleLink: boolean;
  /** False in Chrome on iOS and inside other apps, where Apple's link does not open. */
  isSafari: boolean;
};

/** Compares versions as pairs of numbers: 17.10 is later than 17.4. */
export function isAtLeast(version: string | undefined, [major, minor]: [number, number]): boolean {
  if (!version) return true;
  const [left = 0, right = 0] = version.split(/[._]/).map(Number);
  return left > major || (left === major && right >= minor);
}

function familyOf(userAgent: string, os: string | undefined): DeviceFamily | null {
  if (/\biPhone\b/.test(userAgent)) return 'iphone';
  if (/\biPad\b/.test(userAgent)) return 'ipad';
  if (os === 'Windows') return 'windows';
  if (os !== 'Android') return null;
  if (/\b(SM-[A-Z]|SAMSUNG|GT-)/i.test(userAgent)) return 'samsung';
  return /\bPixel\b/.test(userAgent) ? 'pixel' : 'android';
}

// Other browsers and apps on iOS borrow Safari's engine but leave out its "Version" or add their own name.
const isSafariItself = (userAgent: string): boolean => /\bVersion\/\S+ .*\bSafari\//.test(userAgent) && !/\b(CriOS|FxiOS|EdgiOS|OPiOS|GSA|DuckDuckGo|Instagram|FBA[NV]|Line)\b/.test(userAgent);

/** What the User-Agent tells; an iPad that poses as a Mac is found in the browser, by `isDisguisedIpad`. */
export function deviceInHand(userAgent: string): DeviceInHand {
  const { os } = Bowser.parse(userAgent || 'unknown');
  const family = familyOf(userAgent, os.name);
  return { family, hasAppleLink: isApple(family) && isAtLeast(os.version, [17, 4]), isSafari: isSafariItself(userAgent) };
}

/** iPadOS says it is a Macintosh; no Mac has a touch screen. */
export const isDisguisedIpad = (userAgent: string, touchPoints: number): boolean => /\bMacintosh\b/.test(userAgent) && touchPoints > 1;

export const isApple = (family: DeviceFamily | null): boolean => family === 'iphone' || family === 'ipad';
export const isAndroid = (family: DeviceFamily | null): boolean => family === 'samsung' || family === 'pixel' || family === 'android';
