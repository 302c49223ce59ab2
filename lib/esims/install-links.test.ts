import { describe, expect, test } from 'vitest';
import { androidInstallLink, appleInstallLink } from '@/lib/esims/install-links';

const lpa = 'LPA:1$rsp.example.net$AB12C-3DE45';
const none = { lpa, appleInstallUrl: null, androidInstallUrl: null };
const apple = `https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=${lpa}`;
const android = `https://esimsetup.android.com/esim_qrcode_provisioning?carddata=${lpa}`;

describe('install links', () => {
  test.each(['https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=LPA%3A1%24x%24y', 'https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=LPA:1$x$y'])('%s is used verbatim', (given) => {
    expect(appleInstallLink({ ...none, appleInstallUrl: given })).toBe(given);
  });

  test('without one they are built, the code unencoded', () => {
    expect(appleInstallLink(none)).toBe(apple);
    expect(androidInstallLink(none)).toBe(android);
  });

  test.each(['javascript:alert(1)', 'https://esimsetup.apple.com.evil.example/', 'https://esimsetup.apple.com@evil.example/', 'http://esimsetup.apple.com/', 'data:text/html,x', ''])(
    'an address elsewhere (%s) is not followed but built anew',
    (given) => {
      expect(appleInstallLink({ ...none, appleInstallUrl: given })).toBe(apple);
      expect(androidInstallLink({ ...none, androidInstallUrl: given })).toBe(android);
    },
  );
});
