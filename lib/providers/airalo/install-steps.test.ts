import { afterAll, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import { ICCID, outcomeOf, tryWrongAnswers, withAiralo } from '@/lib/providers/airalo/scripted-airalo';
import type { InstallSteps } from '@/lib/providers/provider';
import { ProviderError } from '@/lib/providers/provider-error';

afterAll(closeDb);
const guide = {
  model: null, version: '17,18',
  installation_via_qr_code: { steps: { 1: 'Scan the <b>code</b>' }, qr_code_data: 'LPA:1$rsp.example$SECRET-99' },
  installation_manual: { steps: { 1: 'Address rsp.example', 2: 'Code SECRET-99' }, smdp_address_and_activation_code: 'rsp.example' },
  network_setup: { steps: { 1: 'APN' } },
};
const read = (changes: object, language: unknown = 'EN') =>
  outcomeOf({ body: { data: { instructions: { language, ios: [{ ...guide, ...changes }], android: [] } } } }, (provider) => provider.readInstallSteps?.(ICCID, 'en'));

describe('installation steps (§8.3)', () => {
  test('come in the order of their numbers, per platform and model, however the guides are listed', async () => {
    const steps = { ...guide, installation_via_qr_code: { ...guide.installation_via_qr_code, steps: { 10: 'ten', 2: 'two <i>words</i>', 1: 'one' } } };
    const body = { data: { instructions: { language: 'DE', ios: [steps], android: { 0: { ...steps, model: 'Galaxy', version: null } } } } };
    expect(await outcomeOf({ body }, (provider) => provider.readInstallSteps?.(ICCID, 'de'))).toEqual([
      { locale: 'de', platform: 'ios', model: null, version: '17,18', qr: ['one', 'two words', 'ten'], manual: ['Address rsp.example', 'Code …'], network: ['APN'] },
      expect.objectContaining({ platform: 'android', model: 'Galaxy', version: null }),
    ]);
  });

  test('name no code, even where it stands alone, in capitals, in mark-up or across the cut', async () => {
    const steps = { 1: 'Code SECRET-99', 2: 'Paste lpa:1$rsp.example$SECRET-99 now', 3: 'SEC<i>RET</i>-99', 4: `${'x'.repeat(393)} SECRET-99` };
    const found = await read({ installation_manual: { steps } });
    expect(JSON.stringify(found)).not.toMatch(/SECRET|SECRE|lpa:1/i);
    expect(found).toMatchObject([{ manual: ['Code …', 'Paste … now', '…', expect.stringMatching(/^x+ …$/)] }]);
  });

  test('keep the address, which is no secret', async () => {
    expect(await read({})).toMatchObject([{ qr: ['Scan the code'], manual: ['Address rsp.example', 'Code …'] }]);
  });

  test('keep words in angle brackets that are no mark-up', async () => {
    expect(await read({ network_setup: { steps: { 1: 'Open &lt;Settings&gt;' } } })).toMatchObject([{ network: ['Open <Settings>'] }]);
  });

  test('are read as a list as well', async () => {
    expect(await read({ network_setup: { steps: ['one', 'two'] } })).toMatchObject([{ network: ['one', 'two'] }]);
  });

  test.each(['en', 'EN', 'en-GB', 'en_US'])('in the language "%s" are English', async (language) => {
    expect(await read({}, language)).toHaveLength(1);
  });

  test.each(['DE', null, 7, undefined])('in the language %s are none for an English reader', async (language) => {
    expect(await read({}, language === undefined ? {} : language)).toEqual([]);
  });

  test('are asked for in the language of the reader', async () => {
    const { asked } = await withAiralo(() => ({ body: { data: { instructions: { language: 'pt', ios: [], android: [] } } } }), async (provider) => provider.readInstallSteps?.(ICCID, 'pt-BR'));
    expect(asked[0]?.headers['accept-language']).toBe('pt-BR');
  });
});

test('wrong answers are refused, or read as plain words without an activation code', async () => {
  const tried = await tryWrongAnswers({ data: { instructions: { language: 'EN', ios: [guide], android: [guide] } } }, (provider) => provider.readInstallSteps?.(ICCID, 'en'));
  expect(tried.length).toBeGreaterThanOrEqual(200);
  for (const { body, outcome } of tried) {
    if (outcome instanceof Error) {
      expect(outcome, body.slice(0, 300)).toBeInstanceOf(ProviderError);
      continue;
    }
    for (const { qr, manual, network, model, version } of outcome as InstallSteps[]) {
      for (const words of [...qr, ...manual, ...network, model ?? '', version ?? '']) {
        expect(words).not.toMatch(/LPA:1|<script|\u202E/i);
        expect(words.length).toBeLessThanOrEqual(400);
      }
    }
  }
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
}, 60_000);
