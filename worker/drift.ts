import { closeDb } from '@/lib/db/client';
import { env } from '@/lib/env';
import { readDrift } from '@/lib/operations/read-drift';
import { readEverything } from '@/lib/operations/read-everything';
import { readWholeFleet } from '@/lib/operations/read-whole-fleet';
import { notesWritten } from '@/lib/providers/drift/note-drift';
import { findFleet, findProvider, listFleets, listProviders } from '@/lib/providers/registry';

const say = (line: string) => process.stdout.write(`${line}\n`);

async function report(id: string): Promise<void> {
  const startedAt = new Date();
  const provider = findProvider(id);
  const fleet = findFleet(id);
  if (!provider && !fleet) throw new Error(`${id || 'no name given'}: not configured; there are ${[...listProviders(), ...listFleets()].map((each) => each.id).join(', ') || 'none'}`);
  const looked = [...(provider ? await readEverything(provider, startedAt) : []), ...(fleet ? await readWholeFleet(fleet, startedAt) : [])];
  for (const { call, outcome } of looked) say(`${call.padEnd(28)} ${outcome}`);
  await notesWritten();
  const drift = await readDrift(id, startedAt);
  say(drift.length === 0 ? '\nEverything read is as the contract has it.' : '\nDiffers from the contract we know:');
  for (const { isBreaking, endpoint, kind, path, example } of drift) say(`${isBreaking ? 'BREAKING' : '        '} ${endpoint}  ${kind}  ${path}  (${example})`);
  if (drift.some(({ isBreaking }) => isBreaking)) process.exitCode = 1;
}

try {
  env();
  await report(process.argv[2] ?? '');
} catch (error) {
  process.exitCode = 1;
  say(error instanceof Error ? error.message : String(error));
} finally {
  await closeDb();
}
