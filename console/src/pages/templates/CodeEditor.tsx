import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { html } from '@codemirror/lang-html';
import { defaultHighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import { Decoration, drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers, MatchDecorator, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import type { TemplateProblem } from './types';

export interface EditorHandle {
  insert: (text: string) => void;
  goTo: (line: number, column: number) => void;
}

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  problems: TemplateProblem[];
  language: 'html' | 'text';
  singleLine?: boolean;
  readOnly?: boolean;
  ref?: Ref<EditorHandle>;
}

const code = new MatchDecorator({ regexp: /\{\{[^]*?\}\}/g, decoration: Decoration.mark({ class: 'cm-code' }) });

/** What stands between braces is the template's language; it is marked so that it can be told from the text. */
export const templateCode: Extension = ViewPlugin.fromClass(
  class {
    decorations;
    constructor(view: EditorView) {
      this.decorations = code.createDeco(view);
    }
    update(update: ViewUpdate) {
      this.decorations = code.updateDeco(update, this.decorations);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

export const look = EditorView.theme({
  '&': { fontSize: '13px', border: '1px solid var(--mantine-color-default-border)', borderRadius: '8px', backgroundColor: 'var(--mantine-color-body)', color: 'var(--mantine-color-text)' },
  '&.cm-focused': { outline: '2px solid var(--mantine-primary-color-filled)', outlineOffset: '-1px' },
  '.cm-scroller': { fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace', lineHeight: '1.5' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--mantine-color-dimmed)', border: 'none' },
  '.cm-cursor': { borderLeftColor: 'var(--mantine-color-text)' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--mantine-primary-color-filled) 7%, transparent)' },
  '.cm-code': { backgroundColor: 'color-mix(in srgb, var(--mantine-color-violet-5) 16%, transparent)', borderRadius: '3px' },
  '.cm-tooltip': { backgroundColor: 'var(--mantine-color-body)', border: '1px solid var(--mantine-color-default-border)' },
});

function offsetOf(state: EditorState, line: number, column: number): number {
  const found = state.doc.line(Math.min(Math.max(1, line), state.doc.lines));
  return Math.min(found.from + Math.max(0, column - 1), found.to);
}

export function CodeEditor({ label, value, onChange, problems, language, singleLine = false, readOnly = false, ref }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const changed = useRef(onChange);
  changed.current = onChange;

  useEffect(() => {
    const editor = new EditorView({
      parent: host.current!,
      state: EditorState.create({
        doc: value,
        extensions: [
          history(),
          drawSelection(),
          keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, ...lintKeymap]),
          ...(singleLine
            ? [EditorState.transactionFilter.of((transaction) => (transaction.newDoc.lines > 1 ? [] : transaction))]
            : [lineNumbers(), lintGutter(), highlightActiveLine(), search({ top: true }), EditorView.theme({ '.cm-scroller': { minHeight: '320px', maxHeight: '60vh' } })]),
          ...(language === 'html' ? [html({ autoCloseTags: false })] : []),
          syntaxHighlighting(defaultHighlightStyle),
          templateCode,
          look,
          EditorView.lineWrapping,
          EditorState.readOnly.of(readOnly),
          EditorView.contentAttributes.of({ 'aria-label': label }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) {
              changed.current(update.state.doc.toString());
            }
          }),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
    // The editor owns its text; other texts come in below.
  }, [label, language, singleLine, readOnly]);

  useEffect(() => {
    const editor = view.current;
    if (editor && editor.state.doc.toString() !== value) {
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
    }
  }, [value]);

  useEffect(() => {
    const editor = view.current;
    if (!editor) {
      return;
    }

    const diagnostics = problems
      .filter((problem) => problem.line > 0)
      .map((problem): Diagnostic => {
        const from = offsetOf(editor.state, problem.line, problem.column);
        const word = /^[\w.]+/.exec(editor.state.sliceDoc(from, from + 80));
        return { from, to: Math.min(from + Math.max(1, word?.[0].length ?? 1), editor.state.doc.length), severity: 'error', message: problem.message };
      })
      .sort((a, b) => a.from - b.from);
    editor.dispatch(setDiagnostics(editor.state, diagnostics));
  }, [problems, value]);

  useImperativeHandle(ref, () => ({
    insert: (text) => {
      const editor = view.current;
      if (editor) {
        editor.dispatch(editor.state.replaceSelection(text), { scrollIntoView: true });
        editor.focus();
      }
    },
    goTo: (line, column) => {
      const editor = view.current;
      if (editor) {
        editor.dispatch({ selection: { anchor: offsetOf(editor.state, line, column) }, scrollIntoView: true });
        editor.focus();
      }
    },
  }));

  return <div ref={host} />;
}
