import type { Sim } from './state.ts';
import { appleUrl, lpaOf } from './wire-sims.ts';

type Steps = readonly string[];
interface Texts {
  qr: Steps;
  manual: Steps;
  network: Steps;
  androidQr: Steps;
  androidManual: Steps;
  androidNetwork: Steps;
}

const TEXTS: Record<'en' | 'de', Texts> = {
  en: {
    qr: ['Go to Settings, then Mobile Data, and tap Add eSIM.', 'Tap Use QR Code and scan it.', 'Tap Continue twice and wait for the activation.', 'Name the line, for example Travel.'],
    manual: ['Go to Settings, then Mobile Data, and tap Add eSIM.', 'Tap Enter Details Manually.', 'Type in the SM-DP+ address and the activation code, then tap Next.'],
    network: ['Choose the eSIM for mobile data.', 'Switch Data Roaming on for it.', 'Enter the APN if one is named.'],
    androidQr: ['Go to Settings, then Connections, and tap SIM manager.', 'Tap Add eSIM and Scan QR code.', 'Tap Confirm.'],
    androidManual: ['Tap Add eSIM, then Enter activation code.', 'Type in the code and tap Connect.'],
    androidNetwork: ['Switch the eSIM on.', 'Choose it for mobile data.', 'Switch Data roaming on.'],
  },
  de: {
    qr: ['Öffnen Sie Einstellungen, dann Mobilfunk, und tippen Sie auf eSIM hinzufügen.', 'Tippen Sie auf QR-Code verwenden und scannen Sie ihn.', 'Tippen Sie zweimal auf Fortfahren und warten Sie auf die Aktivierung.', 'Geben Sie der Leitung einen Namen, zum Beispiel Reise.'],
    manual: ['Öffnen Sie Einstellungen, dann Mobilfunk, und tippen Sie auf eSIM hinzufügen.', 'Tippen Sie auf Details manuell eingeben.', 'Geben Sie SM-DP+-Adresse und Aktivierungscode ein und tippen Sie auf Weiter.'],
    network: ['Wählen Sie die eSIM für mobile Daten.', 'Schalten Sie Datenroaming dafür ein.', 'Tragen Sie den APN ein, falls einer genannt ist.'],
    androidQr: ['Öffnen Sie Einstellungen, dann Verbindungen, und tippen Sie auf SIM-Manager.', 'Tippen Sie auf eSIM hinzufügen und QR-Code scannen.', 'Tippen Sie auf Bestätigen.'],
    androidManual: ['Tippen Sie auf eSIM hinzufügen, dann Aktivierungscode eingeben.', 'Geben Sie den Code ein und tippen Sie auf Verbinden.'],
    androidNetwork: ['Schalten Sie die eSIM ein.', 'Wählen Sie sie für mobile Daten.', 'Schalten Sie Datenroaming ein.'],
  },
};

// Steps are an object with the keys "1", "2" …, not a list.
const numbered = (steps: Steps) => Object.fromEntries(steps.map((step, index) => [String(index + 1), step]));

/** Installation steps in the language asked for, English when there is none. */
export function wireInstructions(sim: Sim, acceptLanguage: string) {
  const language = acceptLanguage.toLowerCase().startsWith('de') ? 'de' : 'en';
  const texts = TEXTS[language];
  const { apn, androidApn, isRoaming } = sim.order.found.operator;
  const codes = { qr_code_data: lpaOf(sim), qr_code_url: sim.qrUrl };
  const network = (steps: Steps, value: string | null, roaming: boolean | null) => ({
    steps: numbered(steps),
    apn_type: value === null ? 'automatic' : 'manual',
    apn_value: value,
    is_roaming: roaming,
  });
  const android = {
    installation_via_qr_code: { steps: numbered(texts.androidQr), ...codes },
    installation_manual: { steps: numbered(texts.androidManual), smdp_address_and_activation_code: sim.lpa },
    network_setup: network(texts.androidNetwork, androidApn, null),
  };
  return {
    instructions: {
      language: language.toUpperCase(),
      ios: [
        {
          model: null,
          version: '17,16,15',
          installation_via_qr_code: { steps: numbered(texts.qr), ...codes, direct_apple_installation_url: appleUrl(sim) },
          installation_manual: { steps: numbered(texts.manual), smdp_address_and_activation_code: sim.lpa },
          network_setup: network(texts.network, apn, isRoaming),
        },
      ],
      android: [
        { model: null, version: null, ...android },
        { model: 'Galaxy', version: '1', ...android },
      ],
    },
  };
}
