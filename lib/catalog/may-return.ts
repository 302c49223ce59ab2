/**
 * Whether a plan off sale comes back with a list that holds it: withdrawn ones do; what its provider refused, or nobody could read, only with a list
 * begun later. `$3` = when the list was begun.
 */
export const MAY_RETURN = (plan: string): string =>
  `(${plan}."offSaleReason" = 'withdrawn' OR (${plan}."offSaleReason" IN ('provider-refused', 'unreadable') AND ${plan}."changedAt" < $3::timestamptz))`;
