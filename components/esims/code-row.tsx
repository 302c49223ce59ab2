import { CopyButton } from '@/components/ui/copy-button';

export type CodeRowProps = { label: string; value: string; copy: string; copied: string; name?: string };

/** A code one types or copies: mono, whole, with a copy button. */
export function CodeRow({ label, value, copy, copied, name }: CodeRowProps) {
  return (
    <div className="border-b border-line py-2.5">
      <dt className="text-13 text-quiet">{label}</dt>
      <dd className="flex items-center justify-between gap-4">
        <span className="figures min-w-0 text-15 break-all" data-testid={name}>{value}</span>
        <CopyButton text={value} label={copy} doneLabel={copied} what={label} />
      </dd>
    </div>
  );
}
