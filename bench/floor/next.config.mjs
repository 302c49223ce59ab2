export default { turbopack: { root: '/' }, poweredByHeader: false };
