'use client';

import { Button } from '@/components/ui/button';
import { Page, PageTitle } from '@/components/ui/page';

type Words = { title: string; lead: string; action: string };
const NONE: Words = { title: 'This page did not load', lead: '', action: 'Try again' };

// The messages may be what failed: their words travel with every page, in the layout.
export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  const kept = typeof document === 'undefined' ? undefined : document.body.dataset.failure;
  const words = kept ? (JSON.parse(kept) as Words) : NONE;
  return (
    <Page narrow>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      <Button onClick={reset}>{words.action}</Button>
    </Page>
  );
}
