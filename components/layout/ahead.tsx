const RULES = JSON.stringify({
  prefetch: [{ where: { and: [{ href_matches: '/*' }, { not: { href_matches: ['/api/*', '/*checkout*', '/*orders*', '/*account*', '/*admin*', '/*sign-in*'] } }] }, eagerness: 'moderate' }],
});

/** Browsers that can fetch a page one is about to open, when one points at its link. Only for static pages: their policy knows its hash. */
export const Ahead = () => <script type="speculationrules">{RULES}</script>;
