import type { FoundPackage } from './catalogue.ts';
import type { Sharing } from './make-sim.ts';
import type { Form } from './read-form.ts';
import type { AiraloSettings } from './settings.ts';

export interface Asked {
  found: FoundPackage;
  quantity: number;
  description: string | null;
  brand: string | null;
  sharing: Sharing;
  email: string | null;
}

export type Fields = Record<string, string>;
export type Checked = { asked: Asked } | { fields: Fields } | { code: number };

/** Packages that exist only to be refused with a certain code (§7.8). */
export const TEST_PACKAGES: Record<string, number> = {
  'test-insufficient-balance-7days-1gb': 11,
  'test-maintenance-mode-7days-1gb': 13,
  'test-not-enough-7days-1gb': 33,
  'test-out-of-stock-7days-1gb': 34,
};

/** What the service makes of an order form, in its order: the package, the fields, then stock and money. */
export function checkOrder(form: Form, settings: AiraloSettings, find: (id: string) => FoundPackage | null): Checked {
  const id = form.text('package_id') ?? '';
  const refusal = TEST_PACKAGES[id] ?? settings.refusals[id];
  if (refusal !== undefined) return { code: refusal };
  const found = find(id);
  if (found?.type !== 'sim') return unknownPackage(settings);
  const quantityText = form.text('quantity');
  const brand = form.text('brand_settings_name') || null;
  const fields = { ...checkQuantity(quantityText, settings, id), ...checkBrand(brand, settings), ...checkSharing(form), ...checkLengths(form, settings) };
  if (Object.keys(fields).length > 0) return { fields };
  if (settings.stock[id] === 0) return { code: 33 };
  const email = form.text('to_email');
  const sharing = email === null ? null : form.list('sharing_option');
  return { asked: { found, quantity: Number(quantityText), description: form.text('description') || null, brand, sharing, email } };
}

const unknownPackage = (settings: AiraloSettings): Checked =>
  settings.unknownPackage === 'code' ? { code: 34 } : { fields: { package_id: 'The selected package is invalid.' } };

function checkQuantity(text: string | null, settings: AiraloSettings, id: string): Fields {
  if (text === null || text === '') return { quantity: 'The quantity field is required.' };
  if (!/^-?\d+$/.test(text)) return { quantity: 'The quantity must be an integer.' };
  const quantity = Number(text);
  if (quantity < 1) return { quantity: 'The quantity must be at least 1.' };
  if (quantity > 50) {
    return { quantity: settings.quantityText === 'live' ? 'quantity must be less than or equal to 50' : 'The quantity may not be greater than 50.' };
  }
  const left = settings.stock[id];
  if (left === undefined || left === 0 || quantity <= left) return {};
  return { quantity: `SIM quantity is not available. Available quantity: ${left}.` };
}

export function checkBrand(brand: string | null, settings: AiraloSettings): Fields {
  if (brand === null || settings.brands.includes(brand)) return {};
  return { brand_settings_name: "Brand settings name doesn't exist." };
}

function checkSharing(form: Form): Fields {
  const fields: Fields = {};
  const email = form.text('to_email');
  const options = form.list('sharing_option');
  // As weakly as the live service: anything with an @ passes.
  if (email !== null && !email.includes('@')) fields.to_email = 'The to email must be a valid email address.';
  if (email !== null && options.length === 0) fields.sharing_option = 'The sharing option field is required when to email is present.';
  for (const [index, option] of options.entries()) {
    if (option === 'link' || option === 'pdf') continue;
    fields[`sharing_option(${index + 1})`] = `Sharing option on position ${index + 1} is invalid. Available options are: 'link' and 'pdf'.`;
  }
  if (email === null && form.list('copy_address').length > 0) fields.copy_address = 'The copy address field needs a to email.';
  return fields;
}

// Whether there are such limits is nowhere said (§19).
function checkLengths(form: Form, { longestDescription, mostCopies }: AiraloSettings): Fields {
  const fields: Fields = {};
  if (longestDescription > 0 && (form.text('description') ?? '').length > longestDescription) {
    fields.description = `The description may not be greater than ${longestDescription} characters.`;
  }
  if (mostCopies > 0 && form.list('copy_address').length > mostCopies) fields.copy_address = `The copy address may not have more than ${mostCopies} items.`;
  return fields;
}
