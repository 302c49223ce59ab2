import { useMessages } from 'next-intl';
import { stateWord } from './state-word';

const SIGNS: Record<string, string> = {
  FULFILLED: '●', READY: '●', succeeded: '●', sent: '●', completed: '●',
  NEEDS_REVIEW: '▲', UNKNOWN: '▲', held: '▲', unknown: '▲',
  CANCELLED: '×', REFUSED: '×', failed: '×', canceled: '×',
};
const TONES: Record<string, string> = { '●': 'text-good', '▲': 'text-warn', '×': 'text-bad' };

/** A state, told by its word and by a shape. */
export function State({ value }: { value: string }) {
  const { states } = useMessages().admin;
  const sign = SIGNS[value] ?? '○';
  return (
    <span className="whitespace-nowrap">
      <span aria-hidden="true" className={`me-1.5 ${TONES[sign] ?? 'text-quiet'}`}>{sign}</span>
      {stateWord(value, states)}
    </span>
  );
}
