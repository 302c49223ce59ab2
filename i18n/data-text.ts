export type Sized = { dataMegabytes: number | null; isUnlimited: boolean };

export const gigabyteOf = (megabytes: number) => (megabytes % 1024 === 0 ? 1024 : 1000);

/** "5 GB", "500 MB"; the words for unlimited and not stated are the caller's. */
export function dataText({ dataMegabytes, isUnlimited }: Sized, words: { unlimited: string; notStated: string; locale: string }): string {
  if (isUnlimited) return words.unlimited;
  if (dataMegabytes === null) return words.notStated;
  if (dataMegabytes < 1000) return `${dataMegabytes} MB`;
  const number = new Intl.NumberFormat(words.locale, { maximumFractionDigits: 1 }).format(dataMegabytes / gigabyteOf(dataMegabytes));
  return `${number} GB`;
}
