import type account from '../messages/en/account.json';
import type admin from '../messages/en/admin.json';
import type checkout from '../messages/en/checkout.json';
import type common from '../messages/en/common.json';
import type destination from '../messages/en/destination.json';
import type devices from '../messages/en/devices.json';
import type errors from '../messages/en/errors.json';
import type esim from '../messages/en/esim.json';
import type fleet from '../messages/en/fleet.json';
import type help from '../messages/en/help.json';
import type home from '../messages/en/home.json';
import type order from '../messages/en/order.json';
import type plan from '../messages/en/plan.json';
import type support from '../messages/en/support.json';

/** Words are asked for by names that exist, also where part of a name is computed: anything else does not compile. */
type Messages = {
  account: typeof account; admin: typeof admin; checkout: typeof checkout; common: typeof common; destination: typeof destination; devices: typeof devices; errors: typeof errors;
  esim: typeof esim; fleet: typeof fleet; help: typeof help; home: typeof home; order: typeof order; plan: typeof plan; support: typeof support;
};

declare module 'next-intl' {
  interface AppConfig {
    Messages: Messages;
  }
}
