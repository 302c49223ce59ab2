export type SignInAnswer = { outcome: 'sent' } | { outcome: 'go'; url: string } | { outcome: 'refused'; code: string; retryAfterSeconds: number };

const ask = async (path: string, fields: Record<string, string>): Promise<Response> =>
  fetch(`/api/auth/${path}`, { method: 'POST', body: new URLSearchParams({ ...fields, json: 'true' }) });

async function csrfToken(): Promise<string> {
  const answer = (await (await fetch('/api/auth/csrf')).json()) as { csrfToken: string };
  return answer.csrfToken;
}

/** Asks for a link by mail, or for the address of an identity provider. */
export async function requestSignIn(provider: string, fields: { callbackUrl: string; email?: string }): Promise<SignInAnswer> {
  try {
    const response = await ask(`signin/${provider}`, { ...fields, csrfToken: await csrfToken() });
    const body = (await response.json()) as { url?: string; error?: string };
    if (!response.ok || !body.url) {
      return { outcome: 'refused', code: body.error ?? 'unexpected', retryAfterSeconds: Number(response.headers.get('retry-after') ?? 0) };
    }
    const url = new URL(body.url, window.location.origin);
    const fault = url.searchParams.get('error');
    if (fault) return { outcome: 'refused', code: fault, retryAfterSeconds: 0 };
    return provider === 'email' ? { outcome: 'sent' } : { outcome: 'go', url: url.href };
  } catch {
    return { outcome: 'refused', code: 'unexpected', retryAfterSeconds: 0 };
  }
}
