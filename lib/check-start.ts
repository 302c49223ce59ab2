import { env } from '@/lib/env';
import { listFleets, listProviders } from '@/lib/providers/registry';

/** Ends the process with one clear line per wrong variable; a half-configured shop serves nobody. */
export function checkStart(): void {
  try {
    // next-auth reads its own address from the environment.
    process.env.NEXTAUTH_URL ??= env().APP_URL;
    listProviders();
    listFleets();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
