/** Numbers that come again with the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const deep = (): string => `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
const WHOLE = (good: string): string[] => [
  '', ' ', 'null', 'true', '0', '"text"', '[]', '{}', '[[[[]]]]', '<html><body>500</body></html>', good.slice(0, Math.floor(good.length / 2)), `${good},`, good.repeat(2), `\uFEFF${good}`,
  deep(), `{"data":${deep()}}`, '{"__proto__":{"polluted":true}}', '{"data":{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}}', '{"data":null}', '{"data":[]}', '{"data":"x"}', '{"data":{"data":{}}}',
  JSON.stringify({ data: 'x'.repeat(4_000_000) }), '{"message":"Too Many Attempts."}', '{"data":[],"meta":{"message":"messages.resource_not_found"}}',
];
const VALUES: Json[] = [
  null, true, false, 0, -1, 1e308, -0.5, 1.5, 2 ** 53, '', ' ', 'x', '0', '-1', '1e9', 'NaN', 'null', 'LPA:1$h$m', '<script>alert(1)</script>', '\u0000', '\u202Eabc', '\uD800', 'x'.repeat(5_000),
  [], [[]], [null], {}, { 0: 'x' }, { __proto__: null } as unknown as Json, '2026-99-99 99:99:99', '٣', 'javascript:alert(1)',
];

/** Every place in the value, as a path of keys. */
function placesOf(value: Json, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return [path, ...keys.flatMap((key) => placesOf((value as Record<string | number, Json>)[key] ?? null, [...path, key]))];
}

function changed(value: Json, path: (string | number)[], change: (parent: Record<string | number, Json>, key: string | number) => void): Json {
  const copy = structuredClone(value);
  let parent = copy as Record<string | number, Json>;
  for (const key of path.slice(0, -1)) parent = parent[key] as Record<string | number, Json>;
  const last = path.at(-1);
  if (last !== undefined) change(parent, last);
  return copy;
}

/** At least `count` bodies made of a good one: wrong types, missing, extra and repeated fields, cut, doubled, huge, nested, poisoned. The same each time. */
export function mutationsOf(good: object, count: number, seed = 7): string[] {
  const value = JSON.parse(JSON.stringify(good)) as Json;
  const places = placesOf(value).filter((path) => path.length > 0);
  const random = seeded(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const bodies = WHOLE(JSON.stringify(value));
  while (bodies.length < count) {
    const path = pick(places);
    const kind = Math.floor(random() * 4);
    if (kind === 0) bodies.push(JSON.stringify(changed(value, path, (parent, key) => (Array.isArray(parent) ? parent.splice(Number(key), 1) : delete parent[key]))));
    else if (kind === 1) bodies.push(JSON.stringify(changed(value, path, (parent) => Object.assign(parent, { unheard_of: pick(VALUES), __proto__x: 1 }))));
    else if (kind === 2) bodies.push(JSON.stringify(changed(value, path, (parent, key) => (parent[key] = [parent[key] ?? null, parent[key] ?? null]))));
    else bodies.push(JSON.stringify(changed(value, path, (parent, key) => (parent[key] = pick(VALUES)))));
  }
  return bodies;
}
