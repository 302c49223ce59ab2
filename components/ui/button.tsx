import type { ButtonHTMLAttributes, ReactNode } from 'react';

type Look = 'main' | 'plain' | 'danger';

const LOOKS: Record<Look, string> = {
  main: 'bg-signal-strong text-on-signal hover:opacity-90',
  plain: 'border border-line bg-raised text-ink hover:border-quiet',
  danger: 'border border-bad text-bad hover:bg-bad hover:text-paper',
};
const SHAPE = 'inline-flex min-h-11 items-center justify-center gap-2 rounded-card px-5 py-2.5 text-center text-15 font-semibold transition duration-150 ease-out disabled:opacity-50';

export const buttonClass = (look: Look = 'main'): string => `${SHAPE} ${LOOKS[look]}`;

export function Button({ look = 'main', className = '', type = 'button', ...rest }: ButtonHTMLAttributes<HTMLButtonElement> & { look?: Look }) {
  return <button type={type} className={`${buttonClass(look)} ${className}`} {...rest} />;
}

export type LinkButtonProps = { href: string; look?: Look; className?: string; children: ReactNode; rel?: string };

export function LinkButton({ href, look = 'main', className = '', children, rel }: LinkButtonProps) {
  return (
    <a href={href} className={`${buttonClass(look)} ${className}`} {...(rel ? { rel } : {})}>
      {children}
    </a>
  );
}
