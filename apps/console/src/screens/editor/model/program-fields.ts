import { always, choices, type FieldSpec, hasKey } from "./field-spec.ts";
import { SIGNAL_RULE, TARGETS } from "./step-fields.ts";

const STATES = choices("state", [
  ...(["starter", "active", "growing", "decreasing", "inactive", "lost"] as const),
]);
const FLOW: readonly FieldSpec[] = [
  { key: "from", label: "flow.from", kind: "choice", choices: STATES, usual: "flow.outside" },
  { key: "to", label: "flow.to", kind: "choice", choices: STATES },
];

/** The header of the process sheet (P-01). */
export const HEADER_FIELDS: readonly FieldSpec[] = [
  { key: "name", label: "name", kind: "words" },
  { key: "objective", label: "objective", kind: "words", isLong: true },
  { key: "target", label: "target", kind: "words", isLong: true },
  { key: "targetGroup", label: "targetGroup", kind: "words", isLong: true },
  { key: "responsible", label: "responsible", kind: "words" },
  { key: "doneBy", label: "doneBy", kind: "words" },
  { key: "updated", label: "updated", kind: "day" },
  {
    ...{ key: "family", label: "family", kind: "choice", usual: "notChosen" },
    choices: choices("family", [
      ...(["acquire", "care-for-new", "retain", "develop", "engage"] as const),
      ...(["reduce-churn", "reactivate", "win-back", "evaluate"] as const),
    ]),
  },
  {
    ...{ key: "strengthens", label: "strengthens", kind: "list", item: "flow", isOptional: true },
    variants: always(FLOW, { from: "active", to: "growing" }),
  },
  {
    ...{ key: "reduces", label: "reduces", kind: "list", item: "flow", isOptional: true },
    variants: always(FLOW, { from: "active", to: "lost" }),
  },
  TARGETS,
];

/** Who comes in, and how often. */
export const AUDIENCE_FIELDS: readonly FieldSpec[] = [
  {
    ...{ key: "subject", label: "subject", kind: "choice" },
    choices: choices("subject", ["customer", "agreement", "invitation", "program"]),
  },
  { key: "entry", label: "entry", help: "entryHelp", kind: "condition", isOptional: true },
  {
    ...{ key: "reentry", label: "reentry", kind: "variants", isOptional: true },
    variants: [
      {
        label: "reentry.never",
        is: (value) => value === undefined || value === "never",
        ...{ blank: undefined, fields: [] },
      },
      { label: "reentry.always", is: (value) => value === "always", blank: "always", fields: [] },
      {
        label: "reentry.after",
        is: hasKey("after"),
        blank: { after: "P1Y" },
        fields: [{ key: "after", label: "reentryAfter", kind: "duration" }],
      },
    ],
  },
  {
    ...{ key: "party", label: "party", kind: "choice", isOptional: true },
    choices: choices("party", ["own", "competitor"]),
  },
  { key: "ownProducts", label: "ownProducts", kind: "yes-no", isOptional: true },
  { key: "rulePack", label: "rulePack", kind: "rule-pack", usual: "notChosen" },
  {
    ...{ key: "holdout", label: "holdout", help: "holdoutHelp", isOptional: true },
    ...{ kind: "number", max: 50 },
  },
];

/** What starts it. */
export const START_FIELDS: readonly FieldSpec[] = [
  {
    ...{ key: "triggers", label: "triggers", kind: "list", item: "trigger" },
    variants: [
      {
        label: "trigger.date",
        is: hasKey("date"),
        blank: { date: "agreement.end", before: "P90D" },
        fields: [
          { key: "date", label: "triggerDate", kind: "date-field" },
          { key: "before", label: "before", kind: "duration", isOptional: true },
          { key: "after", label: "after", kind: "duration", isOptional: true },
          {
            ...{ key: "every", label: "every", kind: "choice", usual: "once" },
            choices: choices("every", ["P1Y", "P6M", "P3M", "P1M"]),
          },
          { key: "late", label: "late", kind: "duration", isOptional: true },
          { key: "startAt", label: "startAt", kind: "step", usual: "firstStep" },
        ],
      },
      {
        label: "trigger.signal",
        is: hasKey("signal"),
        blank: { signal: "program.requested" },
        fields: [
          { key: "signal", label: "signal", kind: "signal" },
          { key: "when", label: "when", kind: "condition", signal: "signal", isOptional: true },
          { key: "startAt", label: "startAt", kind: "step", usual: "firstStep" },
          { key: "set", label: "set", kind: "pairs", of: "signal", isOptional: true },
        ],
      },
    ],
  },
];

