import fc from 'fast-check';
import jsQR from 'jsqr';
import { expect, test } from 'vitest';
import { qrPath } from '@/lib/esims/qr-code';

const SCALE = 4;

/** Draws the path's unit squares as pixels, as a browser would. */
function paint({ size, path }: { size: number; path: string }): Uint8ClampedArray {
  const side = size * SCALE;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+),(\d+)h1v1h-1z/g)) {
    for (let dy = 0; dy < SCALE; dy += 1) {
      for (let dx = 0; dx < SCALE; dx += 1) {
        const at = ((Number(y) * SCALE + dy) * side + Number(x) * SCALE + dx) * 4;
        pixels.fill(0, at, at + 3);
      }
    }
  }
  return pixels;
}

const part = fc.string({ unit: fc.constantFrom(...'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789-'.split('')), minLength: 4, maxLength: 40 });

test('the QR code decodes to exactly the activation code', () => {
  fc.assert(fc.property(part, (code) => {
    const text = `LPA:1$rsp-0000.example.io$${code}`;
    const drawn = qrPath(text);
    return jsQR(paint(drawn), drawn.size * SCALE, drawn.size * SCALE)?.data === text;
  }), { numRuns: 60 });
  expect(qrPath('LPA:1$a$b').size).toBeGreaterThan(28);
});
