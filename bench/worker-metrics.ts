// What the workers beside a bench have counted; they tell it every five seconds.
import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';

type Value = { value: number; metricName?: string; labels: Record<string, string | number> };
type Metric = { name: string; values: Value[] };
export type Part = (value: Value) => boolean;

async function valuesOf(name: string, part: Part): Promise<Value[]> {
  const workers = await rows<{ metrics: Metric[] }>(pool(), 'SELECT metrics FROM "WorkerHeartbeat"');
  return workers.flatMap(({ metrics }) => metrics.filter((metric) => metric.name === name).flatMap((metric) => metric.values)).filter(part);
}

const sum = (values: Value[]) => values.reduce((total, { value }) => total + value, 0);

export const counted = async (name: string, part: Part = () => true): Promise<number> => sum(await valuesOf(name, part));

/** How many observations there were, and how many up to a bucket's edge, which must be one. */
export async function histogramOf(name: string, part: Part): Promise<{ count: number; upTo: (edge: number) => number }> {
  const values = await valuesOf(name, part);
  return {
    count: sum(values.filter(({ metricName }) => metricName === `${name}_count`)),
    upTo: (edge) => {
      const inBucket = values.filter(({ metricName, labels }) => metricName === `${name}_bucket` && Number(labels.le) === edge);
      if (values.length > 0 && inBucket.length === 0) throw new Error(`${name} has no bucket up to ${edge}`);
      return sum(inBucket);
    },
  };
}
