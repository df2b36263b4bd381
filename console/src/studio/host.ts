// The page inside the frame: starts Elsa Studio once, then shows one of its elements after the other, as the console asks.
import type { FromFrame, Screen, ToFrame } from './messages';
import { watchTraffic } from './traffic';

const ELEMENTS: Record<Screen, { tag: string; id?: string; ready: string }> = {
  definitions: { tag: 'elsa-workflow-definition-list', ready: '.mud-table-root' },
  editor: { tag: 'elsa-workflow-definition-editor', id: 'definition-id', ready: '.x6-graph-svg, .x6-graph, .mud-alert' },
  instances: { tag: 'elsa-workflow-instance-list', ready: '.mud-table-root' },
  viewer: { tag: 'elsa-workflow-instance-viewer', id: 'instance-id', ready: '.x6-graph-svg, .x6-graph' },
};

// Blazor disposes a removed component after a second; two living ones on a page break each other.
const DISPOSAL = 1_200;

// The editor saves by itself half a second after a change; one that was just made must not be lost with the component.
const AUTOSAVE = 800;

// The Studio's address after "Save as", and of its plain links.
const EDIT = /\/workflows\/definitions\/([^/]+)\/edit$/;

const stage = document.getElementById('stage')!;
const tell = (message: FromFrame) => parent.postMessage(message, location.origin);
const traffic = { token: '', tell };
const { renewed } = watchTraffic(traffic);

let current: HTMLElement | null = null;
let freeAt = 0;
let turn = 0;
let touchedAt = -AUTOSAVE;

function provide(token: string): void {
  renewed(token);

  // The Studio keeps its settings in one place; the provider that came last sets them for every later call, the live-update hub's too.
  const provider = document.createElement('elsa-backend-provider');
  provider.setAttribute('remote-endpoint', `${location.origin}/elsa/api`);
  provider.setAttribute('access-token', token);
  document.querySelector('elsa-backend-provider')?.remove();
  document.body.append(provider);
}

const until = (instant: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, instant - performance.now())));

async function hide(): Promise<void> {
  const mine = ++turn;
  await until(touchedAt + AUTOSAVE);
  if (mine === turn) {
    clear();
  }
}

function clear(): void {
  if (current) {
    current.remove();
    current = null;
    freeAt = performance.now() + DISPOSAL;
  }
}

async function show(screen: Screen, id: string | undefined): Promise<void> {
  const mine = ++turn;
  await running;
  await until(touchedAt + AUTOSAVE);
  if (mine !== turn) {
    return;
  }

  clear();
  await until(freeAt);
  if (mine !== turn) {
    return;
  }

  const { tag, id: attribute, ready } = ELEMENTS[screen];
  const element = document.createElement(tag);
  if (attribute && id) {
    element.setAttribute(attribute, id);
  }

  Object.assign(element, {
    editWorkflowDefinition: (definition: string) => tell({ kind: 'open', screen: 'editor', id: definition }),
    viewWorkflowInstance: (instance: string) => tell({ kind: 'open', screen: 'viewer', id: instance }),
  });
  current = element;
  stage.append(element);
  await appears(element, ready);
  if (mine === turn) {
    tell({ kind: 'shown', screen, id });
  }
}

function appears(element: HTMLElement, selector: string): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (element.querySelector(selector)) {
        observer.disconnect();
        resolve();
      }
    };
    const observer = new MutationObserver(look);
    observer.observe(element, { childList: true, subtree: true });
    look();
  });
}

function load(source: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = source;
    script.async = false;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${source} could not be loaded`));
    document.head.append(script);
  });
}

async function start(): Promise<void> {
  // Order matters: the runtime expects the editors' scripts to be there. They are fetched side by side and run in this order.
  await Promise.all(
    [
      '_content/BlazorMonaco/jsInterop.js',
      '_content/BlazorMonaco/lib/monaco-editor/min/vs/loader.js',
      '_content/BlazorMonaco/lib/monaco-editor/min/vs/editor/editor.main.js',
      '_content/MudBlazor/MudBlazor.min.js',
      '_content/CodeBeam.MudBlazor.Extensions/MudExtensions.min.js',
      '_content/Radzen.Blazor/Radzen.Blazor.js',
      '_framework/blazor.webassembly.js',
    ].map(load),
  );
  await customElements.whenDefined('elsa-workflow-definition-editor');
}

// Without a console around it (a bookmark, a link opened in a new tab) the same screen is shown inside the console.
if (parent === window) {
  const edited = EDIT.exec(location.pathname);
  location.replace(edited ? `/definitions/${edited[1]}/edit` : '/definitions');
}

const running = start();
running.catch((error: unknown) => tell({ kind: 'failed', text: String(error) }));

window.addEventListener('message', ({ origin, source, data }: MessageEvent<ToFrame>) => {
  if (origin !== location.origin || source !== parent) {
    return;
  }

  if (data.kind === 'token') {
    provide(data.token);
  } else if (data.kind === 'show') {
    void show(data.screen, data.id);
  } else if (data.kind === 'hide') {
    void hide();
  }
});

for (const name of ['pointerup', 'keyup', 'drop']) {
  document.addEventListener(name, () => (touchedAt = performance.now()), true);
}

window.addEventListener('beforeunload', (event) => {
  if (performance.now() < touchedAt + AUTOSAVE) {
    event.preventDefault();
  }
});

// Plain links of the Studio lead to its own pages; the console has those.
document.addEventListener(
  'click',
  (event) => {
    const link = (event.target as Element | null)?.closest('a[href]');
    const edited = link && EDIT.exec(new URL((link as HTMLAnchorElement).href).pathname);
    if (edited) {
      event.preventDefault();
      event.stopPropagation();
      tell({ kind: 'open', screen: 'editor', id: decodeURIComponent(edited[1]!) });
    }
  },
  true,
);

// "Save as" moves the page to the new definition's address.
const pushed = history.pushState.bind(history);
history.pushState = (state, unused, url) => {
  const edited = url && EDIT.exec(new URL(url, document.baseURI).pathname);
  if (edited) {
    tell({ kind: 'open', screen: 'editor', id: decodeURIComponent(edited[1]!) });
  } else {
    pushed(state, unused, url);
  }
};

const box = document.getElementById('blazor-error-ui')!;
new MutationObserver(() => {
  if (box.style.display === 'block') {
    tell({ kind: 'failed', text: 'The designer ran into something it could not handle.' });
  }
}).observe(box, { attributes: true, attributeFilter: ['style'] });

const moved = EDIT.exec(location.pathname);
if (moved) {
  tell({ kind: 'open', screen: 'editor', id: decodeURIComponent(moved[1]!) });
}

tell({ kind: 'listening' });
