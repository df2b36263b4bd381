import type { SignIn } from './types';

const TOKENS = 'workflows.tokens';

/** A problem document (RFC 9457) as the server writes it. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly errors: Record<string, string[]>,
    readonly traceId: string | null,
  ) {
    super(detail);
  }
}

interface Tokens {
  access: string;
  refresh: string;
}

let renewing: Promise<boolean> | null = null;

export function tokens(): Tokens | null {
  const text = sessionStorage.getItem(TOKENS);
  return text ? (JSON.parse(text) as Tokens) : null;
}

export function keep(signIn: SignIn | null): void {
  if (signIn) {
    sessionStorage.setItem(TOKENS, JSON.stringify({ access: signIn.access_token, refresh: signIn.refresh_token }));
  } else {
    sessionStorage.removeItem(TOKENS);
  }
}

async function problemOf(response: Response): Promise<Problem> {
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('problem+json')) {
    const body = await response.json();
    return new Problem(response.status, body.code, body.detail, body.errors ?? {}, body.traceId ?? null);
  }

  return new Problem(response.status, 'unexpected', `The server answered ${response.status}.`, {}, null);
}

// One renewal at a time: several requests that find the token expired wait for the same one.
function renew(): Promise<boolean> {
  renewing ??= (async () => {
    const current = tokens();
    if (!current) {
      return false;
    }

    const response = await fetch('/api/auth/refresh', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ refresh_token: current.refresh }),
    });
    keep(response.ok ? ((await response.json()) as SignIn) : null);
    return response.ok;
  })().finally(() => {
    renewing = null;
  });
  return renewing;
}

async function send(method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Response> {
  const current = tokens();
  try {
    return await fetch(path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(current ? { authorization: `Bearer ${current.access}` } : {}),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Problem(0, 'unreachable', 'The server cannot be reached. Check the connection and try again.', {}, null);
  }
}

/** The answer with its entity tag, for rows that are edited under `If-Match`. */
export interface Tagged<T> {
  row: T;
  tag: string | null;
}

export async function tagged<T>(method: string, path: string, body?: unknown, tag?: string | null): Promise<Tagged<T>> {
  // The key makes a repeated click or a resend after a broken connection harmless.
  const headers: Record<string, string> = {
    ...(method === 'POST' ? { 'idempotency-key': crypto.randomUUID() } : {}),
    ...(tag ? { 'if-match': tag } : {}),
  };
  let response = await send(method, path, body, headers);
  if (response.status === 401 && tokens() && (await renew())) {
    response = await send(method, path, body, headers);
  }

  if (!response.ok) {
    const problem = await problemOf(response);
    if (problem.status === 401 && path !== '/api/auth/login') {
      keep(null);
      window.dispatchEvent(new Event('workflows:signed-out'));
    }

    throw problem;
  }

  return { row: (response.status === 204 ? undefined : await response.json()) as T, tag: response.headers.get('etag') };
}

export const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => (await tagged<T>(method, path, body)).row;

export const get = <T>(path: string) => call<T>('GET', path);
export const post = <T>(path: string, body: unknown = {}) => call<T>('POST', path, body);

export function query(path: string, parameters: Record<string, string | number | null | undefined>): string {
  const pairs = Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs.map(([k, v]) => [k, String(v)]))}`;
}
