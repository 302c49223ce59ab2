'use client';

import type { StripeExpressCheckoutElementConfirmEvent } from '@stripe/stripe-js';
import { useEffect, useRef, type FormEvent } from 'react';
import { DeviceCheck } from '@/components/checkout/device-check';
import { EmailField } from '@/components/checkout/email-field';
import type { FailureCode } from '@/components/checkout/failure';
import { PaymentFields } from '@/components/checkout/payment-fields';
import { QuantityField } from '@/components/checkout/quantity-field';
import { usePayment, type Failure, type Gap, type PaymentRequest, type Wish } from '@/components/checkout/use-payment';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { formatMoney } from '@/lib/money';

export type CheckoutWords = Record<
  | 'email' | 'emailHint' | 'emailSuggestion' | 'emailUse' | 'quantity' | 'fewer' | 'more' | 'device' | 'deviceHow' | 'deviceDial' | 'deviceIphone' | 'deviceAndroid' | 'payment'
  | 'loading' | 'loadAgain' | 'otherPlans' | 'seeOrder' | 'pay' | 'paying' | 'or' | 'terms' | 'invalidEmail' | 'deviceMissing',
  string
> & { failures: Record<FailureCode, { title: string; text: string }> };

export type PayFormProps = PaymentRequest & {
  words: CheckoutWords;
  otherPlansHref: string;
  /** Stripe's script did not arrive. */
  isStripeMissing: boolean;
  onWish: (change: Partial<Wish>) => void;
  onLoadAgain: () => void;
  /** Address, number and device are known from the eSIM that is there. */
  isTopUp?: boolean;
};

const fill = (text: string, values: Record<string, string>) => text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

type ParticularsProps = Pick<PayFormProps, 'wish' | 'words'> & { gaps: Gap[]; isBusy: boolean; onChange: (change: Partial<Wish>, gap?: Gap) => void };

function Particulars({ wish, words, gaps, isBusy, onChange }: ParticularsProps) {
  return (
    <>
      <EmailField value={wish.email} onChange={(email) => onChange({ email }, 'email')} words={words} error={gaps.includes('email') ? words.invalidEmail : null} />
      <QuantityField value={wish.quantity} onChange={(quantity) => onChange({ quantity })} words={words} isDisabled={isBusy} />
      <DeviceCheck isConfirmed={wish.isDeviceConfirmed} onChange={(isDeviceConfirmed) => onChange({ isDeviceConfirmed }, 'device')} words={words} error={gaps.includes('device') ? words.deviceMissing : null} />
    </>
  );
}

/** E-mail, quantity, device, payment, one button. What was typed stays whatever fails. */
export function PayForm(props: PayFormProps) {
  const { words, wish, onWish } = props;
  const { pay, isComplete, isBusy, gaps, forgive, failure: lastFailure, showNotLoaded } = usePayment(props);
  const form = useRef<HTMLFormElement>(null);
  const failure: Failure | null = lastFailure ?? (props.isStripeMissing ? { code: 'not-loaded', values: {} } : null);

  const problems = useRef(0);
  useEffect(() => {
    const count = gaps.length + (lastFailure ? 1 : 0);
    if (count > 0 && count >= problems.current) form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-failure]')?.focus();
    problems.current = count;
  }, [gaps, lastFailure]);

  const change = (changed: Partial<Wish>, gap?: Gap) => {
    if (gap) forgive(gap);
    onWish(changed);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void pay();
  };
  const payByWallet = (event: StripeExpressCheckoutElementConfirmEvent) => {
    void pay().then((isPaid) => (isPaid ? undefined : event.paymentFailed({ reason: 'fail' })));
  };

  return (
    <form ref={form} onSubmit={submit} noValidate className="grid gap-8 pt-5 [&_input]:scroll-mt-40">
      {props.isTopUp ? null : <Particulars wish={wish} words={words} gaps={gaps} isBusy={isBusy} onChange={change} />}
      <PaymentFields words={words} mayPay={isComplete} onWallet={payByWallet} onLoadError={showNotLoaded} />
      <div className="grid gap-4">
        <div role="alert">
          {failure ? (
            <div tabIndex={-1} data-failure={failure.code} className="scroll-mt-40">
              <Notice tone={failure.code === 'price-changed' ? 'warn' : 'bad'} title={words.failures[failure.code].title}>
                <p>{fill(words.failures[failure.code].text, failure.values)}</p>
                {failure.code === 'not-loaded' ? <Button look="plain" className="mt-3" onClick={props.onLoadAgain}>{words.loadAgain}</Button> : null}
                {failure.values.order ? <p className="mt-2"><a className="font-semibold underline underline-offset-4" href={failure.values.order}>{words.seeOrder}</a></p> : null}
                {failure.code === 'plan-unavailable' || failure.code === 'not-now' ? <p className="mt-2"><a className="font-semibold underline underline-offset-4" href={props.otherPlansHref}>{words.otherPlans}</a></p> : null}
              </Notice>
            </div>
          ) : null}
        </div>
        <Button type="submit" aria-disabled={isBusy} aria-busy={isBusy} className="min-h-14 w-full text-17">
          {isBusy ? words.paying : fill(words.pay, { amount: formatMoney(props.totalMinor, props.plan.currency, props.locale) })}
        </Button>
        <p className="measure text-13 text-quiet">{words.terms}</p>
      </div>
    </form>
  );
}
