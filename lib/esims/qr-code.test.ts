import fc from 'fast-check';
import jsQR from 'jsqr';
import { expect, test } from 'vitest';
import { qrPath } from '@/lib/esims/qr-code';

const SCALE = 4;
const BAR = /M(\d+),(\d+)h(\d+)v1h-\3z/g;

/** Draws the path's bars as pixels, as a browser would. */
function paint({ size, path }: { size: number; path: string }): Uint8ClampedArray {
  const side = size * SCALE;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y, width] of path.matchAll(BAR)) {
    for (let dy = 0; dy < SCALE; dy += 1) {
      for (let dx = 0; dx < SCALE * Number(width); dx += 1) {
        const at = ((Number(y) * SCALE + dy) * side + Number(x) * SCALE + dx) * 4;
        pixels.fill(0, at, at + 3);
      }
    }
  }
  return pixels;
}

const host = fc.domain();
const matchingId = fc.string({ unit: fc.constantFrom(...'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789-'), minLength: 0, maxLength: 64 });
const ending = fc.constantFrom('', '$', '$$1', '$1.3.6.1.4.1.31746$1');

test('the QR code decodes to exactly the activation code', () => {
  fc.assert(
    fc.property(host, matchingId, ending, (address, code, end) => {
      const text = `LPA:1$${address}$${code}${end}`;
      const drawn = qrPath(text);
      expect(jsQR(paint(drawn), drawn.size * SCALE, drawn.size * SCALE)?.data).toBe(text);
    }),
    { numRuns: 200 },
  );
});

test('nothing is drawn in the quiet zone of four modules', () => {
  const { size, path } = qrPath('LPA:1$rsp.example.net$AB12C-3DE45');
  const bars = [...path.matchAll(BAR)].map(([, x, y, width]) => ({ left: Number(x), right: Number(x) + Number(width), top: Number(y) }));
  expect(path.replaceAll(BAR, '')).toBe('');
  expect(Math.min(...bars.map(({ left }) => left))).toBe(4);
  expect(Math.max(...bars.map(({ right }) => right))).toBe(size - 4);
  expect(Math.min(...bars.map(({ top }) => top))).toBe(4);
  expect(Math.max(...bars.map(({ top }) => top))).toBe(size - 5);
});
