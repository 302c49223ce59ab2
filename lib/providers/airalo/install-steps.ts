import type { z } from 'zod';
import type { AiraloClient } from '@/lib/providers/airalo/client';
import { isDocumented } from '@/lib/providers/airalo/documented-fields';
import { simPath } from '@/lib/providers/airalo/sim-path';
import { guide, instructionsAnswer } from '@/lib/providers/airalo/wire-sims';
import { parseItemNoting } from '@/lib/providers/drift/note-drift';
import { plainText, plainTextOrNull } from '@/lib/providers/plain-text';
import type { InstallSteps } from '@/lib/providers/provider';

const ANSWERED = { providerId: 'airalo', endpoint: 'GET /v2/sims/{id}/instructions: guide', isKnown: isDocumented };
const MOST_GUIDES = 20;
const MOST_STEPS = 30;

type Part = z.infer<typeof guide>['network_setup'];

/** Numbered by their keys, which come in any order (§8.3); codes never stand in a step. */
function stepsOf(part: Part): string[] {
  const numbered = Object.entries(part?.steps ?? {}).map(([number, words]) => [Number(number), plainText(words, 400)] as const);
  const ordered = numbered.filter(([number, words]) => Number.isFinite(number) && words !== '').sort(([a], [b]) => a - b);
  return ordered.slice(0, MOST_STEPS).map(([, words]) => words.replaceAll(/LPA:1\$\S+/g, '…'));
}

function toSteps(item: unknown, platform: InstallSteps['platform'], locale: string): InstallSteps[] {
  const parsed = parseItemNoting(guide, item, ANSWERED);
  if (!parsed.success) return [];
  const { model, version, installation_via_qr_code, installation_manual, network_setup } = parsed.data;
  const steps = { qr: stepsOf(installation_via_qr_code), manual: stepsOf(installation_manual), network: stepsOf(network_setup) };
  if (steps.qr.length + steps.manual.length + steps.network.length === 0) return [];
  return [{ locale, platform, model: plainTextOrNull(model, 60), version: plainTextOrNull(version, 40), ...steps }];
}

/** §8.3: the operator's steps in the reader's language; none when it answers in another one. */
export async function readInstallSteps(client: AiraloClient, iccid: string, locale: string): Promise<InstallSteps[]> {
  const { data: { instructions } } = await client.read(`${simPath(iccid)}/instructions`, instructionsAnswer, { headers: { 'accept-language': locale } });
  const language = plainText(instructions.language, 20).toLowerCase();
  if (language.split('-')[0] !== locale.toLowerCase().split('-')[0]) return [];
  return [
    ...instructions.ios.slice(0, MOST_GUIDES).flatMap((item) => toSteps(item, 'ios', language)),
    ...instructions.android.slice(0, MOST_GUIDES).flatMap((item) => toSteps(item, 'android', language)),
  ];
}
