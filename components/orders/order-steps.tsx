import { useTranslations } from 'next-intl';
import type { OrderMood } from '@/components/orders/order-mood';

const STEPS = ['paying', 'preparing', 'ready'] as const;
const AT: Partial<Record<OrderMood, number>> = { paying: 0, processing: 0, 'payment-failed': 0, preparing: 1, review: 1, ready: 2 };

/** Where the order is on its short way; nothing for orders that left it. */
export function OrderSteps({ mood }: { mood: OrderMood }) {
  const t = useTranslations('order');
  const at = AT[mood];
  if (at === undefined) return null;
  return (
    <ol aria-label={t('stepsLabel')} className="mb-8 grid max-w-xl grid-cols-3 gap-2">
      {STEPS.map((step, index) => (
        <li key={step} aria-current={index === at ? 'step' : undefined} className={`border-t-4 pt-2 text-15 ${index <= at ? 'border-ink font-semibold' : 'border-line text-quiet'}`}>
          <span aria-hidden="true" className="me-1.5">{index < at || mood === 'ready' ? '✓' : index + 1}</span>
          {t(`steps_.${step}`)}
        </li>
      ))}
    </ol>
  );
}
