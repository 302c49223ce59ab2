import type { EsimProfile } from '@/lib/providers/provider';

type Linked = Pick<EsimProfile, 'lpa' | 'appleInstallUrl' | 'androidInstallUrl'>;

/** The provider's own link exactly as given, else built; the code stays unencoded because phones do not decode it. */
export const appleInstallLink = (profile: Linked): string =>
  profile.appleInstallUrl ?? `https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=${profile.lpa}`;

export const androidInstallLink = (profile: Linked): string =>
  profile.androidInstallUrl ?? `https://esimsetup.android.com/esim_qrcode_provisioning?carddata=${profile.lpa}`;

/** Only addresses of the two systems' own set-up pages become links; anything else a provider sends is text. */
export function isInstallLink(link: string): boolean {
  return link.startsWith('https://esimsetup.apple.com/') || link.startsWith('https://esimsetup.android.com/');
}
