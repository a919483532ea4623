import { PHASES, VALUE_CLASSES } from "@perennial/contract";
import type { HubspotSettings } from "../hubspot-settings.ts";
import { ACTIVITY_PATHS } from "./activity.ts";
import { COMMAND_KEY } from "./activity-key.ts";

/** The group that our properties stand in. */
export const OWN_GROUP = { name: "perennial", label: "Perennial", displayOrder: -1 } as const;
/** What the names of our properties begin with; no other property is ever made or changed. */
export const OWN_PREFIX = "perennial_";

/** A choice of an enumeration, as it is sent. */
export interface OwnOption {
  readonly label: string;
  readonly value: string;
  readonly displayOrder: number;
  readonly hidden: boolean;
}

/** A property of ours, as it is sent (crm/hubspot.md, 5.1). */
export interface OwnProperty {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly groupName: string;
  readonly type: "date" | "datetime" | "enumeration" | "number" | "string";
  readonly fieldType: "date" | "number" | "select" | "text" | "textarea";
  readonly options?: readonly OwnOption[];
  readonly hasUniqueValue?: boolean;
  readonly formField: boolean;
  readonly hidden?: boolean;
}

type Sketch = Pick<OwnProperty, "label" | "description" | "type" | "fieldType" | "options">;

const TEXT = { type: "string", fieldType: "text" } as const;
const LINES = { type: "string", fieldType: "textarea" } as const;
const NUMBER = { type: "number", fieldType: "number" } as const;
const MOMENT = { type: "datetime", fieldType: "date" } as const;
const DATE = { type: "date", fieldType: "date" } as const;
const CHOICE = { type: "enumeration", fieldType: "select" } as const;

/** What fields of ours look like in HubSpot; English, as HubSpot names its own until an administrator renames them. */
const KNOWN: ReadonlyMap<string, Sketch> = new Map([
  [
    "phase",
    {
      ...CHOICE,
      label: "Phase",
      description: "Where the customer is in its life with the company.",
      options: optionsOf(PHASES),
    },
  ],
  [
    "valueClass",
    {
      ...CHOICE,
      label: "Value class",
      description: "The customer's class by profitability.",
      options: optionsOf(VALUE_CLASSES),
    },
  ],
  ["tier", { ...TEXT, label: "Loyalty tier", description: "The customer's tier in the club." }],
  [
    "nextRenewal",
    {
      ...DATE,
      label: "Next renewal",
      description: "When an agreement of the customer's ends next.",
    },
  ],
  [
    "pausedUntil",
    { ...DATE, label: "Paused until", description: "No marketing is sent before this day." },
  ],
  ["programs", { ...LINES, label: "Programs", description: "What is under way, a line each." }],
  ["nextStep", { ...LINES, label: "Next step", description: "What comes next." }],
  ["nextStepAt", { ...MOMENT, label: "Next step at", description: "When the next step is." }],
  ["tierName", { ...TEXT, label: "Tier name", description: "The tier as staff call it." }],
  ["tierRemaining", { ...LINES, label: "To the next tier", description: "What remains to it." }],
  [
    "tierKeeping",
    { ...LINES, label: "Keeping the tier", description: "Until when it is certain." },
  ],
  [
    "tierShare",
    { ...NUMBER, label: "Way to the next tier", description: "Percent that are done." },
  ],
  ["riskReasons", { ...LINES, label: "Reasons for the risk", description: "Why it may leave." }],
  ["say", { ...LINES, label: "What to say", description: "What to say, a line each." }],
]);

/** The properties of contacts that the settings write to and that are ours to make. */
export function ownContactProperties({
  writeBack,
}: Pick<HubspotSettings, "writeBack">): readonly OwnProperty[] {
  const own = Object.entries(writeBack).filter(([, name]) => name.startsWith(OWN_PREFIX));
  const byName = new Map(
    own.map(([field, name]): [string, OwnProperty] => {
      const sketch = KNOWN.get(field) ?? {
        ...TEXT,
        label: wordsOf(name),
        description: "Written by Perennial.",
      };
      return [name, { ...sketch, name, groupName: OWN_GROUP.name, formField: false }];
    }),
  );
  return [...byName.values()];
}

/** The property of each kind of activity by which a repeated command finds what it made. */
export const KEY_PROPERTIES: readonly { readonly path: string; readonly property: OwnProperty }[] =
  ACTIVITY_PATHS.map((path) => ({
    path,
    property: {
      ...TEXT,
      name: COMMAND_KEY,
      label: "Perennial ID",
      description: "Keeps Perennial from adding the same thing twice.",
      groupName: OWN_GROUP.name,
      hasUniqueValue: true,
      formField: false,
    },
  }));

/** Options with labels made of their values. */
function optionsOf(values: readonly string[]): readonly OwnOption[] {
  return values.map((value, displayOrder) => {
    return { label: wordsOf(value), value, displayOrder, hidden: false };
  });
}

/** A name as people read it: `perennial_last_reason` is "Last reason". */
function wordsOf(name: string): string {
  const words = name.replace(OWN_PREFIX, "").replaceAll("_", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
