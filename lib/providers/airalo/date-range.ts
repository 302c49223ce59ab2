const day = (moment: Date) => moment.toISOString().slice(0, 10);

/** `filter[created_at]` wants both ends, as days of UTC (§7.6); an end that is not given is far away. */
export const createdBetween = ({ from, to }: { from?: Date | undefined; to?: Date | undefined }): Record<string, string> =>
  from === undefined && to === undefined ? {} : { 'filter[created_at]': `${from ? day(from) : '2015-01-01'} - ${to ? day(to) : '2099-12-31'}` };

/** Days are coarser than moments; what has no moment is left in. */
export const isBetween = (at: Date | null, { from, to }: { from?: Date | undefined; to?: Date | undefined }): boolean =>
  at === null || ((from === undefined || at >= from) && (to === undefined || at <= to));
