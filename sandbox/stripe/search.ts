import { invalid } from './api-error.ts';
import type { PaymentIntent } from './objects.ts';

const CLAUSE = /^(?:metadata\[['"](?<key>[^'"]+)['"]\]|(?<field>status|currency|customer|amount))\s*:\s*['"]?(?<value>[^'"]*)['"]?$/;

/** The part of Stripe's search language that is used here: equality clauses joined by AND. */
export function matchesSearch(intent: PaymentIntent, query: string): boolean {
  return query.split(/\s+AND\s+/i).every((clause) => {
    const { key, field, value } = CLAUSE.exec(clause.trim())?.groups ?? {};
    if (value === undefined) throw invalid(`We were unable to parse your search query: ${clause}`, { param: 'query' });
    if (key !== undefined) return intent.metadata[key] === value;
    const fields = { status: intent.status, currency: intent.currency, customer: intent.customer, amount: intent.amount };
    return String(fields[field as keyof typeof fields] ?? '') === value;
  });
}
