import type { Locale } from "@perennial/contract";
import type { Condition } from "@perennial/lifecycle";
import { parse, stringify } from "yaml";
import type { EditorContext } from "./editor-context.ts";
import type { PlacedProblem } from "./model/analyse.ts";
import { editYaml } from "./model/edit-yaml.ts";
import { placesIn } from "./model/places.ts";

/** A condition that stands by itself, outside of any program's file. */
export interface LoneCondition {
  readonly value: Condition | undefined;
  /** Gives the condition as it is now; none where it was taken away. */
  readonly change: (next: Condition | undefined) => void;
  /** What is wrong with it, by paths that begin with `when`. */
  readonly problems: readonly PlacedProblem[];
  readonly catalogue: ReturnType<EditorContext["catalogue"]>;
  readonly locale: Locale;
  readonly canEdit: boolean;
}

/** What the editor's forms are told of files there are none of here. */
const NO_PLACES = placesIn("");
const nothing = () => {};

/** The editor's surroundings around one condition alone, which its forms find at `when`. */
export function loneCondition(of: LoneCondition): EditorContext {
  const { value, change, problems, catalogue, locale, canEdit } = of;
  const condition = value === undefined ? {} : { when: value };
  return {
    analysis: { value: condition, problems, places: NO_PLACES, sms: [] },
    ...{ files: {}, locale, canEdit },
    edit: (edits) => {
      const next: { readonly when?: Condition } | null = parse(
        editYaml(stringify(condition, { lineWidth: 0 }), edits),
      );
      change(next?.when);
    },
    catalogue: () => catalogue,
    ...{ steps: [], signals: [], programs: [], rulePacks: [] },
    ...{ setFiles: nothing, open: nothing, openText: nothing },
  };
}
