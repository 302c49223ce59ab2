/** Every kind of mail that is sent once and kept in the list of an order's mails. */
export const MAIL_NAMES = ['receipt', 'delivery', 'refund', 'top-up', 'order-link', 'usage-low', 'expiring'] as const;
export type MailName = (typeof MAIL_NAMES)[number];
