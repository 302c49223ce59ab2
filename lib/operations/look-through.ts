export type Looked = { call: string; outcome: string };

/** What one call found and others need; empty = nothing yet. */
export type Known = { now: Date; iccid: string; providerPlanId: string; providerOrderId: string };
type Need = Exclude<keyof Known, 'now'>;

type Look<Port> = (port: Port, known: Known) => Promise<unknown> | undefined;
/** A question of one kind, or of several that are told apart by name. What acts is named so that nothing of a port is forgotten, and never called. */
export type Call<Port> = { needs?: readonly Need[]; read: Look<Port> } | { needs?: readonly Need[]; reads: Readonly<Record<string, Look<Port>>> } | 'acts' | 'asks nobody';

type MethodOf<Port> = { [Name in keyof Port]-?: NonNullable<Port[Name]> extends (...given: never[]) => unknown ? Name : never }[keyof Port];
/** Every method of a port; one that is new does not compile until it stands here. */
export type Table<Port> = Record<MethodOf<Port>, Call<Port>>;

const WORDS: Record<Need, string> = { iccid: 'eSIM or SIM', providerPlanId: 'plan', providerOrderId: 'order' };
const MOST = 60;

/** One page of it, more or less. */
export async function firstOf<Item>(items: AsyncIterable<Item> | undefined): Promise<Item[]> {
  const first: Item[] = [];
  for await (const item of items ?? []) {
    first.push(item);
    if (first.length >= MOST) break;
  }
  return first;
}

const saying = (error: unknown) => (error instanceof Error ? error.message.slice(0, 160) : 'failed');

/** Asks a provider everything the table holds and it offers, one after the other; an answer that fails stops nothing. */
export async function lookThrough<Port extends object>(port: Port, table: Readonly<Record<string, Call<Port>>>, known: Known): Promise<Looked[]> {
  const looked: Looked[] = [];
  for (const [name, call] of Object.entries(table)) {
    if (typeof call === 'string') continue;
    for (const [variant, read] of Object.entries('read' in call ? { '': call.read } : call.reads)) {
      const missing = call.needs?.find((need) => known[need] === '');
      const ask = async () => (missing ? `the account has no ${WORDS[missing]}` : ((await read(port, known)), 'read'));
      looked.push({ call: `${name} ${variant}`.trim(), outcome: name in port ? await ask().catch(saying) : 'not offered' });
    }
  }
  return looked;
}
