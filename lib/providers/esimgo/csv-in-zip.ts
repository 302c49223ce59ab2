import { unzipWithinCaps } from '@/lib/providers/esimgo/unzip-within-caps';

const text = new TextDecoder('utf-8', { fatal: true });

/** Text whose first line has a column for ICCIDs: known by what it holds, not by its name. */
function csvOf(content: Buffer): string[] {
  try {
    const decoded = text.decode(content);
    return /^[^\r\n]{0,2000}iccid/i.test(decoded) ? [decoded] : [];
  } catch {
    return [];
  }
}

/** Every CSV of eSIMs inside. Throws when the archive is bigger than it may be. */
export const csvInZip = async (archive: Uint8Array): Promise<string[]> => (await unzipWithinCaps(archive)).flatMap(csvOf);
