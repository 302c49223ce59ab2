import type { z } from 'zod';

/** One way in which an answer differs from the contract we know. Paths name fields, `[]` stands for any item. */
export type Drift = { kind: 'unknown-field' | 'retyped' | 'missing'; path: string; isBreaking: boolean; example: string };

type Schema = z.core.$ZodType;
type Definition = { type: string; innerType?: Schema; element?: Schema; shape?: Record<string, Schema>; options?: Schema[]; in?: Schema; out?: Schema; getter?: () => Schema };

const definitionOf = (schema: Schema) => schema._zod.def as unknown as Definition;
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const MOST = 200;
const DEEPEST = 12;
const ITEMS_LOOKED_AT = 20;

/** A field's name as it may be stored; one that is itself a number names no field. */
const nameOf = (field: string) => (/^\d+$/.test(field) ? '{id}' : field.toWellFormed().replaceAll(/\p{Cc}/gu, '?').slice(0, 80));

/** The kind and size of a value, never the value. */
export function shapeOf(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return `text of ${value.length}`;
  if (Array.isArray(value)) return `list of ${value.length}`;
  return isRecord(value) ? `object of ${Object.keys(value).length}` : typeof value;
}

/** The object, list or scalar a schema comes down to. `tolerates` = a wrong value would have been taken for absent. */
function unwrap(schema: Schema): { schema: Schema; tolerates: Schema | null } {
  let tolerates: Schema | null = null;
  let inner = schema;
  for (;;) {
    const { type, innerType, in: input, out: output } = definitionOf(inner);
    if (type === 'catch' && innerType) tolerates ??= innerType;
    if (type === 'pipe' && input && output) inner = definitionOf(input).type === 'transform' ? output : input;
    else if (innerType) inner = innerType;
    else return { schema: inner, tolerates };
  }
}

const fits = (schema: Schema, value: unknown): boolean => {
  try {
    return (schema as z.ZodType).safeParse(value).success;
  } catch {
    return false;
  }
};

type Walk = { found: Drift[]; isKnown: (field: string) => boolean };

function walkObject(shape: Record<string, Schema>, value: Record<string, unknown>, { walk, path, depth }: { walk: Walk; path: string; depth: number }): void {
  for (const [field, inner] of Object.entries(value)) {
    const at = path === '' ? nameOf(field) : `${path}.${nameOf(field)}`;
    const schema = Object.hasOwn(shape, field) ? shape[field] : undefined;
    if (schema) look(schema, inner, { walk, path: at, depth: depth + 1 });
    else if (!walk.isKnown(field)) walk.found.push({ kind: 'unknown-field', path: at.slice(0, 200), isBreaking: false, example: shapeOf(inner) });
  }
}

function look(given: Schema, value: unknown, { walk, path, depth }: { walk: Walk; path: string; depth: number }): void {
  if (walk.found.length >= MOST || depth > DEEPEST) return;
  const { schema, tolerates } = unwrap(given);
  if (tolerates && value !== undefined && value !== null && !fits(tolerates, value)) {
    walk.found.push({ kind: 'retyped', path, isBreaking: false, example: shapeOf(value) });
    return;
  }
  const { type, shape, element, options } = definitionOf(schema);
  const here = { walk, path, depth: depth + 1 };
  if (type === 'union') {
    const option = options?.find((each) => fits(each, value));
    if (option) look(option, value, here);
  }
  if (type === 'object' && shape && isRecord(value)) walkObject(shape, value, { walk, path, depth });
  if (type === 'array' && element && Array.isArray(value)) for (const item of value.slice(0, ITEMS_LOOKED_AT)) look(element, item, { ...here, path: `${path}[]` });
}

/** Fields an answer has and neither the schema nor the contract names, and values that were tolerated as absent. */
export function findTolerated(schema: z.ZodType, body: unknown, isKnown: (field: string) => boolean): Drift[] {
  const walk: Walk = { found: [], isKnown };
  look(schema, body, { walk, path: '', depth: 0 });
  return walk.found;
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  let value = body;
  for (const step of path) value = typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined;
  return value;
}

/** What made an answer unreadable: required fields that are missing or have become something else. */
export function findBreaking(error: z.ZodError, body: unknown): Drift[] {
  return error.issues.slice(0, 20).map(({ path }) => {
    const value = valueAt(body, path);
    const name = path.map((step) => (typeof step === 'number' ? '[]' : nameOf(String(step)))).join('.').replaceAll('.[]', '[]').slice(0, 200);
    return { kind: value === undefined ? 'missing' : 'retyped', path: name === '' ? '(whole answer)' : name, isBreaking: true, example: shapeOf(value) } as const;
  });
}
