import { changeAccount, type AccountWish } from '@/lib/operations/change-account';
import { webhookAddress } from '@/lib/operations/provider-account';

type Wish = AccountWish & { kind: string };

/** Has one kind of webhook sent to this shop, or to nobody. Repeats change nothing. */
export const switchWebhook = ({ kind, isOn, ...wish }: Wish & { isOn: boolean }) =>
  changeAccount({
    ...wish, action: isOn ? 'provider.webhook.on' : 'provider.webhook.off', data: { kind },
    find: ({ subscribeWebhook, unsubscribeWebhook }) =>
      isOn ? subscribeWebhook && (() => subscribeWebhook(kind, webhookAddress(wish.providerId))) : unsubscribeWebhook && (() => unsubscribeWebhook(kind)),
  });

/** Asks for a specimen of a webhook, sent to this shop. What it claims is looked into as ever. */
export const rehearseWebhook = ({ kind, ...wish }: Wish) =>
  changeAccount({
    ...wish, action: 'provider.webhook.rehearse', data: { kind },
    find: ({ rehearseWebhook: rehearse }) => rehearse && (() => rehearse(kind, { iccid: null, address: webhookAddress(wish.providerId) })),
  });
