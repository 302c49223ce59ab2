import { getRequestConfig } from 'next-intl/server';
import { DEFAULT_LOCALE, isLocale, type Locale } from './routing';

const NAMESPACES = ['common', 'home', 'destination', 'plan', 'help', 'devices', 'checkout', 'order', 'esim', 'account', 'fleet', 'admin', 'support', 'errors'] as const;

async function messagesOf(locale: Locale): Promise<Record<string, Record<string, string>>> {
  const files = await Promise.all(
    NAMESPACES.map(async (name) => [name, ((await import(`../messages/${locale}/${name}.json`)) as { default: Record<string, string> }).default] as const),
  );
  return Object.fromEntries(files);
}

export default getRequestConfig(async ({ requestLocale }) => {
  const wanted = (await requestLocale) ?? DEFAULT_LOCALE;
  const locale = isLocale(wanted) ? wanted : DEFAULT_LOCALE;
  return { locale, messages: await messagesOf(locale), timeZone: 'UTC' };
});
