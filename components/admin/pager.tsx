import { useTranslations } from 'next-intl';

export type PagerProps = { page: number; pages: number; hrefOf: (page: number) => string };

export function Pager({ page, pages, hrefOf }: PagerProps) {
  const t = useTranslations('admin');
  if (pages <= 1) return null;
  const link = 'inline-flex min-h-11 items-center underline underline-offset-4';
  return (
    <p className="mt-3 flex items-center gap-4 text-13">
      {page > 1 ? <a className={link} rel="prev" href={hrefOf(page - 1)}>{t('previous')}</a> : null}
      <span className="figures text-quiet">{t('page', { page, pages })}</span>
      {page < pages ? <a className={link} rel="next" href={hrefOf(page + 1)}>{t('next')}</a> : null}
    </p>
  );
}
