/** A country's flag; decoration, since its name always stands beside it. */
export function Flag({ code }: { code: string | null }) {
  if (!code) return <span aria-hidden="true" className="dots inline-block shrink-0" />;
  return <img src={`/flags/${code.toLowerCase()}.svg`} alt="" width={24} height={16} loading="lazy" className="h-4 w-6 shrink-0 rounded-[3px] border border-line object-cover" />;
}
