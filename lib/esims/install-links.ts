import type { EsimProfile } from '@/lib/providers/provider';

type Linked = Pick<EsimProfile, 'lpa' | 'appleInstallUrl' | 'androidInstallUrl'>;

const APPLE = 'https://esimsetup.apple.com/';
const ANDROID = 'https://esimsetup.android.com/';

// Only the systems' own set-up pages become links: an address is a provider's text, and text is not to be trusted.
const verbatim = (given: string | null, home: string): string | null => (given?.startsWith(home) ? given : null);

// The code stays unencoded: phones do not decode it.
const built = (home: string, lpa: string): string => `${home}esim_qrcode_provisioning?carddata=${lpa}`;

/** One tap on iOS and iPadOS 17.4 or later: the provider's own link exactly as given, else built. */
export const appleInstallLink = ({ lpa, appleInstallUrl }: Linked): string => verbatim(appleInstallUrl, APPLE) ?? built(APPLE, lpa);

/** The same for Android. */
export const androidInstallLink = ({ lpa, androidInstallUrl }: Linked): string => verbatim(androidInstallUrl, ANDROID) ?? built(ANDROID, lpa);
