export const NOTIFICATION_TYPES = ['async_orders', 'webhook_low_data', 'email_low_data', 'webhook_credit_limit', 'email_credit_limit'] as const;
export type NotificationType = (typeof NOTIFICATION_TYPES)[number];

/** One opt-in, as it is answered; opting in again replaces it. */
export interface Notification {
  type: NotificationType;
  contact_point: string;
  language?: string;
  levels?: number[];
}

export const LEVELS: readonly number[] = [50, 70, 80, 90];
