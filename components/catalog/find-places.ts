import type { SearchEntry } from '@/components/catalog/search-entries';

/** A place that fits what was typed; `alias` says why when its name does not. */
export type FoundPlace = { entry: SearchEntry; alias: string | null };

const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/ı/g, 'i').replace(/ß/g, 'ss').toLowerCase();

// Begins with it, a later word begins with it, or not at all; abbreviations only count whole.
function rank(word: string, wanted: string): number {
  const known = plain(word);
  if (known === wanted) return 0;
  if (word.length <= 2) return 9;
  if (known.startsWith(wanted)) return 1;
  if (known.split(/[\s&,()+-]+/).some((part) => part.startsWith(wanted))) return 2;
  return wanted.length > 2 && known.includes(wanted) ? 4 : 9;
}

/** Places that fit, best first: names before other names, beginnings before middles. Blind to accents and case. */
export function findPlaces(entries: SearchEntry[], query: string): FoundPlace[] {
  const wanted = plain(query.trim());
  if (!wanted) return [];
  const ranked = entries.flatMap((entry) => {
    const own = rank(entry[0], wanted);
    const best = entry[1].map((alias) => ({ alias, rank: rank(alias, wanted) })).sort((a, b) => a.rank - b.rank)[0];
    if (own >= 9 && (best?.rank ?? 9) >= 9) return [];
    const byAlias = best && best.rank < own;
    return [{ entry, alias: byAlias && best.alias.length > 2 ? best.alias : null, rank: byAlias ? best.rank + 0.5 : own }];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ entry, alias }) => ({ entry, alias }));
}
