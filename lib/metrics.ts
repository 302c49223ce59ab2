import { Counter, Gauge, Histogram, Registry } from 'prom-client';

const held = globalThis as typeof globalThis & { simplifyMetrics?: Registry };

/** The one registry of this process, however often a bundler copies this module. */
export const metricsRegistry = (held.simplifyMetrics ??= new Registry());

type Description<Label extends string> = { name: string; help: string; labelNames: readonly Label[] };

/** Asking twice for a name gives the same metric. */
export function counter<Label extends string>(description: Description<Label>): Counter<Label> {
  const known = metricsRegistry.getSingleMetric(description.name) as Counter<Label> | undefined;
  return known ?? new Counter({ ...description, registers: [metricsRegistry] });
}

export function gauge<Label extends string>(description: Description<Label>): Gauge<Label> {
  const known = metricsRegistry.getSingleMetric(description.name) as Gauge<Label> | undefined;
  return known ?? new Gauge({ ...description, registers: [metricsRegistry] });
}

export function histogram<Label extends string>(description: Description<Label> & { buckets: number[] }): Histogram<Label> {
  const known = metricsRegistry.getSingleMetric(description.name) as Histogram<Label> | undefined;
  return known ?? new Histogram({ ...description, registers: [metricsRegistry] });
}
