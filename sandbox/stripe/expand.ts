import { asList, asText, type Form } from './form.ts';
import type { StripeSandbox } from './sandbox.ts';

type Plain = Record<string, unknown>;

/** Replaces ids by their objects along the paths of `expand[]`, on a copy. */
export function expanded(sandbox: StripeSandbox, answer: object, form: Form): Plain {
  const copy: Plain = { ...structuredClone(answer) };
  for (const path of asList(form.expand)) expandPath(sandbox, copy, (asText(path) ?? '').split('.'));
  return copy;
}

function expandPath(sandbox: StripeSandbox, target: unknown, [field, ...rest]: string[]) {
  if (field === undefined || !isPlain(target)) return;
  const value = target[field];
  if (Array.isArray(value)) {
    for (const item of value) expandPath(sandbox, item, rest);
    return;
  }
  if (typeof value === 'string') target[field] = lookUp(sandbox, value) ?? value;
  expandPath(sandbox, target[field], rest);
}

function lookUp(sandbox: StripeSandbox, id: string): object | undefined {
  const { intents, charges, refunds, customers, paymentMethods } = sandbox;
  for (const objects of [intents, charges, refunds, customers, paymentMethods]) {
    const found = objects.get(id);
    if (found) return structuredClone(found);
  }
  return undefined;
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null;
}
