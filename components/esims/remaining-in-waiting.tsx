/** The shape of what is left while the operator is asked. */
export const RemainingInWaiting = () => (
  <div className="rounded-card border border-line bg-raised p-5 sm:p-6" aria-hidden="true">
    <div className="flex items-center gap-5 sm:gap-8">
      <div className="size-20 shrink-0 rounded-full border-[7px] border-line sm:size-32 sm:border-[10px]" />
      <div className="grid gap-3"><div className="h-4 w-32 rounded bg-line" /><div className="h-8 w-44 rounded bg-line" /><div className="h-3 w-40 rounded bg-line" /></div>
    </div>
    <div className="mt-5 h-24 border-y border-line" />
  </div>
);
