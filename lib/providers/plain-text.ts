import { compile } from 'html-to-text';

/** C0/C1 controls, soft hyphen, zero-width and invisible operators, bidirectional overrides and isolates, byte order mark, tags. */
const UNSEEN = /[\p{Cc}\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const toText = compile({
  wordwrap: false,
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
    { selector: 'script', format: 'skip' },
    { selector: 'style', format: 'skip' },
  ],
  limits: { maxInputLength: 20_000 },
});

/** A provider's HTML or text as one line of plain text: no markup, no control or bidi characters, at most `maxLength`. */
export function plainText(value: unknown, maxLength = 300): string {
  if (typeof value !== 'string' && typeof value !== 'number') return '';
  const source = String(value).slice(0, 20_000);
  const text = /[<&]/.test(source) ? toText(source) : source;
  const seen = text.replace(/[\t\n\r\u0085\u2028\u2029]+/g, ' ').replace(UNSEEN, '').replace(/\s+/g, ' ').trim();
  if (seen.length <= maxLength) return seen;
  const characters = Array.from(graphemes.segment(seen), ({ segment }) => segment);
  return characters.length > maxLength ? `${characters.slice(0, maxLength - 1).join('').trimEnd()}…` : seen;
}

/** The same, with nothing said (empty, "N/A", "-") as null. */
export function plainTextOrNull(value: unknown, maxLength = 300): string | null {
  const text = plainText(value, maxLength);
  return /^(n\/?a|-|null|none)?$/i.test(text) ? null : text;
}
