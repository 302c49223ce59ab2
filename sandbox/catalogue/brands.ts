import { slugOf } from './destinations.ts';

const WORDS = [
  'Fado', 'Lumo', 'Kivo', 'Saffra', 'Nordi', 'Tava', 'Zephy', 'Orba', 'Marlo', 'Pico', 'Brisa', 'Velo', 'Koru', 'Tundra', 'Alba', 'Cirro',
  'Dune', 'Ember', 'Fjell', 'Gala', 'Hanami', 'Isola', 'Jade', 'Kumo', 'Laguna', 'Mistral', 'Nimbo', 'Oasi', 'Palma', 'Quetza', 'Rialto',
  'Sierra', 'Tango', 'Umbra', 'Vento', 'Wander', 'Xeno', 'Yara', 'Zafiro', 'Aurora', 'Bamboo', 'Cobalt', 'Delta', 'Estela', 'Fresco',
  'Gecko', 'Harbor', 'Indigo', 'Juno', 'Kestrel', 'Lotus', 'Meridian', 'Nova', 'Opal', 'Pampa', 'Quill', 'Ripple',
];
const ENDINGS = [' Mobile', ' Connect', ' Link', 'tel', ' Wave', ' Air', 'cell', ' Go', ' Telecom', 'net', ' Roam', ' Plus'];

/** The n-th invented brand; no two are alike. */
export function brandOf(index: number): { title: string; slug: string } {
  const place = (index * 17) % WORDS.length;
  const word = WORDS[place] ?? 'Nova';
  const round = Math.floor(index / WORDS.length);
  const ending = ENDINGS[(place + round) % ENDINGS.length] ?? ' Mobile';
  const series = Math.floor(round / ENDINGS.length) + 1;
  const title = `${word}${ending}${series > 1 ? ` ${series}` : ''}`;
  return { title, slug: slugOf(title) };
}
