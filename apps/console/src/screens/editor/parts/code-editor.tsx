import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, defaultHighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { useEffect, useRef } from "react";
import type { PlacedProblem } from "../model/analyse.ts";
import type { Suggestions } from "../model/complete-yaml.ts";
import { minimalChange } from "../model/minimal-change.ts";

/** A file being written. */
export interface CodeEditorProps {
  /** What it is, for who hears it. */
  readonly name: string;
  readonly value: string;
  readonly change: (text: string) => void;
  readonly problems: readonly PlacedProblem[];
  /** Suggests what may be written; also turns colours on. */
  readonly suggest?: (text: string, offset: number) => Suggestions | undefined;
  /** A place to go to; a new object goes there again. */
  readonly goTo?: { readonly line: number; readonly column: number } | undefined;
  readonly isReadOnly: boolean;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly height: string;
}

const LOOK = EditorView.theme({
  "&": { height: "100%", fontSize: "13px", border: "1px solid #ced4da", borderRadius: "8px" },
  ".cm-scroller": { overflow: "auto", fontFamily: "ui-monospace, Menlo, Consolas, monospace" },
  "&.cm-focused": { outline: "2px solid #1d6b4f", outlineOffset: "1px" },
  ".cm-gutters": { background: "#f8f9fa", color: "#495057" },
});

/** An editor of a file, with what is wrong shown on its line. */
export function CodeEditor(props: CodeEditorProps) {
  const { name, value, problems, goTo, isReadOnly, height } = props;
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | undefined>(undefined);
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    if (!place.current) return;
    const made = createView(place.current, latest);
    view.current = made;
    return () => {
      made.destroy();
      view.current = undefined;
    };
  }, []);
  useEffect(() => {
    const shown = view.current?.state.doc.toString();
    if (shown === undefined || shown === value) return;
    view.current?.dispatch({ changes: minimalChange(shown, value) });
  }, [value]);
  useEffect(() => {
    view.current?.dispatch({
      effects: FIXED.reconfigure([
        EditorState.readOnly.of(isReadOnly),
        EditorView.contentAttributes.of({ "aria-label": name, tabindex: "0" }),
      ]),
    });
  }, [isReadOnly, name]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the marks are put anew into a text that was replaced
  useEffect(() => {
    const state = view.current?.state;
    if (state) view.current?.dispatch(setDiagnostics(state, marksOf(problems, state)));
  }, [problems, value]);
  useEffect(() => {
    const current = view.current;
    if (!current || !goTo) return;
    const at = offsetOf(current.state, goTo);
    current.dispatch({
      selection: { anchor: at },
      effects: EditorView.scrollIntoView(at, { y: "center" }),
    });
    current.focus();
  }, [goTo]);
  return <div ref={place} style={{ height }} />;
}

const FIXED = new Compartment();

function createView(
  parent: HTMLElement,
  latest: { readonly current: CodeEditorProps },
): EditorView {
  const { value, name, isReadOnly, suggest } = latest.current;
  const run = (act: () => void) => () => {
    act();
    return true;
  };
  const undo = run(() => latest.current.undo());
  const redo = run(() => latest.current.redo());
  const extensions: Extension = [
    ...[lineNumbers(), drawSelection(), highlightActiveLine(), bracketMatching(), lintGutter()],
    EditorView.lineWrapping,
    LOOK,
    keymap.of([
      { key: "Mod-z", run: undo, preventDefault: true },
      { key: "Mod-y", run: redo, preventDefault: true },
      { key: "Mod-Shift-z", run: redo, preventDefault: true },
      ...[...completionKeymap, ...lintKeymap, ...defaultKeymap],
    ]),
    FIXED.of([
      EditorState.readOnly.of(isReadOnly),
      EditorView.contentAttributes.of({ "aria-label": name, tabindex: "0" }),
    ]),
    EditorView.updateListener.of(({ docChanged, state }) => {
      const text = state.doc.toString();
      if (docChanged && text !== latest.current.value) latest.current.change(text);
    }),
    ...(suggest ? [yaml(), syntaxHighlighting(defaultHighlightStyle), suggesting(latest)] : []),
  ];
  return new EditorView({ parent, state: EditorState.create({ doc: value, extensions }) });
}

function suggesting(latest: { readonly current: CodeEditorProps }): Extension {
  const source = (context: CompletionContext): CompletionResult | null => {
    const { state, pos, explicit } = context;
    const found = latest.current.suggest?.(state.doc.toString(), pos);
    if (!found || (!explicit && found.from === pos)) return null;
    return {
      from: found.from,
      validFor: /^[\w.-]*$/,
      options: found.items.map(({ label, apply, kind, info }) => ({
        ...{ label, apply, type: kind === "key" ? "property" : "constant" },
        ...(info !== undefined && { info }),
      })),
    };
  };
  return autocompletion({ override: [source] });
}

function marksOf(problems: readonly PlacedProblem[], state: EditorState): Diagnostic[] {
  return problems.map((problem) => {
    const from = offsetOf(state, problem);
    const line = state.doc.lineAt(from);
    return {
      ...{ from, to: Math.max(from, line.to), severity: problem.severity },
      message: `${problem.message} ${problem.remedy}`,
    };
  });
}

function offsetOf(
  state: EditorState,
  { line, column }: { readonly line: number; readonly column: number },
): number {
  const found = state.doc.line(Math.min(Math.max(line, 1), state.doc.lines));
  return Math.min(found.from + Math.max(column - 1, 0), found.to);
}
