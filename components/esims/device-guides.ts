import { getTranslations } from 'next-intl/server';
import type { DeviceGuide } from '@/components/esims/device-steps';
import { DEVICE_FAMILIES } from '@/lib/devices/device-in-hand';

type Guide = Omit<DeviceGuide, 'family'>;

/** Steps for every family, in one language. */
export async function deviceGuides(locale: string): Promise<DeviceGuide[]> {
  const t = await getTranslations({ locale, namespace: 'devices' });
  return DEVICE_FAMILIES.map((family) => ({ family, ...(t.raw(family) as Guide) }));
}
