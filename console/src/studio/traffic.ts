import type { FromFrame } from './messages';

const API = '/elsa/api/';
const RENEWAL_LIMIT = 15_000;

interface Traffic {
  /** The token in use; the console renews it. */
  token: string;
  tell: (message: FromFrame) => void;
}

/**
 * Stands between Elsa Studio and the server. The Studio's elements read their token once and cannot tell their page that a run was
 * started or a save was refused, so both are taken from what goes over the wire.
 */
export function watchTraffic(traffic: Traffic): { renewed: (token: string) => void } {
  const real = window.fetch.bind(window);
  let waiting: ((token: string) => void)[] = [];

  // A request that met an expired token waits for the console's new one and is sent again; without one it stays refused.
  const fresh = (old: string) =>
    new Promise<string | null>((resolve) => {
      if (traffic.token !== old) {
        resolve(traffic.token);
        return;
      }

      const timer = setTimeout(() => resolve(null), RENEWAL_LIMIT);
      waiting.push((token) => {
        clearTimeout(timer);
        resolve(token);
      });
      traffic.tell({ kind: 'unauthorized' });
    });

  window.fetch = async (input, init) => {
    const path = new URL(input instanceof Request ? input.url : input, document.baseURI).pathname;
    if (!path.startsWith(API)) {
      return real(input, init);
    }

    const request = new Request(input, init);
    const send = (token: string) => {
      const copy = request.clone();
      copy.headers.set('authorization', `Bearer ${token}`);
      return real(copy);
    };
    const isSave = request.method === 'POST' && path === `${API}workflow-definitions`;
    if (isSave) {
      traffic.tell({ kind: 'saving' });
    }

    const used = traffic.token;
    let response = await send(used);
    if (response.status === 401) {
      const token = await fresh(used);
      response = token ? await send(token) : response;
    }

    if (isSave) {
      void report(response.clone(), traffic.tell);
    }

    const started = request.method === 'POST' && path.endsWith('/execute') ? response.headers.get('x-elsa-workflow-instance-id') : null;
    if (started) {
      traffic.tell({ kind: 'run', instanceId: started });
    }

    return response;
  };

  return {
    renewed: (token) => {
      traffic.token = token;
      for (const resume of waiting) {
        resume(token);
      }

      waiting = [];
    },
  };
}

async function report(response: Response, tell: Traffic['tell']): Promise<void> {
  if (!response.ok) {
    tell({ kind: 'refused', status: response.status });
    return;
  }

  const { workflowDefinition: saved } = await response.json();
  tell({ kind: 'saved', definitionId: saved.definitionId, version: saved.version, published: saved.isPublished });
}
