export type CardOutcome =
  | { kind: 'succeeds' }
  | { kind: 'declines'; code: string; declineCode?: string; message: string }
  | { kind: 'challenges'; afterwards: CardOutcome }
  | { kind: 'settles-later'; succeeds: boolean };

const succeeds: CardOutcome = { kind: 'succeeds' };

function declines(declineCode: string, message: string): CardOutcome {
  return { kind: 'declines', code: 'card_declined', declineCode, message };
}

const generic = declines('generic_decline', 'Your card was declined.');
const noFunds = declines('insufficient_funds', 'Your card has insufficient funds.');
const processing: CardOutcome = {
  kind: 'declines',
  code: 'processing_error', declineCode: 'processing_error',
  message: 'An error occurred while processing your card. Try again in a little bit.',
};
const expired: CardOutcome = { kind: 'declines', code: 'expired_card', declineCode: 'expired_card', message: 'Your card has expired.' };
const wrongCvc: CardOutcome = {
  kind: 'declines',
  code: 'incorrect_cvc', declineCode: 'incorrect_cvc',
  message: "Your card's security code is incorrect.",
};

/** Stripe's own test numbers, and two of ours (ending 7007 and 7106) for payments that settle later. */
export const CARD_OUTCOMES: Record<string, CardOutcome> = {
  '4242424242424242': succeeds,
  '4000056655665556': succeeds,
  '5555555555554444': succeeds,
  '378282246310005': succeeds,
  '4000000000000002': generic,
  '4000000000009995': noFunds,
  '4000000000009987': declines('lost_card', 'Your card was declined.'),
  '4000000000009979': declines('stolen_card', 'Your card was declined.'),
  '4000000000000069': expired,
  '4000000000000127': wrongCvc,
  '4000000000000119': processing,
  '4000002500003155': { kind: 'challenges', afterwards: succeeds },
  '4000002760003184': { kind: 'challenges', afterwards: succeeds },
  '4000008260003178': { kind: 'challenges', afterwards: noFunds },
  '4000008400001629': { kind: 'challenges', afterwards: generic },
  '4000000000007007': { kind: 'settles-later', succeeds: true },
  '4000000000007106': { kind: 'settles-later', succeeds: false },
};

/** Payment methods a server can confirm with, without a card form. */
export const READY_METHODS: Record<string, string> = {
  pm_card_visa: '4242424242424242',
  pm_card_visa_debit: '4000056655665556',
  pm_card_mastercard: '5555555555554444',
  pm_card_amex: '378282246310005',
  pm_card_chargeDeclined: '4000000000000002',
  pm_card_visa_chargeDeclined: '4000000000000002',
  pm_card_chargeDeclinedInsufficientFunds: '4000000000009995',
  pm_card_visa_chargeDeclinedInsufficientFunds: '4000000000009995',
  pm_card_chargeDeclinedLostCard: '4000000000009987',
  pm_card_chargeDeclinedStolenCard: '4000000000009979',
  pm_card_chargeDeclinedExpiredCard: '4000000000000069',
  pm_card_chargeDeclinedIncorrectCvc: '4000000000000127',
  pm_card_chargeDeclinedProcessingError: '4000000000000119',
  pm_card_authenticationRequired: '4000002760003184',
  pm_card_threeDSecureRequired: '4000002760003184',
  pm_card_threeDSecure2Required: '4000002760003184',
  pm_card_authenticationRequiredOnSetup: '4000002500003155',
  pm_card_authenticationRequiredChargeDeclinedInsufficientFunds: '4000008260003178',
  pm_card_settlesLater: '4000000000007007',
  pm_card_settlesLaterFails: '4000000000007106',
};

export function brandOf(number: string): string {
  if (/^3[47]/.test(number)) return 'amex';
  if (/^(5[1-5]|2[2-7])/.test(number)) return 'mastercard';
  return number.startsWith('4') ? 'visa' : 'unknown';
}

export function hasValidChecksum(number: string): boolean {
  let sum = 0;
  for (const [index, digit] of [...number].toReversed().entries()) {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return number.length >= 12 && sum % 10 === 0;
}
