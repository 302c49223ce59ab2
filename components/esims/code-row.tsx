import { CopyButton } from '@/components/ui/copy-button';

export type CodeRowProps = { label: string; value: string; copy: string; copied: string; name?: string };

/** A code one types or copies: mono, whole, with a copy button. */
export function CodeRow({ label, value, copy, copied, name }: CodeRowProps) {
  return (
    <div className="flex items-center justify-between gap-4 border-b border-line py-2.5">
      <div className="min-w-0">
        <dt className="text-13 text-quiet">{label}</dt>
        <dd className="figures text-15 break-all" data-testid={name}>{value}</dd>
      </div>
      <CopyButton text={value} label={copy} doneLabel={copied} />
    </div>
  );
}
