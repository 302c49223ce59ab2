export type FormValue = string | FormValue[] | { [key: string]: FormValue };
export type Form = { [key: string]: FormValue };

/** Reads Stripe's form encoding: `a[b][c]=1` nests, `a[]=1` and `a[0]=1` make lists. */
export function parseForm(text: string): Form {
  const root: Form = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) assign(root, pathOf(name), value);
  return toLists(root) as Form;
}

function pathOf(name: string): string[] {
  const open = name.indexOf('[');
  if (open <= 0 || !name.endsWith(']')) return [name];
  return [name.slice(0, open), ...name.slice(open + 1, -1).split('][')];
}

function assign(target: Form, path: string[], value: string) {
  const [head = '', ...rest] = path;
  const key = head === '' ? String(Object.keys(target).length) : head;
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  const existing = target[key];
  const child: Form = typeof existing === 'object' && !Array.isArray(existing) ? existing : Object.create(null);
  target[key] = child;
  assign(child, rest, value);
}

function toLists(value: FormValue): FormValue {
  if (typeof value === 'string' || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, child]): [string, FormValue] => [key, toLists(child)]);
  const isList = entries.length > 0 && entries.every(([key], index) => key === String(index));
  return isList ? entries.map(([, child]) => child) : Object.fromEntries(entries);
}

export const asText = (value: FormValue | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

export const asForm = (value: FormValue | undefined): Form | undefined =>
  typeof value === 'object' && !Array.isArray(value) ? value : undefined;

export const asList = (value: FormValue | undefined): FormValue[] => (Array.isArray(value) ? value : []);
