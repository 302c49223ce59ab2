import { Flag } from '@/components/ui/flag';
import { Price } from '@/components/ui/price';

export type TicketFacts = { countryCode: string | null; place: string; lines: string[] };
export type CheckoutTicketProps = { ticket: TicketFacts; quantity: number; unitPriceMinor: number; totalMinor: number; currency: string; locale: string };

/** What you get, the tear line, what you pay. Stays in view while the form scrolls. */
export function CheckoutTicket({ ticket, quantity, unitPriceMinor, totalMinor, currency, locale }: CheckoutTicketProps) {
  return (
    <div className="sticky top-0 z-10 -mx-1 bg-paper px-1 py-3">
      <div className="grid grid-cols-[1fr_auto] rounded-card border border-line bg-raised" data-testid="checkout-ticket">
        <div className="min-w-0 px-4 py-3 sm:px-5">
          <p className="flex items-center gap-2.5 text-15 font-semibold"><Flag code={ticket.countryCode} />{ticket.place}</p>
          <p className="figures mt-0.5 flex flex-wrap gap-x-3 text-13 sm:text-15">{ticket.lines.map((line) => <span key={line} className="whitespace-nowrap">{line}</span>)}</p>
        </div>
        <div className="flex min-w-28 flex-col items-end justify-center border-s-2 border-dotted border-line px-4 py-3 sm:px-5" aria-live="polite" aria-atomic="true">
          <Price amountMinor={totalMinor} currency={currency} locale={locale} className="text-21 font-semibold" />
          {quantity > 1 ? <span className="figures text-13 text-quiet">{quantity} × <Price amountMinor={unitPriceMinor} currency={currency} locale={locale} /></span> : null}
        </div>
      </div>
    </div>
  );
}
