import { expect, test } from 'vitest';
import { countryCodeOf } from '@/lib/providers/country-code';
import { readFairUse } from '@/lib/providers/fair-use';
import { activationCode, appleInstallUrl, smdpHost } from '@/lib/providers/install-data';
import { plainText, plainTextOrNull } from '@/lib/providers/plain-text';

test('markup becomes text, and scripts, images and addresses vanish', () => {
  expect(plainText('<p>Data <b>only</b>.</p><script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:x">More</a>')).toBe('Data only. More');
  expect(plainText('5 &lt; 6 &amp; 7')).toBe('5 < 6 & 7');
});

test('control, zero-width and bidi characters are gone, line breaks are spaces', () => {
  expect(plainText('pay\u202Etxt.exe\u2066 a\u200Bb\u0000c\u001B[31m\nnext\tone\uFEFF')).toBe('paytxt.exe abc[31m next one');
});

test('long text is cut at whole characters', () => {
  expect(plainText('😀'.repeat(50), 10)).toBe(`${'😀'.repeat(9)}…`);
});

test('nothing said is null', () => {
  expect(['', 'N/A', 'n/a', '-', null, undefined, '  '].map((value) => plainTextOrNull(value))).toEqual(Array.from({ length: 7 }, () => null));
  expect(plainTextOrNull('globaldata')).toBe('globaldata');
});

test('pseudo-codes are no countries', () => {
  expect(['PT', 'pt', 'XK', 'EU', 'RGB', 'US-HI', 'ZZ', 'QQ', '', null].map(countryCodeOf)).toEqual(['PT', 'PT', 'XK', null, null, null, null, null, null, null]);
});

test('fair use is read only where number and unit are stated', () => {
  expect(readFairUse('Speed is throttled to 1 Mbps after 3 GB per day.', 1024)).toEqual({ megabytesPerDay: 3072, reducedSpeedKbps: 1000 });
  expect(readFairUse('After the daily 500 MB the speed drops to 512 kbps', 1024)).toEqual({ megabytesPerDay: 500, reducedSpeedKbps: 512 });
  expect(readFairUse('A fair use policy applies.', 1024)).toEqual({ megabytesPerDay: null, reducedSpeedKbps: null });
  expect(readFairUse('2 GB per day in Spain, 3 GB per day elsewhere, then slower', 1024).megabytesPerDay).toBeNull();
  expect(readFairUse('Up to 20 Mbps', 1024).reducedSpeedKbps).toBeNull();
});

test('an install code is built from its parts, and a given one is kept as it stands', () => {
  expect(smdpHost('http://rsp.example.com/')).toBe('rsp.example.com');
  expect(activationCode({ smdpAddress: 'https://rsp.example.com', matchingId: 'A-1' })?.lpa).toBe('LPA:1$rsp.example.com$A-1');
  expect(activationCode({ smdpAddress: null, matchingId: null }, 'LPA:1$rsp.example.com$B-2$$1')).toEqual({
    smdpAddress: 'rsp.example.com', matchingId: 'B-2', lpa: 'LPA:1$rsp.example.com$B-2$$1',
  });
  expect(activationCode({ smdpAddress: 'bad host', matchingId: 'A' })).toBeNull();
  expect(activationCode({ smdpAddress: 'rsp.example.com', matchingId: '' })).toBeNull();
});

test('an Apple link must lead to Apple', () => {
  const url = 'https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=LPA:1$rsp.example.com$A-1';
  expect(appleInstallUrl(url)).toBe(url);
  expect(appleInstallUrl('https://esimsetup.apple.com.evil.example/x')).toBeNull();
  expect(appleInstallUrl('javascript:alert(1)')).toBeNull();
});
