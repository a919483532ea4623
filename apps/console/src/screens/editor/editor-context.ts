import type { Locale } from "@perennial/contract";
import type { Catalogue } from "@perennial/lifecycle";
import { createContext, useContext } from "react";
import type { Analysis } from "./model/analyse.ts";
import type { Files } from "./model/edit-history.ts";
import type { Edit } from "./model/edit-yaml.ts";

/** A value and what it is called. */
export interface Option {
  readonly value: string;
  readonly label: string;
}

/** A part of the program that a form shows. */
export type EditorPart =
  | { readonly section: "header" | "audience" | "start" | "end" | "reactions" | "material" }
  | { readonly step: number };

/** What every form of the editor works on. */
export interface EditorContext {
  readonly files: Files;
  readonly analysis: Analysis;
  readonly locale: Locale;
  readonly canEdit: boolean;
  /** Changes the program's file. */
  readonly edit: (edits: Edit | readonly Edit[]) => void;
  /** Changes files as a whole; `about` joins what is taken back as one. */
  readonly setFiles: (files: Files, about: string) => void;
  /** The fields there are where a signal is looked at, or none. */
  readonly catalogue: (signal?: string) => Catalogue;
  readonly steps: readonly Option[];
  readonly signals: readonly Option[];
  readonly programs: readonly Option[];
  readonly rulePacks: readonly Option[];
  readonly open: (part: EditorPart) => void;
  /** Shows a text of the program. */
  readonly openText: (file: string) => void;
}

const Context = createContext<EditorContext | undefined>(undefined);

export const EditorProvider = Context.Provider;

/** The program that is being edited. */
export function useEditor(): EditorContext {
  const found = useContext(Context);
  if (!found) throw new TypeError("a form stands outside the editor");
  return found;
}
