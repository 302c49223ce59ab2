'use client';

import { ExpressCheckoutElement, PaymentElement } from '@stripe/react-stripe-js';
import type { StripeExpressCheckoutElementConfirmEvent } from '@stripe/stripe-js';
import { useEffect, useState } from 'react';

export type PaymentFieldsProps = {
  words: Record<'payment' | 'or' | 'loading', string>;
  /** Whether the rest of the form is ready for a wallet to open. */
  mayPay: () => boolean;
  onWallet: (event: StripeExpressCheckoutElementConfirmEvent) => void;
  onLoadError: () => void;
};

const SENTENCE_AFTER_MS = 4_000;
const bar = 'rounded-card border border-line bg-raised';

/** Holds the place of the card form in its true shape; after four seconds also says so. */
function Placeholder({ sentence }: { sentence: string }) {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), SENTENCE_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="absolute inset-0">
      <div aria-hidden="true" className="grid grid-cols-2 gap-x-3 gap-y-9 pt-7">
        <div className={`${bar} col-span-2 h-11`} /><div className={`${bar} h-11`} /><div className={`${bar} h-11`} />
      </div>
      <p role="status" className="mt-3 text-15 text-quiet">{isLong ? sentence : ''}</p>
    </div>
  );
}

export function PaymentFields({ words, mayPay, onWallet, onLoadError }: PaymentFieldsProps) {
  const [isReady, setReady] = useState(false);
  const [hasWallets, setWallets] = useState<boolean | null>(null);
  return (
    <fieldset className="grid min-w-0 gap-4">
      <legend className="mb-3 text-21 font-semibold tracking-tight">{words.payment}</legend>
      <div className={hasWallets === false ? 'hidden' : 'min-h-12'}>
        <ExpressCheckoutElement
          options={{ buttonHeight: 48 }} onReady={({ availablePaymentMethods: ways }) => setWallets(ways !== undefined && Object.values(ways).some(Boolean))}
          onClick={({ resolve, reject }) => (mayPay() ? resolve() : reject())} onConfirm={onWallet}
        />
      </div>
      {hasWallets === false ? null : (
        <p aria-hidden="true" className="flex items-center gap-3 text-13 text-quiet before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">{words.or}</p>
      )}
      <div className="relative min-h-44">
        {isReady ? null : <Placeholder sentence={words.loading} />}
        <PaymentElement
          onReady={() => setReady(true)} onLoadError={onLoadError}
          options={{ layout: 'tabs', fields: { billingDetails: { email: 'never' } }, wallets: { applePay: 'never', googlePay: 'never' } }}
        />
      </div>
    </fieldset>
  );
}
