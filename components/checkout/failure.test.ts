import { describe, expect, test } from 'vitest';
import { FAILURES, failureOfPayment, failureOfStart } from '@/components/checkout/failure';
import de from '@/messages/de/checkout.json' with { type: 'json' };
import en from '@/messages/en/checkout.json' with { type: 'json' };

describe('what a failed payment is called', () => {
  test.each([
    [{ type: 'validation_error' }, null],
    [{ type: 'card_error', code: 'card_declined', decline_code: 'generic_decline' }, 'declined'],
    [{ type: 'card_error', code: 'card_declined', decline_code: 'insufficient_funds' }, 'insufficient-funds'],
    [{ type: 'card_error', code: 'expired_card', decline_code: 'expired_card' }, 'expired-card'],
    [{ type: 'card_error', code: 'incorrect_cvc' }, 'wrong-code'],
    [{ type: 'invalid_request_error', code: 'payment_intent_authentication_failure' }, 'authentication'],
    [{ type: 'invalid_request_error', code: 'payment_intent_unexpected_state' }, 'paid-elsewhere'],
    [{ type: 'invalid_request_error', code: 'payment_intent_invalid_parameter' }, 'try-again'],
    [{}, 'try-again'],
  ])('%o is %s', (error, expected) => {
    expect(failureOfPayment(error)).toBe(expected);
  });

  test('a broken connection never claims that nothing was charged', () => {
    expect(failureOfPayment({ type: 'api_connection_error' })).toBe('outcome-unknown');
    for (const words of [en, de]) expect(words.form.failures['outcome-unknown'].text).not.toMatch(/not charged|nichts abgebucht/);
  });

  test('a refusal of the shop keeps its name, anything else is to be tried again', () => {
    expect(failureOfStart('price-changed')).toBe('price-changed');
    expect(failureOfStart('unexpected')).toBe('try-again');
  });

  test.each([['en', en], ['de', de]])('every failure has a title and a text in %s', (_, words) => {
    for (const code of FAILURES) expect(words.form.failures[code]).toEqual({ title: expect.any(String), text: expect.any(String) });
  });
});
