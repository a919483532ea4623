import { createElement, Fragment, type ReactNode } from "react";
import { problemWords } from "./perennial-error.ts";
import { SHARED_WORDS } from "./shared-words.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Loading } from "./use-load.ts";

type Ui = typeof import("@hubspot/ui-extensions");

/** The components of HubSpot's that are shown while there is nothing else to show. */
export type StateComponents = Pick<Ui, "Button" | "ErrorState" | "LoadingSpinner" | "Text">;

/** What a page needs in order to show something that is loaded. */
export interface PageStatesProps<Value> {
  readonly of: Loading<Value>;
  readonly surroundings: Surroundings;
  readonly children: (value: Value) => ReactNode;
}

/** Makes the component that shows that something is loading, what went wrong with a way to try again, or the thing. */
export function createPageStates({ Button, ErrorState, LoadingSpinner, Text }: StateComponents) {
  return function PageStates<Value>({ of, surroundings, children: show }: PageStatesProps<Value>) {
    const words = SHARED_WORDS[surroundings.language];
    const { state, reload } = of;
    if (state.status === "loading") {
      const look = { showLabel: true, layout: "centered" } as const;
      return createElement(LoadingSpinner, { label: words.loading, ...look });
    }
    if (state.status === "ready") return createElement(Fragment, null, show(state.value));
    // HubSpot's components ask for their children among their properties.
    const said = { key: "said", children: problemWords(state.error, surroundings.language) };
    const retry = { key: "retry", children: words.retry, onClick: () => void reload() };
    const children = [createElement(Text, said), createElement(Button, retry)];
    const shown = { title: words.failed, children };
    return createElement(ErrorState, shown);
  };
}
