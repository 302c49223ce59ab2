import type { Hono } from 'hono';
import type { Airalo } from './state.ts';

interface Device {
  os: 'android' | 'ios';
  brand: string;
  name: string;
  model: string;
}

const android = (brand: string, names: readonly (readonly [name: string, model: string])[]): Device[] => names.map(([name, model]) => ({ os: 'android', brand, name, model }));
const ios = (names: readonly (readonly [name: string, model: string])[]): Device[] => names.map(([name, model]) => ({ os: 'ios', brand: 'Apple', name, model }));

// With the flaws of the real list: one name for several models, two spellings of a brand, a trailing space.
const DEVICES: Device[] = [
  ...android('Google', [['Pixel 4a (5G)', 'bramble'], ['Pixel 6', 'oriole'], ['Pixel 8', 'shiba'], ['Pixel 8', 'shiba '], ['Pixel 9 Pro', 'caiman']]),
  ...android('Samsung', [['Galaxy S20', 'SM-G980F'], ['Galaxy S20', 'SM-G981B'], ['Galaxy S24 Ultra', 'SM-S928B'], ['Galaxy Z Flip5', 'SM-F731B']]),
  ...android('Motorola', [['razr 40', 'XT2323-1'], ['edge 50 pro', 'XT2403-2']]),
  ...android('MyPhone (PL)', [['Now eSIM', 'NOW_ESIM']]),
  ...android('Myphone', [['Now eSIM', 'NOW_ESIM ']]),
  ...ios([['iPhone XS', 'iPhone11,2'], ['iPhone 12', 'iPhone13,2'], ['iPhone 15 Pro', 'iPhone16,1'], ['iPhone 16', 'iPhone17,3'], ['iPad Pro 11-inch (3rd generation)', 'iPad13,6']]),
];

/** GET /compatible-devices-lite, and the deprecated list with models: no meta, no pages, no filter (§10.1). */
export function deviceRoutes(app: Hono, { world }: Airalo) {
  const faults = world.faults('airalo', 'devices');
  app.get('/compatible-devices-lite', faults, (c) => c.json({ data: DEVICES.map(({ os, brand, name }) => ({ os, brand, name })) }));
  app.get('/compatible-devices', faults, (c) => c.json({ data: DEVICES }));
}
