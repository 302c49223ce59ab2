import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';

/** An unsafe request must say that it comes from our own pages; one that does not say is refused. Throws `wrong-origin`. */
export function requireOwnOrigin(headers: Headers): void {
  if (headers.get('origin') !== new URL(env().APP_URL).origin) throw new AppError('wrong-origin');
}
