const nothing = () => Response.json({ error: 'not-found' }, { status: 404, headers: { 'cache-control': 'no-store' } });

// What no other route answers; without this the address would be taken for a language.
export { nothing as DELETE, nothing as GET, nothing as PATCH, nothing as POST, nothing as PUT };
