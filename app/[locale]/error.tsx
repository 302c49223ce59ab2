'use client';

import { Button } from '@/components/ui/button';
import { Page, PageTitle } from '@/components/ui/page';

const WORDS = {
  en: { title: 'This page did not load', lead: 'Something on our side failed. No money was taken by loading this page.', action: 'Try again' },
  de: { title: 'Diese Seite konnte nicht geladen werden', lead: 'Bei uns ist etwas schiefgegangen. Durch das Laden dieser Seite wurde nichts bezahlt.', action: 'Noch einmal versuchen' },
};

// The messages may be what failed: these words travel with the page.
export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  const words = typeof document !== 'undefined' && document.documentElement.lang === 'de' ? WORDS.de : WORDS.en;
  return (
    <Page narrow>
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      <Button onClick={reset}>{words.action}</Button>
    </Page>
  );
}
