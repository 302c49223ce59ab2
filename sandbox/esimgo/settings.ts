import { ACCOUNT_DEFAULTS, type AccountSettings } from './settings-account.ts';
import { CALLBACK_DEFAULTS, type CallbackSettings } from './settings-callbacks.ts';
import { ESIM_DEFAULTS, type EsimSettings } from './settings-esims.ts';
import { ORDER_DEFAULTS, type OrderSettings } from './settings-orders.ts';

/** Every GAP, inferred choice and contradiction of the contract (§19 to §23) is a switch; the default is what its emulator profile asks for. */
export interface EsimGoSettings extends AccountSettings, OrderSettings, EsimSettings, CallbackSettings {}

export const ESIMGO_DEFAULTS: EsimGoSettings = { ...ACCOUNT_DEFAULTS, ...ORDER_DEFAULTS, ...ESIM_DEFAULTS, ...CALLBACK_DEFAULTS };
