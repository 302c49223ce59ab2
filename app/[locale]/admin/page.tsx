import { redirect } from 'next/navigation';
import { hrefIn } from '@/i18n/routing';
import { staffOfPage } from '@/lib/web/page';

export default async function AdminPage({ params }: { params: Promise<{ locale: string }> }) {
  await staffOfPage();
  redirect(hrefIn((await params).locale, '/admin/orders'));
}
