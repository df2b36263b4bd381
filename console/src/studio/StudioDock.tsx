import { Alert, Button, Center, Loader, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { renewNow, tokens, TOKENS_CHANGED } from '../api/client';
import { type FromFrame, type Screen, STUDIO_PAGE, type ToFrame } from './messages';

/** What the editor last said about saving. */
export type SaveState = { kind: 'idle' | 'saving' } | { kind: 'saved'; version: number; published: boolean } | { kind: 'refused'; status: number };

interface Wish {
  screen: Screen;
  id?: string;
}

interface Dock {
  wish: Wish | null;
  show: (wish: Wish | null) => void;
  warm: () => void;
  save: SaveState;
}

const DockContext = createContext<Dock | null>(null);

export function useDock(): Dock {
  const dock = useContext(DockContext);
  if (!dock) {
    throw new Error('useDock needs a StudioProvider above it.');
  }

  return dock;
}

/** Knows which screen of Elsa Studio is wanted; the frame itself is the dock below. */
export function StudioProvider({ children }: { children: (frame: ReactNode) => ReactNode }) {
  const [wish, setWish] = useState<Wish | null>(null);
  const [warm, setWarm] = useState(false);
  const [save, setSave] = useState<SaveState>({ kind: 'idle' });
  const show = useCallback((next: Wish | null) => {
    setWish(next);
    setSave({ kind: 'idle' });
  }, []);
  const startWarm = useCallback(() => setWarm(true), []);
  const dock = useMemo<Dock>(() => ({ wish, show, warm: startWarm, save }), [wish, show, startWarm, save]);
  return <DockContext value={dock}>{children(warm || wish ? <Frame wish={wish} onSave={setSave} /> : null)}</DockContext>;
}

/** Starting Elsa Studio takes seconds, so one frame is kept, hidden while no screen of it is open. */
function Frame({ wish, onSave }: { wish: Wish | null; onSave: (state: SaveState) => void }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [life, setLife] = useState(0);
  const [listening, setListening] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const navigate = useNavigate();
  const cache = useQueryClient();
  const say = useCallback((message: ToFrame) => frame.current?.contentWindow?.postMessage(message, location.origin), []);
  const sayToken = useCallback(() => {
    const token = tokens()?.access;
    if (token) {
      say({ kind: 'token', token });
    }
  }, [say]);

  useEffect(() => {
    const hear = ({ origin, source, data }: MessageEvent<FromFrame>) => {
      if (origin !== location.origin || source !== frame.current?.contentWindow) {
        return;
      }

      switch (data.kind) {
        case 'listening':
          sayToken();
          setListening(true);
          break;
        case 'shown':
          setShown(keyOf(data));
          break;
        case 'open':
          void navigate(data.screen === 'viewer' ? `/processes/${data.id}/diagram` : `/definitions/${data.id}/edit`);
          break;
        case 'run':
          notifications.show({ id: noteOf(data.instanceId), color: 'teal', title: 'The workflow was started', autoClose: 15_000, message: <RunLink id={data.instanceId} go={navigate} /> });
          break;
        case 'saving':
          onSave({ kind: 'saving' });
          break;
        case 'saved':
          onSave(data);
          void cache.invalidateQueries({ queryKey: ['definitions'] });
          break;
        case 'refused':
          onSave(data);
          break;
        case 'unauthorized':
          void renewNow();
          break;
        case 'failed':
          setFailure(data.text);
          break;
      }
    };
    window.addEventListener('message', hear);
    return () => window.removeEventListener('message', hear);
  }, [cache, navigate, onSave, sayToken]);

  useEffect(() => {
    window.addEventListener(TOKENS_CHANGED, sayToken);
    return () => window.removeEventListener(TOKENS_CHANGED, sayToken);
  }, [sayToken]);

  useRenewal();

  useEffect(() => {
    if (listening) {
      setShown(null);
      say(wish ? { kind: 'show', ...wish } : { kind: 'hide' });
    }
  }, [listening, say, wish?.screen, wish?.id]);

  const restart = () => {
    setFailure(null);
    setListening(false);
    setShown(null);
    setLife((n) => n + 1);
  };

  return (
    <div style={{ flex: 1, minHeight: 480, position: 'relative', display: wish ? 'flex' : 'none' }}>
      <iframe key={life} ref={frame} src={STUDIO_PAGE} title="Elsa Studio" style={{ flex: 1, border: 0, colorScheme: 'light' }} />
      {failure ? (
        <Center pos="absolute" inset={0} bg="var(--mantine-color-body)">
          <Alert color="red" title={failure} maw={480} role="alert">
            <Text size="sm">What was saved is safe. Start the designer again to go on.</Text>
            <Button size="xs" mt="sm" color="red" variant="light" onClick={restart}>
              Start it again
            </Button>
          </Alert>
        </Center>
      ) : (
        wish &&
        shown !== keyOf(wish) && (
          <Center pos="absolute" inset={0} bg="var(--mantine-color-body)" aria-busy="true">
            <Stack align="center" gap="xs">
              <Loader aria-label="Loading the designer" />
              <Text size="sm" c="dimmed">
                Starting Elsa Studio …
              </Text>
            </Stack>
          </Center>
        )
      )}
    </div>
  );
}

const keyOf = ({ screen, id }: Wish) => `${screen} ${id ?? ''}`;

const noteOf = (instance: string) => `run ${instance}`;

function RunLink({ id, go }: { id: string; go: (path: string) => void }) {
  const watch = () => {
    notifications.hide(noteOf(id));
    go(`/processes/${id}/diagram`);
  };
  return (
    <Button variant="subtle" size="compact-sm" onClick={watch}>
      Watch this run
    </Button>
  );
}

const EARLY = 5 * 60_000;

/** The Studio's live updates cannot ask again with another token, so it is renewed before it ends. */
function useRenewal() {
  useEffect(() => {
    const look = () => {
      const end = tokens()?.expiresAt;
      if (end && new Date(end).getTime() - Date.now() < EARLY) {
        void renewNow();
      }
    };
    const timer = setInterval(look, 60_000);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
}
