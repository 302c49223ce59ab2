import { DAY } from './future-order.ts';
import type { Fields } from './order-checks.ts';

/** `YYYY-MM-DD HH:MM` in UTC; NaN when it is none. */
export function readMinute(text: string): number {
  const match = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})$/.exec(text.trim());
  return match ? Date.parse(`${match[1]}T${match[2]}:00Z`) : Number.NaN;
}

export const writeMinute = (at: number) => new Date(at).toISOString().slice(0, 16).replace('T', ' ');

/** From the day after tomorrow in UTC, up to a year ahead (§7.3). */
export function checkDueDate(text: string | null, now: number): Fields {
  if (!text) return { due_date: 'The due date field is required.' };
  const due = readMinute(text);
  if (Number.isNaN(due)) return { due_date: 'The due date does not match the format Y-m-d H:i.' };
  const first = Math.floor(now / DAY) * DAY + 2 * DAY;
  if (due < first) return { due_date: 'Minimum due date must be at least the day after tomorrow in UTC timezone.' };
  return due > now + 366 * DAY ? { due_date: 'Maximum due date is one year from now.' } : {};
}
