import { describe, expect, test } from 'vitest';
import { androidInstallLink, appleInstallLink, isInstallLink } from '@/lib/esims/install-links';

const lpa = 'LPA:1$rsp.example.net$AB12C-3DE45';

describe('install links', () => {
  test('the provider’s link is used verbatim', () => {
    const given = 'https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=LPA%3A1%24x%24y';
    expect(appleInstallLink({ lpa, appleInstallUrl: given, androidInstallUrl: null })).toBe(given);
  });

  test('without one it is built unencoded', () => {
    expect(appleInstallLink({ lpa, appleInstallUrl: null, androidInstallUrl: null })).toBe(`https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=${lpa}`);
    expect(androidInstallLink({ lpa, appleInstallUrl: null, androidInstallUrl: null })).toBe(`https://esimsetup.android.com/esim_qrcode_provisioning?carddata=${lpa}`);
  });

  test.each(['javascript:alert(1)', 'https://esimsetup.apple.com.evil.example/', 'http://esimsetup.apple.com/', 'data:text/html,x'])('%s never becomes a link', (link) => {
    expect(isInstallLink(link)).toBe(false);
  });
});
