import type { Service } from './service.ts';

type Settings = Record<string, unknown>;

export type SettingsStore = ReturnType<typeof createSettingsStore>;

/** Live settings per service: the object a service holds is the one the controls change. */
export function createSettingsStore() {
  const live = new Map<Service, Settings>();
  const initial = new Map<Service, Settings>();
  const of = (service: Service): Settings => {
    const existing = live.get(service);
    if (existing) return existing;
    const created: Settings = {};
    live.set(service, created);
    return created;
  };
  return {
    declare<T extends object>(service: Service, defaults: T): T {
      const current = of(service);
      initial.set(service, { ...initial.get(service), ...structuredClone(defaults) });
      for (const [key, value] of Object.entries(structuredClone(defaults))) current[key] ??= value;
      return current as T;
    },
    read: of,
    /** Nested objects are merged, so that tests running side by side only touch their own keys; null removes a key. */
    patch(service: Service, patch: Settings): Settings {
      return merge(of(service), patch);
    },
    reset() {
      for (const [service, current] of live) {
        for (const key of Object.keys(current)) delete current[key];
        Object.assign(current, structuredClone(initial.get(service) ?? {}));
      }
    },
  };
}

function merge(target: Settings, patch: Settings): Settings {
  for (const [key, value] of Object.entries(patch)) {
    if (key === '__proto__') continue;
    const existing = target[key];
    if (isPlain(existing) && isPlain(value)) mergeEntries(existing, value);
    else target[key] = value;
  }
  return target;
}

function mergeEntries(target: Settings, patch: Settings) {
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete target[key];
    else if (key !== '__proto__') target[key] = value;
  }
}

function isPlain(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
