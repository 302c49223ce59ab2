const gigabyteOf = (megabytes: number) => (megabytes % 1024 === 0 ? 1024 : 1000);

export type Sized = { dataMegabytes: number | null; isUnlimited: boolean };

/** Of a plan, for figures by the gigabyte. */
export const gigabytesOf = (megabytes: number) => megabytes / gigabyteOf(megabytes);

/** "1.4 GB", "320 MB" of a package of so many megabytes: counted as it was, in thousands or in 1024s. */
export function dataAmount(megabytes: number, { total, locale }: { total: number; locale: string }): string {
  const base = gigabyteOf(total);
  const number = (value: number, digits: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
  return megabytes < base ? `${number(megabytes, 0)} MB` : `${number(megabytes / base, 1)} GB`;
}

/** "5 GB", "500 MB"; the words for unlimited and not stated are the caller's. */
export function dataText({ dataMegabytes, isUnlimited }: Sized, words: { unlimited: string; notStated: string; locale: string }): string {
  if (isUnlimited) return words.unlimited;
  if (dataMegabytes === null) return words.notStated;
  return dataAmount(dataMegabytes, { total: dataMegabytes, locale: words.locale });
}
