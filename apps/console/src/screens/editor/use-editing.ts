import { useCallback, useReducer } from "react";
import {
  type Change,
  changed,
  type EditHistory,
  type Files,
  newHistory,
  redone,
  undone,
} from "./model/edit-history.ts";

type Act = ({ readonly do: "change" } & Change) | { readonly do: "undo" } | { readonly do: "redo" };

/** Files that are being changed, with what was done and taken back. */
export interface Editing {
  readonly files: Files;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly change: (files: Files, about: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

/** Changes files step by step, forms and texts alike, so that one undo goes through both. */
export function useEditing(opened: Files): Editing {
  const [history, act] = useReducer(next, opened, newHistory);
  return {
    files: history.files,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    change: useCallback(
      (files, about) => act({ do: "change", files, about, at: performance.now() }),
      [],
    ),
    undo: useCallback(() => act({ do: "undo" }), []),
    redo: useCallback(() => act({ do: "redo" }), []),
  };
}

function next(history: EditHistory, act: Act): EditHistory {
  if (act.do === "undo") return undone(history);
  return act.do === "redo" ? redone(history) : changed(history, act);
}
