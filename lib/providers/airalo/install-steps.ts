import type { z } from 'zod';
import { acceptLanguage } from '@/lib/providers/airalo/accept-language';
import type { AiraloClient } from '@/lib/providers/airalo/client';
import { readRow } from '@/lib/providers/airalo/readable-rows';
import { simPath } from '@/lib/providers/airalo/sim-path';
import { guide, instructionsAnswer } from '@/lib/providers/airalo/wire-sims';
import { plainText, plainTextOrNull } from '@/lib/providers/plain-text';
import type { InstallSteps } from '@/lib/providers/provider';

const MOST_GUIDES = 20;
const MOST_STEPS = 30;
const LONGEST_STEP = 400;
/** Shorter than this a "code" is a word of the steps themselves. */
const SHORTEST_CODE = 4;

type Guide = z.infer<typeof guide>;
type Part = Guide['network_setup'];

/** The activation codes a guide gives beside its steps: what stands behind the host. */
function codesOf(parts: readonly Part[]): string[] {
  const given = parts.flatMap((part) => [part?.qr_code_data, part?.smdp_address_and_activation_code]);
  return given.flatMap((text) => (text ?? '').split('$').slice(2)).map((code) => code.trim()).filter((code) => code.length >= SHORTEST_CODE);
}

/** Codes are taken out before the words are cut, so that none survives by half. */
function withoutCodes(words: string, codes: readonly string[]): string {
  const bare = codes.reduce((text, code) => text.replaceAll(code, '…'), words.replaceAll(/LPA:1\$\S+/gi, '…'));
  const characters = [...bare];
  return characters.length > LONGEST_STEP ? `${characters.slice(0, LONGEST_STEP - 1).join('')}…` : bare;
}

/** Numbered by their keys, which come in any order (§8.3). */
function stepsOf(part: Part, codes: readonly string[]): string[] {
  const numbered = Object.entries(part?.steps ?? {}).map(([number, words]) => [Number(number), plainText(words, 4_000)] as const);
  const ordered = numbered.filter(([number, words]) => Number.isFinite(number) && words !== '').sort(([a], [b]) => a - b);
  return ordered.slice(0, MOST_STEPS).map(([, words]) => withoutCodes(words, codes));
}

function toSteps(item: unknown, platform: InstallSteps['platform'], locale: string): InstallSteps[] {
  const read = readRow(item, guide, 'GET /v2/sims/{id}/instructions');
  if (read === null) return [];
  const { model, version, installation_via_qr_code, installation_manual, network_setup } = read;
  const codes = codesOf([installation_via_qr_code, installation_manual, network_setup]);
  const steps = { qr: stepsOf(installation_via_qr_code, codes), manual: stepsOf(installation_manual, codes), network: stepsOf(network_setup, codes) };
  if (steps.qr.length + steps.manual.length + steps.network.length === 0) return [];
  return [{ locale, platform, model: plainTextOrNull(model, 60), version: plainTextOrNull(version, 40), ...steps }];
}

const languageOf = (locale: string): string => locale.toLowerCase().split(/[-_]/)[0] ?? '';

/** §8.3: the operator's steps in the reader's language; none when it answers in another one. */
export async function readInstallSteps(client: AiraloClient, iccid: string, locale: string): Promise<InstallSteps[]> {
  const { data: { instructions } } = await client.read(`${simPath(iccid)}/instructions`, instructionsAnswer, { headers: acceptLanguage(locale) });
  const language = plainText(instructions.language, 20).toLowerCase();
  if (languageOf(language) !== languageOf(locale)) return [];
  return [
    ...instructions.ios.slice(0, MOST_GUIDES).flatMap((item) => toSteps(item, 'ios', language)),
    ...instructions.android.slice(0, MOST_GUIDES).flatMap((item) => toSteps(item, 'android', language)),
  ];
}
