import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import type { EditorPart } from "./editor-context.ts";
import { SECTIONS } from "./parts/sections.ts";

export const TABS = ["form", "file", "texts", "sheet"] as const;
export type Tab = (typeof TABS)[number];

/** What of the editor is open; kept in the address. */
export interface Place {
  readonly tab: Tab;
  /** A section's name, or a step's. */
  readonly part: string;
  /** The text that is open. */
  readonly file: string;
}

/** What is open, and how something else is. */
export function usePlace(): { readonly place: Place; readonly go: (to: Partial<Place>) => void } {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const place: Place = {
    tab: TABS.find((each) => each === search.tab) ?? "form",
    part: typeof search.part === "string" ? search.part : "header",
    file: typeof search.file === "string" ? search.file : "",
  };
  const go = useCallback(
    (to: Partial<Place>) => {
      const merge = (before: object) => ({ ...before, ...to });
      void navigate({ to: ".", search: merge as never, replace: true, resetScroll: false });
    },
    [navigate],
  );
  return { place, go };
}

/** The part with a name: a section, a step by its number (`step-3`) or a step by its own name. */
export function partOf(name: string, steps: readonly string[]): EditorPart {
  const section = SECTIONS.find((each) => each.section === name)?.section;
  if (section !== undefined) return { section };
  const [, number] = /^step-(\d+)$/.exec(name) ?? [];
  const index = steps.includes(name) ? steps.indexOf(name) : Number(number ?? 0) - 1;
  return index < 0 || index >= steps.length ? { section: "header" } : { step: index };
}

/** The name that a part goes by in the address. */
export function nameOf(part: EditorPart): string {
  return "section" in part ? part.section : `step-${part.step + 1}`;
}
