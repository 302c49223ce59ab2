import { redirect } from 'next/navigation';
import { hrefIn } from '@/i18n/routing';

export default async function AccountPage({ params }: { params: Promise<{ locale: string }> }) {
  redirect(hrefIn((await params).locale, '/account/orders'));
}
