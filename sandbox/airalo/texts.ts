import type { Operator } from '../catalogue/operators.ts';

export const QR_HTML =
  '<p>Install your eSIM by scanning the QR code.</p><ol><li>Open <b>Settings</b> on your device.</li><li>Choose <b>Mobile data</b>, then <b>Add eSIM</b>.</li><li>Scan the QR code.</li></ol><p>Read the <a href="https://help.example/esim" target="_blank">guide</a> before you travel.</p>';
export const MANUAL_HTML =
  '<p>Install your eSIM by typing in the codes.</p><ul><li>Choose <b>Add eSIM</b>, then <i>Enter details manually</i>.</li><li>Enter the SM-DP+ address and the activation code.</li></ul><p style="color:red">Do not delete the eSIM.</p>';

/** Text no shop may pass on as it is: markup that runs, direction overrides, control characters, an unclosed tag. */
const HOSTILE_HTML =
  '<p onclick="alert(1)">Install <script>document.title="owned"</script>now.</p><img src=x onerror="alert(1)"><a href="javascript:alert(1)">guide</a><iframe src="https://evil.example"></iframe><style>body{display:none}</style><b>unclosed';
const HOSTILE_INFO = ['Fast \u202Edata\u202C on \u2066every\u2069 network.\u0007', '<script>alert("info")</script>Keep \u001B[31mit\u001B[0m\u0000 running.', 'Zero\u200Bwidth and \uFEFFmarks.'];

const isHostile = (operator: Operator) => operator.destination.slug === 'malta';

export const qrHtml = (operator: Operator) => (isHostile(operator) ? HOSTILE_HTML : QR_HTML);
export const manualHtml = (operator: Operator) => (isHostile(operator) ? `${HOSTILE_HTML}\u202E` : MANUAL_HTML);

export function infoOf(operator: Operator): string[] | null {
  if (isHostile(operator)) return HOSTILE_INFO;
  if (operator.index % 23 === 11) return null;
  return [
    operator.hasVoice ? '5G eSIM with calls and texts.' : '4G data-only eSIM.',
    operator.isRechargeable ? 'Rechargeable online with no expiry.' : 'Not rechargeable.',
    operator.destination.kind === 'local' ? `Operates on local networks in ${operator.destination.title}.` : `Works in ${operator.destination.codes.length} countries.`,
  ];
}

export const warningOf = (operator: Operator): string | null =>
  operator.destination.code === 'CN' ? 'Some apps & sites are unreachable without roaming.' : null;

export function otherInfoOf(operator: Operator): string | null {
  if (operator.isKyc) return 'This eSIM requires an identity check (eKYC) with a passport before it can be used.';
  return operator.index % 13 === 4 ? 'Top-ups are added on top of what is left.' : null;
}
