'use client';

import { usePathname } from 'next/navigation';

/** A place in the back office; the one we are in says so. */
export function AdminLink({ href, label }: { href: string; label: string }) {
  const path = usePathname().replace(/^\/en(?=\/)/, '');
  const isHere = path === href || path.startsWith(`${href}/`);
  return (
    <a href={href} aria-current={isHere ? 'page' : undefined} className="inline-flex min-h-11 items-center border-b-2 border-transparent aria-[current]:border-signal aria-[current]:font-semibold hover:border-line">
      {label}
    </a>
  );
}
