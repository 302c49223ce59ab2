import type { MetadataRoute } from 'next';

/** Pages about people and payments are not for search engines. */
export default function robots(): MetadataRoute.Robots {
  const personal = ['/checkout', '/orders', '/account', '/admin', '/sign-in', '/api'];
  return { rules: { userAgent: '*', disallow: personal.flatMap((path) => [path, `/de${path}`]) } };
}
