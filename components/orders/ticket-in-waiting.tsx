const bar = 'rounded-[4px] bg-line';

/** The ticket that is being made, in the shape it will have. */
export function TicketInWaiting() {
  return (
    <div aria-hidden="true" className="grid gap-x-10 gap-y-6 rounded-card border border-dashed border-line p-5 sm:p-6 md:grid-cols-[18rem_minmax(0,1fr)]">
      <div className="aspect-square w-full max-w-72 rounded-card border border-line" />
      <div className="grid content-start gap-6 pt-2">
        <div className={`${bar} h-6 w-40`} /><div className={`${bar} h-11 w-full max-w-sm`} />
        <div className={`${bar} h-4 w-3/4`} /><div className={`${bar} h-4 w-2/3`} /><div className={`${bar} h-4 w-3/4`} />
      </div>
    </div>
  );
}
