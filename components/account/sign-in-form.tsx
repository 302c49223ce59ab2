'use client';

import { useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { requestSignIn } from './request-sign-in';

export type SignInWords = Record<
  'emailLabel' | 'emailHint' | 'sendLink' | 'sending' | 'orWith' | 'withGoogle' | 'withApple' | 'sentTitle' | 'sentLead' | 'sentHint' | 'sentAgain' | 'errorEmailInvalid' | 'errorTooMany' | 'errorNotSent',
  string
>;
export type SignInFormProps = { words: SignInWords; callbackUrl: string; identityProviders: string[] };

const LOOKS_LIKE_EMAIL = /^[^\s@",]+@[^\s@",]+\.[^\s@",.]{2,}$/;
const nameOf = (provider: string, words: SignInWords) => (provider === 'google' ? words.withGoogle : words.withApple);

/** Asks for an address, says where the link went; what was typed stays when something fails. */
export function SignInForm({ words, callbackUrl, identityProviders }: SignInFormProps) {
  const [email, setEmail] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [isSent, setSent] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const signIn = async (provider: string) => {
    setBusy(true);
    setError(null);
    const answer = await requestSignIn(provider, { callbackUrl, ...(provider === 'email' ? { email } : {}) });
    setBusy(false);
    if (answer.outcome === 'sent') return setSent(true);
    if (answer.outcome === 'go') return window.location.assign(answer.url);
    if (answer.code !== 'too-many-requests') return setError(words.errorNotSent);
    setError(words.errorTooMany.replace('{minutes}', String(Math.max(1, Math.ceil(answer.retryAfterSeconds / 60)))));
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!LOOKS_LIKE_EMAIL.test(email.normalize('NFKC').trim())) return setError(words.errorEmailInvalid);
    void signIn('email');
  };

  if (isSent) {
    return (
      <Notice tone="good" title={words.sentTitle} role="status">
        <p>{words.sentLead.replace('{email}', email.trim())}</p>
        <p className="mt-1 text-quiet">{words.sentHint}</p>
        <button type="button" onClick={() => setSent(false)} className="mt-2 min-h-11 font-semibold underline underline-offset-4">{words.sentAgain}</button>
      </Notice>
    );
  }
  return (
    <>
      <form onSubmit={submit} noValidate className="space-y-5">
        <Field label={words.emailLabel} hint={words.emailHint} error={error} type="email" name="email" autoComplete="email" inputMode="email" autoCapitalize="none" spellCheck={false} value={email} onChange={(event) => setEmail(event.target.value)} />
        <Button type="submit" disabled={isBusy} className="w-full">{isBusy ? words.sending : words.sendLink}</Button>
      </form>
      {identityProviders.length > 0 ? (
        <div className="mt-8 border-t border-line pt-6">
          <p className="mb-3 text-quiet">{words.orWith}</p>
          <div className="flex flex-wrap gap-3">
            {identityProviders.map((provider) => (
              <Button key={provider} look="plain" disabled={isBusy} onClick={() => void signIn(provider)}>{nameOf(provider, words)}</Button>
            ))}
          </div>
        </div>
      ) : null}
    </>
  );
}
