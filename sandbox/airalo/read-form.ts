import type { Context } from 'hono';

export interface Form {
  text(name: string): string | null;
  list(name: string): string[];
}

/** The fields of a request, whichever of multipart, urlencoded and JSON it came as. Null when it is none of them; without fields when only another one is read. */
export async function readForm(c: Context, only: 'any' | 'multipart' | 'urlencoded' = 'any'): Promise<Form | null> {
  const type = c.req.header('Content-Type') ?? '';
  if (only !== 'any' && !type.includes(only)) return { text: () => null, list: () => [] };
  const isJson = type.includes('json');
  const fields = isJson ? await readJson(c) : await readFields(c);
  if (!fields) return null;
  return {
    text: (name) => fields.get(name)?.at(-1) ?? null,
    list: (name) => fields.get(name) ?? [],
  };
}

async function readJson(c: Context): Promise<Map<string, string[]> | null> {
  try {
    const body: unknown = JSON.parse((await c.req.text()) || '{}');
    if (typeof body !== 'object' || body === null) return null;
    return new Map(Object.entries(body).map(([name, value]) => [name, valuesOf(value)]));
  } catch {
    return null;
  }
}

const valuesOf = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(valuesOf);
  if (typeof value === 'string') return [value];
  return typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
};

// `name[]` and `name[0]` are the list `name`.
async function readFields(c: Context): Promise<Map<string, string[]>> {
  const body = await c.req.parseBody({ all: true }).catch(() => ({}));
  const fields = new Map<string, string[]>();
  for (const [key, value] of Object.entries(body)) {
    const name = key.replace(/\[\d*\]$/, '');
    const texts = [value].flat().filter((entry) => typeof entry === 'string' && entry !== '');
    fields.set(name, [...(fields.get(name) ?? []), ...texts.map(String)]);
  }
  return fields;
}
