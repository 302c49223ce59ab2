/** The sandbox hands out anything to anyone, so it never runs beside real customers. */
export function assertNotProduction(env: Record<string, string | undefined>) {
  const isAllowed = env.SIMPLIFY_ENV === 'demo' || env.SIMPLIFY_ENV === 'test';
  if (env.NODE_ENV === 'production' && !isAllowed) {
    throw new Error('The sandbox does not start with NODE_ENV=production unless SIMPLIFY_ENV is demo or test.');
  }
}
