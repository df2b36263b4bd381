/** What the frame with Elsa Studio can show; each is one of its elements. */
export type Screen = 'definitions' | 'editor' | 'instances' | 'viewer';

/** What the console tells the frame. */
export type ToFrame =
  | { kind: 'token'; token: string }
  | { kind: 'show'; screen: Screen; id?: string }
  | { kind: 'hide' };

/** What the frame tells the console. */
export type FromFrame =
  /** The page listens. */
  | { kind: 'listening' }
  /** The screen that was asked for can be used. */
  | { kind: 'shown'; screen: Screen; id?: string }
  /** The person wants another screen; the console owns the address. */
  | { kind: 'open'; screen: Screen; id: string }
  /** A run was started from the editor. */
  | { kind: 'run'; instanceId: string }
  /** A save is on its way, was answered, or was refused. */
  | { kind: 'saving' }
  | { kind: 'saved'; definitionId: string; version: number; published: boolean }
  | { kind: 'refused'; status: number }
  /** The server does not take the token any more. */
  | { kind: 'unauthorized' }
  /** The component died; only a fresh frame helps. */
  | { kind: 'failed'; text: string };

export const STUDIO_PAGE = '/studio/frame';
