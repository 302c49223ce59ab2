import Bowser from 'bowser';

export const DEVICE_FAMILIES = ['iphone', 'ipad', 'samsung', 'pixel', 'android', 'windows'] as const;
export type DeviceFamily = (typeof DEVICE_FAMILIES)[number];
export type DeviceInHand = { family: DeviceFamily | null; /** One-tap install: iOS and iPadOS 17.4 or later; unknown counts as yes, with the QR beside it. */ hasAppleLink: boolean; isSafari: boolean };

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

/** What the User-Agent tells; an iPad that poses as a Mac is found in the browser by its touch points. */
export function deviceInHand(userAgent: string): DeviceInHand {
  const { os, browser } = Bowser.parse(userAgent || 'unknown');
  const family = familyOf(userAgent, os.name);
  const isApple = family === 'iphone' || family === 'ipad';
  return { family, hasAppleLink: isApple && isAtLeast(os.version, [17, 4]), isSafari: browser.name === 'Safari' };
}
