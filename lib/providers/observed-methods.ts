import { providerCall, providerStream } from '@/lib/providers/provider-call';
import type { Priority } from '@/lib/providers/take-turn';

/** Method → its line, and whether it streams. A method that is not named is not a call to the provider. */
export type Lines = Readonly<Record<string, { priority: Priority; isStream?: boolean }>>;

type Method = (...given: unknown[]) => unknown;

/** The same object, every named method through its circuit, in its line, timed and counted; absent methods stay absent. */
export function observedMethods<Methods extends object>(providerId: string, target: Methods, lines: Lines): Methods {
  const wrapped = Object.entries(target).map(([name, method]: [string, unknown]) => {
    const line = lines[name];
    if (!line || typeof method !== 'function') return [name, method] as const;
    const call = method as Method;
    const operation = { providerId, name, priority: line.priority };
    const observed: Method = line.isStream
      ? (...given) => providerStream(operation, () => call.apply(target, given) as AsyncIterable<unknown>)
      : (...given) => providerCall(operation, () => call.apply(target, given) as Promise<unknown>);
    return [name, observed] as const;
  });
  return Object.fromEntries(wrapped) as Methods;
}
