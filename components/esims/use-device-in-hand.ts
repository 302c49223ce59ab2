import { useSyncExternalStore } from 'react';
import { isDisguisedIpad, type DeviceInHand } from '@/lib/devices/device-in-hand';

const never = () => () => {};
const readHere = () => isDisguisedIpad(navigator.userAgent, navigator.maxTouchPoints);

/** What the server read from the User-Agent, put right in the browser for iPads that pose as Macs. */
export function useDeviceInHand(read: DeviceInHand): DeviceInHand {
  const isIpad = useSyncExternalStore(never, readHere, () => false);
  return isIpad ? { ...read, family: 'ipad', hasAppleLink: true } : read;
}
