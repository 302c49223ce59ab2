import { describe, expect, test } from 'vitest';
import { deviceInHand, isAtLeast, isDisguisedIpad } from '@/lib/devices/device-in-hand';

const ios = (version: string) => `Mozilla/5.0 (iPhone; CPU iPhone OS ${version} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1`;
const android = (model: string) => `Mozilla/5.0 (Linux; Android 14; ${model}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36`;

describe('the device in hand', () => {
  test.each([
    [ios('17_4'), 'iphone', true],
    [ios('17_10'), 'iphone', true],
    [ios('17_3'), 'iphone', false],
    [ios('16_7'), 'iphone', false],
    [ios('26_0'), 'iphone', true],
    ['Mozilla/5.0 (iPad; CPU OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1', 'ipad', true],
    [android('SM-S921B'), 'samsung', false],
    [android('Pixel 8'), 'pixel', false],
    [android('M2101K6G'), 'android', false],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36', 'windows', false],
    ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36', null, false],
    ['', null, false],
  ])('%s is %s', (userAgent, family, hasAppleLink) => {
    expect(deviceInHand(userAgent)).toMatchObject({ family, hasAppleLink });
  });

  test.each([['17.10', true], ['17.4', true], ['17.3', false], ['18', true], [undefined, true]] as const)('version %s', (version, expected) => {
    expect(isAtLeast(version, [17, 4])).toBe(expected);
  });

  test('an iPad that says it is a Mac is told by its touch screen', () => {
    const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15';
    expect(deviceInHand(mac).family).toBeNull();
    expect(isDisguisedIpad(mac, 5)).toBe(true);
    expect(isDisguisedIpad(mac, 0)).toBe(false);
    expect(isDisguisedIpad(ios('17_4'), 5)).toBe(false);
  });

  test.each([
    [ios('18_1'), true],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/130.0.6723.90 Mobile/15E148 Safari/604.1', false],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22B83 Instagram 355.0', false],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/485.0]', false],
  ])('%s is Safari itself: %s', (userAgent, expected) => {
    expect(deviceInHand(userAgent).isSafari).toBe(expected);
  });
});
