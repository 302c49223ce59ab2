const HOST = /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?$/;
const MATCHING_ID = /^[\x21-\x23\x25-\x7E]{1,255}$/;
const ICCID = /^\d{18,22}$/;

/** A SM-DP+ host without scheme, path or trailing slash; null when it is none. */
export function smdpHost(value: string | null | undefined): string | null {
  const host = (value ?? '').trim().replace(/^[a-z]+:\/\//i, '').replace(/\/.*$/, '');
  return HOST.test(host) ? host : null;
}

/** Builds or checks the text of the QR code. A `given` one wins as it stands; null = these parts make no installable eSIM. */
export function activationCode(
  parts: { smdpAddress: string | null; matchingId: string | null },
  given: string | null = null,
): { smdpAddress: string; matchingId: string; lpa: string } | null {
  const [prefix, givenHost, givenId] = (given?.trim() ?? '').split('$');
  const smdpAddress = smdpHost(parts.smdpAddress) ?? smdpHost(givenHost);
  const matchingId = (parts.matchingId ?? '').trim() || (givenId ?? '');
  if (!smdpAddress || !MATCHING_ID.test(matchingId)) return null;
  const lpa = prefix === 'LPA:1' && smdpHost(givenHost) && givenId ? (given ?? '').trim() : `LPA:1$${smdpAddress}$${matchingId}`;
  return /^LPA:1\$[\x21-\x7E]+$/.test(lpa) ? { smdpAddress, matchingId, lpa } : null;
}

export function readIccid(value: string): string | null {
  const iccid = value.trim();
  return ICCID.test(iccid) ? iccid : null;
}

/** The link as given, if it leads where it says. */
export function appleInstallUrl(value: string | null | undefined): string | null {
  const url = value?.trim() ?? '';
  return url.startsWith('https://esimsetup.apple.com/') && !/[\s"'<>]/.test(url) ? url : null;
}
