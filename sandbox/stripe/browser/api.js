/** Writes nested values in Stripe's form encoding. */
export function encodeForm(values, prefix = '', body = new URLSearchParams()) {
  for (const [key, value] of Object.entries(values)) {
    const name = prefix ? `${prefix}[${key}]` : key;
    if (value === undefined || value === null) continue;
    if (typeof value === 'object') encodeForm(value, name, body);
    else body.append(name, String(value));
  }
  return body;
}

/** Calls the emulated API as Stripe.js calls the real one; resolves to `{ value }` or `{ error }`, never rejects. */
export function createApi(origin, key, words) {
  async function call(method, path, values) {
    const body = encodeForm(values);
    try {
      const response = await fetch(`${origin}${path}${method === 'GET' ? `?${body}` : ''}`, {
        method,
        credentials: 'omit',
        headers: {
          Authorization: `Bearer ${key}`,
          ...(method === 'GET' ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' }),
        },
        ...(method === 'GET' ? {} : { body }),
      });
      const answer = await response.json();
      return answer.error ? { error: answer.error } : { value: answer };
    } catch {
      return { error: { type: 'api_connection_error', message: words().offline } };
    }
  }
  return { get: (path, values = {}) => call('GET', path, values), post: (path, values = {}) => call('POST', path, values) };
}

export const intentIdOf = (clientSecret) => String(clientSecret).split('_secret_')[0];