const EXIT_REST: readonly FieldSpec[] = [
  { key: "in", label: "inStages", kind: "stages", usual: "everywhere" },
  { key: "reason", label: "reason", kind: "text" },
];

/** What it is for and what ends it. */
export const END_FIELDS: readonly FieldSpec[] = [
  {
    ...{ key: "goal", label: "goal", kind: "variants", isOptional: true },
    variants: [
      { label: "notChosen", is: (value) => value === undefined, blank: undefined, fields: [] },
      {
        label: "goalOn",
        is: hasKey("on"),
        blank: { on: "purchase.made" },
        fields: [
          { key: "on", label: "goalOn", kind: "signal" },
          { key: "when", label: "when", kind: "condition", signal: "on", isOptional: true },
        ],
      },
    ],
  },
  {
    ...{ key: "exits", label: "exits", kind: "list", item: "exit", isOptional: true },
    variants: [
      {
        label: "exitOn",
        is: hasKey("on"),
        blank: { on: "customer.deleted", reason: "customer-gone" },
        fields: [
          { key: "on", label: "exitOn", kind: "signal" },
          { key: "when", label: "when", kind: "condition", signal: "on", isOptional: true },
          ...EXIT_REST,
        ],
      },
      {
        label: "exitAsSoon",
        is: (value) => !hasKey("on")(value),
        blank: { when: { field: "customer.email", is: "is-empty" }, reason: "no-address" },
        fields: [{ key: "when", label: "whenHolds", kind: "condition" }, ...EXIT_REST],
      },
    ],
  },
];

/** What moves a customer wherever it waits. */
export const REACTION_FIELDS: readonly FieldSpec[] = [
  {
    ...{ key: "reactions", label: "reactions", kind: "list", item: "reaction", isOptional: true },
    variants: always(
      [...SIGNAL_RULE, { key: "in", label: "inStages", kind: "stages", usual: "everywhere" }],
      { signal: "message.replied", goTo: "" },
    ),
  },
];

/** What the steps speak of: settings, stages, offers and the company's own fields. */
export const MATERIAL_FIELDS: readonly FieldSpec[] = [
  { key: "settings", label: "settings", kind: "settings", isOptional: true },
  {
    ...{ key: "stages", label: "stages", kind: "list", item: "stageItem", isOptional: true },
    variants: always(
      [
        { key: "name", label: "name", kind: "words" },
        { key: "id", label: "shortId", kind: "text" },
      ],
      { id: "stage", name: { sv: "", en: "" } },
    ),
  },
  {
    ...{ key: "offers", label: "offers", kind: "list", item: "offerItem", isOptional: true },
    variants: always(
      [
        { key: "name", label: "name", kind: "words" },
        { key: "pitch", label: "pitch", kind: "words", isLong: true },
        { key: "product", label: "product", kind: "text" },
        { key: "id", label: "shortId", kind: "text" },
      ],
      { id: "offer", name: { sv: "", en: "" }, product: "", pitch: { sv: "", en: "" } },
    ),
  },
  {
    ...{ key: "attributes", label: "attributes", kind: "group", isOptional: true },
    fields: [
      {
        key: "customer",
        label: "attributes.customer",
        kind: "pairs",
        of: "type",
        isOptional: true,
      },
      {
        key: "agreement",
        label: "attributes.agreement",
        kind: "pairs",
        of: "type",
        isOptional: true,
      },
    ],
  },
];
