'use client';

import { useSyncExternalStore } from 'react';
import { Button, LinkButton } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';

export type OpenLinkWords = Record<'openLead' | 'openAction' | 'openMissing' | 'openNew', string>;
export type OpenLinkProps = { words: OpenLinkWords; signInHref: string };

const never = () => () => {};
const hashOf = () => window.location.hash.slice(1);

/** The button between the mail and the sign-in: what opens links by itself presses no buttons. */
export function OpenLink({ words, signInHref }: OpenLinkProps) {
  const hash = useSyncExternalStore<string | null>(never, hashOf, () => null);
  if (hash === null) return <div className="h-28" />;
  const given = new URLSearchParams(hash);
  const [token, email, to] = [given.get('token'), given.get('email'), given.get('to')];
  if (!token || !email) {
    return (
      <Notice tone="bad" role="alert">
        <p className="mb-3">{words.openMissing}</p>
        <LinkButton href={signInHref} look="plain">{words.openNew}</LinkButton>
      </Notice>
    );
  }
  return (
    <form method="post" action="/api/auth/callback/email">
      <p className="mb-6 text-17 text-quiet break-words">{words.openLead.replace('{email}', email)}</p>
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="email" value={email} />
      <input type="hidden" name="callbackUrl" value={to ?? ''} />
      <Button type="submit" className="w-full">{words.openAction}</Button>
    </form>
  );
}
