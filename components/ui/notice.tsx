import type { ReactNode } from 'react';

type Tone = 'good' | 'warn' | 'bad' | 'calm';
const TONES: Record<Tone, string> = { good: 'border-good', warn: 'border-warn', bad: 'border-bad', calm: 'border-line' };

export type NoticeProps = { tone?: Tone; title?: string; children: ReactNode; role?: 'status' | 'alert' };

/** What happened, whether money moved, what to do next. */
export function Notice({ tone = 'calm', title, children, role }: NoticeProps) {
  return (
    <div role={role} className={`rounded-card border-s-4 bg-raised px-4 py-3 ${TONES[tone]}`}>
      {title ? <p className="font-semibold">{title}</p> : null}
      <div className="text-15">{children}</div>
    </div>
  );
}
