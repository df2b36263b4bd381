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
  expiresAt: string;
}

/** Told on the window whenever the tokens change. */
export const TOKENS_CHANGED = 'workflows:tokens';

let renewing: Promise<boolean> | null = null;

export function tokens(): Tokens | null {
  const text = sessionStorage.getItem(TOKENS);
  return text ? (JSON.parse(text) as Tokens) : null;
}

export function keep(signIn: SignIn | null): void {
  if (signIn) {
    sessionStorage.setItem(TOKENS, JSON.stringify({ access: signIn.access_token, refresh: signIn.refresh_token, expiresAt: signIn.expires_at }));
  } else {
    sessionStorage.removeItem(TOKENS);
  }

  window.dispatchEvent(new Event(TOKENS_CHANGED));
}

async function problemOf(response: Response): Promise<Problem> {
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('json')) {
    const body = await response.json();
    const text = body.detail ?? body.title ?? body.message ?? `The server answered ${response.status}.`;
    return new Problem(response.status, body.code ?? 'refused', text, body.errors ?? {}, body.traceId ?? null);
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

/** Renews the tokens outside of a request; when the server refuses, the person has to sign in again. */
export async function renewNow(): Promise<void> {
  try {
    if (!(await renew())) {
      window.dispatchEvent(new Event('workflows:signed-out'));
    }
  } catch {
    // The server is away. Whoever needs the token asks again.
  }
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

async function answer(method: string, path: string, body?: unknown, tag?: string | null): Promise<Response> {
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

  return response;
}

export async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const text = await (await answer(method, path, body)).text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** The answer with its entity tag, for rows that are edited under `If-Match`. */
export interface Tagged<T> {
  row: T;
  tag: string | null;
}

export async function tagged<T>(method: string, path: string, body?: unknown, tag?: string | null): Promise<Tagged<T>> {
  const response = await answer(method, path, body, tag);
  return { row: (await response.json()) as T, tag: response.headers.get('etag') };
}

/** Saves what the server answers as a file, under the name that it gives. */
export async function download(method: string, path: string, body?: unknown): Promise<void> {
  const response = await answer(method, path, body);
  const name = /filename="?([^";]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'download';
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

export const get = <T>(path: string) => call<T>('GET', path);
export const post = <T>(path: string, body: unknown = {}) => call<T>('POST', path, body);

type Value = string | number | boolean | null | undefined;

/** An address with its parameters; empty ones are left out, a list repeats its name. */
export function query(path: string, parameters: Record<string, Value | readonly string[]>): string {
  const pairs = Object.entries(parameters)
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((one) => [name, one] as [string, Value]))
    .filter(([, value]) => value !== null && value !== undefined && value !== '');
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs.map(([k, v]) => [k, String(v)]))}`;
}
