'use client';

import { ExpressCheckoutElement, PaymentElement, useElements, useStripe } from '@stripe/react-stripe-js';
import { useRef, useState, type FormEvent } from 'react';
import { DeviceCheck } from '@/components/checkout/device-check';
import { EmailField } from '@/components/checkout/email-field';
import { QuantityField } from '@/components/checkout/quantity-field';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { Locale } from '@/i18n/routing';
import { formatMoney } from '@/lib/money';
import type { ActionResult } from '@/lib/web/action';

export type StartResult = ActionResult<{ outcome: 'placed'; orderId: string; clientSecret: string } | { outcome: 'already-paid'; orderId: string }>;

export type StartInput = {
  planSlug: string;
  attempt: number;
  quantity: number;
  email: string;
  deviceConfirmed: true;
  expectedTotalMinor: number;
  expectedCurrency: string;
  locale: Locale;
};

export type CheckoutWords = Record<
  | 'email' | 'emailHint' | 'emailSuggestion' | 'emailUse' | 'quantity' | 'fewer' | 'more' | 'device' | 'deviceHow' | 'deviceHint' | 'payment' | 'pay' | 'paying' | 'or'
  | 'terms' | 'failedTitle' | 'notCharged' | 'priceChanged' | 'planGone' | 'tooMany' | 'quantityTooHigh' | 'invalidEmail' | 'deviceMissing' | 'declined' | 'insufficientFunds' | 'authentication' | 'tryAgain' | 'slow',
  string
>;

export type PayFormProps = {
  plan: { slug: string; currency: string };
  attempt: number;
  locale: Locale;
  email: string;
  returnPath: string;
  words: CheckoutWords;
  start: (input: StartInput) => Promise<StartResult>;
  quantity: number;
  onQuantity: (quantity: number) => void;
  unitPriceMinor: number;
  onPrice: (unitPriceMinor: number) => void;
};

type StripeFailure = { type?: string; code?: string | undefined; decline_code?: string | undefined };

function declineWords({ code, decline_code: decline, type }: StripeFailure, words: CheckoutWords): string {
  if (type === 'validation_error') return '';
  if (decline === 'insufficient_funds') return words.insufficientFunds;
  if (code === 'payment_intent_authentication_failure') return words.authentication;
  return code === 'card_declined' || type === 'card_error' ? words.declined : words.tryAgain;
}

const REFUSALS: Record<string, keyof CheckoutWords> = {
  'price-changed': 'priceChanged', 'plan-unavailable': 'planGone', 'too-many-requests': 'tooMany', 'quantity-unavailable': 'quantityTooHigh', 'invalid-input': 'invalidEmail',
};

/** E-mail, quantity, device, payment, one button. What was typed stays whatever fails. */
export function PayForm(props: PayFormProps) {
  const { plan, attempt, locale, words, start, quantity, unitPriceMinor } = props;
  const stripe = useStripe();
  const elements = useElements();
  const busy = useRef(false);
  const [isBusy, setBusy] = useState(false);
  const [email, setEmail] = useState(props.email);
  const [isDeviceConfirmed, setDeviceConfirmed] = useState(false);
  const [problem, setProblem] = useState<{ field?: 'email' | 'device'; text: string } | null>(null);
  const total = formatMoney(unitPriceMinor * quantity, plan.currency, locale);

  const missing = () => {
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())) return { field: 'email' as const, text: words.invalidEmail };
    return isDeviceConfirmed ? null : { field: 'device' as const, text: words.deviceMissing };
  };

  const refuse = (result: StartResult & { ok: false }) => {
    if (typeof result.data?.unitPriceMinor === 'number') props.onPrice(result.data.unitPriceMinor);
    setProblem({ text: words[REFUSALS[result.code] ?? 'tryAgain'] });
  };

  const attemptPayment = async (): Promise<void> => {
    const gap = missing();
    if (gap) return setProblem(gap);
    if (!stripe || !elements) return setProblem({ text: words.slow });
    setProblem(null);
    const checked = await elements.submit();
    if (checked.error) return setProblem({ text: declineWords(checked.error, words) });
    const result = await start({
      planSlug: plan.slug, attempt, quantity, email, deviceConfirmed: true, expectedTotalMinor: unitPriceMinor * quantity, expectedCurrency: plan.currency, locale,
    });
    if (!result.ok) return refuse(result);
    const address = `${props.returnPath}/${result.data.orderId}`;
    if (result.data.outcome === 'already-paid') return location.assign(address);
    const paid = await stripe.confirmPayment({ elements, clientSecret: result.data.clientSecret, redirect: 'if_required', confirmParams: { return_url: new URL(address, location.href).href } });
    if (paid.error) return setProblem({ text: declineWords(paid.error, words) });
    location.assign(address);
  };

  const pay = async () => {
    if (busy.current) return;
    busy.current = true;
    setBusy(true);
    try {
      await attemptPayment();
    } catch {
      setProblem({ text: words.tryAgain });
    } finally {
      busy.current = false;
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void pay();
  };

  return (
    <form onSubmit={submit} noValidate className="grid gap-7">
      <EmailField value={email} onChange={setEmail} words={words} error={problem?.field === 'email' ? problem.text : null} />
      <QuantityField value={quantity} onChange={props.onQuantity} words={words} />
      <DeviceCheck isConfirmed={isDeviceConfirmed} onChange={setDeviceConfirmed} words={words} error={problem?.field === 'device' ? problem.text : null} />
      <fieldset className="grid gap-4">
        <legend className="mb-1.5 text-15 font-semibold">{words.payment}</legend>
        <ExpressCheckoutElement onConfirm={() => void pay()} />
        <PaymentElement />
      </fieldset>
      <div aria-live="assertive">
        {problem && !problem.field && problem.text ? <Notice tone="bad" title={words.failedTitle}>{problem.text} {words.notCharged}</Notice> : null}
      </div>
      <Button type="submit" disabled={isBusy} className="min-h-14 w-full text-17" aria-busy={isBusy}>
        {isBusy ? words.paying : words.pay.replace('{amount}', total)}
      </Button>
      <p className="text-13 text-quiet">{words.terms}</p>
    </form>
  );
}
