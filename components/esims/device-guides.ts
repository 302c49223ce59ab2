import { getMessages } from 'next-intl/server';
import type { DeviceGuide } from '@/components/esims/device-steps';
import { DEVICE_FAMILIES } from '@/lib/devices/device-in-hand';

/** Steps for every family, in one language. */
export async function deviceGuides(locale: string): Promise<DeviceGuide[]> {
  const { devices } = await getMessages({ locale });
  return DEVICE_FAMILIES.map((family) => ({ family, ...devices[family] }));
}
