import type { AiraloClient } from '@/lib/providers/airalo/client';
import { AiraloError } from '@/lib/providers/airalo/errors';
import { checkPackageId } from '@/lib/providers/airalo/package-id';
import { factsAnswer } from '@/lib/providers/airalo/wire-account';
import { plainText, plainTextOrNull } from '@/lib/providers/plain-text';

const LONGEST = 2_000;

/** In the order of the page (§6.6). `version_hash` stays the same as long as nothing changed. */
const TITLES = {
  product_name: 'Product', product_description: 'Description', date_marketed: 'Marketed since', service_internet: 'Internet', service_telephony: 'Telephony', service_sms: 'Texts',
  network_providers: 'Networks', network_technologies: 'Radio', data_allowance_display: 'Data', validity_days: 'Validity in days', voice_minutes: 'Minutes', sms_included: 'Texts included',
  retail_price_eur: 'Price in euro', max_download_speed_mbit: 'Download at most, Mbit/s', max_upload_speed_mbit: 'Upload at most, Mbit/s',
  throttle_threshold_mb: 'Full speed up to, MB', throttled_download_speed_mbit: 'Download after that', throttled_upload_speed_mbit: 'Upload after that',
  fair_usage_policy: 'Fair use', out_of_bundle_rate_eur_per_mb: 'Beyond the data', activation_policy: 'Activation', is_roaming: 'Roaming', auto_renewal: 'Renewal', terms_url: 'Terms',
  partner_brand_name: 'Brand', legal_entity_name: 'Seller', legal_address: 'Address of the seller', pib_version: 'Version', pib_version_date: 'Version of', version_hash: 'Version hash', pib_version_pdf_link: 'As PDF',
} as const;

function wordsOf(value: unknown): string | null {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return plainTextOrNull(value.map((each) => plainText(each, 100)).filter(Boolean).join(', '), LONGEST);
  return plainTextOrNull(value, LONGEST);
}

/** The regulator's page about a package, in the language Airalo keeps it in; what is not stated is left out. Addresses in it are words, and are never fetched. */
export async function readPlanFacts(client: AiraloClient, providerPlanId: string): Promise<{ title: string; text: string }[]> {
  checkPackageId(providerPlanId);
  const { data } = await client.read(`/v2/packages/${encodeURIComponent(providerPlanId)}/product-information`, factsAnswer);
  if (data.package_id !== providerPlanId) throw new AiraloError({ code: 'bad-response', reason: 'bad_response' }, { message: 'airalo: facts of another package' });
  return Object.entries(TITLES).flatMap(([field, title]) => {
    const text = wordsOf(data[field]);
    return text === null ? [] : [{ title, text }];
  });
}
