import { useEffect } from 'react';
import type { Screen } from './messages';
import { useDock } from './StudioDock';

/** Opens a screen of Elsa Studio below this page's own bar, for as long as the page is open. */
export function useStudio(screen: Screen, id?: string) {
  const { show, save } = useDock();
  useEffect(() => {
    show({ screen, id });
    return () => show(null);
  }, [show, screen, id]);
  return save;
}

/** Starts Elsa Studio in the background, so that the next click on a workflow finds it running. */
export function useWarmStudio() {
  const { warm } = useDock();
  useEffect(() => {
    // After the page itself has settled; browsers without the idle hook just wait a moment.
    const ask = window.requestIdleCallback ?? ((work: () => void) => window.setTimeout(work, 500));
    const cancel = window.cancelIdleCallback ?? window.clearTimeout;
    const handle = ask(warm);
    return () => cancel(handle);
  }, [warm]);
}
