import type { AiraloClient } from '@/lib/providers/airalo/client';
import { readableRows } from '@/lib/providers/airalo/readable-rows';
import { device, listAnswer } from '@/lib/providers/airalo/wire-account';
import { plainText } from '@/lib/providers/plain-text';

const PATH = '/v2/compatible-devices-lite';

export type Device = { os: 'ios' | 'android'; brand: string; name: string };

/** §10.1: one list without pages. Some names come for several models, some brands in several spellings: each once. */
export async function listCompatibleDevices(client: AiraloClient): Promise<Device[]> {
  const { data } = await client.read(PATH, listAnswer);
  const devices = readableRows(data, device, `GET ${PATH}`)
    .map(({ os, brand, name }): Device => ({ os, brand: plainText(brand, 80), name: plainText(name, 120) }))
    .filter(({ brand, name }) => brand !== '' && name !== '');
  const keyOf = ({ os, brand, name }: Device) => `${os} ${brand} ${name}`.toLowerCase();
  return [...new Map(devices.toReversed().map((each) => [keyOf(each), each])).values()].toReversed();
}
