import type { StepKind } from "@perennial/lifecycle";
import { always, choices, type FieldSpec, hasKey } from "./field-spec.ts";

const WEEKDAYS = [
  ...(["monday", "tuesday", "wednesday", "thursday"] as const),
  ...(["friday", "saturday", "sunday"] as const),
];

/** How a target is measured (P-14). */
export const TARGET_FIELDS: readonly FieldSpec[] = [
  { key: "words", label: "targetWords", kind: "words" },
  { key: "id", label: "targetId", kind: "text" },
  {
    ...{ key: "measure", label: "measure", kind: "variants" },
    variants: [
      {
        label: "measure.share",
        is: hasKey("share"),
        blank: { share: "agreement.signed", within: "P30D" },
        fields: [
          { key: "share", label: "measureShare", kind: "signal" },
          { key: "where", label: "measureWhere", kind: "pairs", of: "value", isOptional: true },
          { key: "of", label: "measureOf", kind: "step", usual: "ownStep" },
          { key: "within", label: "measureWithin", kind: "duration" },
        ],
      },
      {
        label: "measure.count",
        is: hasKey("count"),
        blank: { count: "entered" },
        fields: [
          {
            ...{ key: "count", label: "measureCount", kind: "choice" },
            choices: choices("count", ["entered", "goal-met", "completed"]),
          },
        ],
      },
      {
        label: "measure.days",
        is: hasKey("days"),
        blank: { days: "" },
        fields: [{ key: "days", label: "measureDays", kind: "step" }],
      },
    ],
  },
  { key: "atLeast", label: "atLeast", kind: "number", isOptional: true },
  { key: "atMost", label: "atMost", kind: "number", isOptional: true },
];

const NO_TARGET = {
  ...{ id: "target", words: { sv: "", en: "" } },
  ...{ measure: { count: "entered" }, atLeast: 0 },
};

/** A list of targets. */
export const TARGETS: FieldSpec = {
  ...{ key: "targets", label: "targets", kind: "list", item: "targetItem", isOptional: true },
  variants: always(TARGET_FIELDS, NO_TARGET),
};

/** What happens and where it leads. */
export const SIGNAL_RULE: readonly FieldSpec[] = [
  { key: "signal", label: "signal", kind: "signal" },
  { key: "when", label: "when", kind: "condition", signal: "signal", isOptional: true },
  { key: "goTo", label: "goTo", kind: "step" },
  { key: "set", label: "set", kind: "pairs", of: "signal", isOptional: true },
];

/** What every step has, after what is its own. */
export const STEP_BASE: readonly FieldSpec[] = [
  { key: "next", label: "next", kind: "step", usual: "nextStep" },
  { key: "stage", label: "stage", kind: "stage", usual: "sameStage" },
  {
    ...{ key: "limit", label: "limit", kind: "variants", isOptional: true },
    variants: [
      { label: "notLimited", is: (value) => value === undefined, blank: undefined, fields: [] },
      {
        label: "times",
        is: hasKey("times"),
        blank: { times: 3, goTo: "" },
        fields: [
          { key: "times", label: "times", kind: "count" },
          { key: "goTo", label: "limitGoTo", kind: "step" },
        ],
      },
    ],
  },
  {
    ...{ key: "dialog", label: "dialog", help: "dialogHelp", kind: "group", isOptional: true },
    fields: [
      { key: "objective", label: "objective", kind: "words", isLong: true, isOptional: true },
      { key: "target", label: "target", kind: "words", isLong: true, isOptional: true },
      { key: "when", label: "dialogWhen", kind: "words", isOptional: true },
      { key: "responsible", label: "responsible", kind: "words", isOptional: true },
      { key: "doneBy", label: "doneBy", kind: "words", isOptional: true },
      TARGETS,
    ],
  },
];

const MESSAGE: readonly FieldSpec[] = [
  {
    ...{ key: "class", label: "class", help: "classHelp", kind: "choice" },
    choices: choices("class", ["statutory", "service", "marketing"]),
  },
  { key: "topic", label: "topic", kind: "text", isOptional: true },
  { key: "otherwise", label: "unsent", kind: "step", usual: "nextStep" },
  { key: "expires", label: "expires", kind: "duration", usual: "neverExpires" },
  { key: "priority", label: "priority", kind: "number", max: 100, isOptional: true },
  { key: "keep", label: "keep", kind: "yes-no", isOptional: true },
];

const AT: FieldSpec = { key: "at", label: "atTime", kind: "time" };

const UNTIL: FieldSpec = {
  ...{ key: "until", label: "until", kind: "variants", isOptional: true },
  variants: [
    { label: "until.none", is: (value) => value === undefined, blank: undefined, fields: [] },
    {
      label: "until.date",
      is: hasKey("date"),
      blank: { date: "agreement.end", before: "P60D", at: "09:00" },
      fields: [
        { key: "date", label: "triggerDate", kind: "date-field" },
        { key: "before", label: "before", kind: "duration", isOptional: true },
        { key: "after", label: "after", kind: "duration", isOptional: true },
        { ...AT, isOptional: true },
        {
          ...{ key: "roll", label: "roll", kind: "choice", isOptional: true },
          choices: choices("roll", ["same", "earlier", "later"]),
        },
        {
          ...{ key: "late", label: "isLate", kind: "variants", isOptional: true },
          variants: [
            {
              label: "late.now",
              is: (value) => value === undefined || value === "now",
              ...{ blank: undefined, fields: [] },
            },
            {
              label: "late.skip",
              is: hasKey("skip"),
              blank: { skip: "" },
              fields: [{ key: "skip", label: "skip", kind: "step" }],
            },
          ],
        },
      ],
    },
    {
      label: "until.month",
      is: hasKey("nextMonthDay"),
      blank: { nextMonthDay: 10, at: "10:00" },
      fields: [
        { key: "nextMonthDay", label: "nextMonthDay", kind: "count" },
        { ...AT, isOptional: true },
      ],
    },
    {
      label: "until.time",
      is: hasKey("at"),
      blank: { at: "09:00" },
      fields: [
        AT,
        {
          ...{ key: "weekday", label: "weekday", kind: "choice", usual: "anyDay" },
          choices: choices("weekday", WEEKDAYS),
        },
      ],
    },
  ],
};

/** What each kind of step has of its own, in the order one thinks of it. */
export const STEP_FIELDS: Readonly<Record<StepKind, readonly FieldSpec[]>> = {
  send: [
    {
      key: "channel",
      label: "channel",
      kind: "choice",
      choices: choices("channel", ["sms", "email"]),
    },
    { key: "template", label: "template", kind: "template", of: "send" },
    ...MESSAGE,
    {
      ...{ key: "oncePer", label: "oncePer", kind: "choice", usual: "notLimited" },
      choices: choices("oncePer", [
        ...(["customer", "agreement", "renewal", "invitation", "calendar-month"] as const),
      ]),
    },
    {
      ...{ key: "proceed", label: "proceed", kind: "choice", isOptional: true },
      choices: choices("proceed", ["when-sent", "at-once"]),
    },
  ],
  call: [
    { key: "template", label: "template", kind: "template", of: "call" },
    ...MESSAGE,
    { key: "noCapacity", label: "noCapacity", kind: "step", usual: "unsentWay" },
  ],
  task: [
    { key: "template", label: "template", kind: "template", of: "task" },
    { key: "assignee", label: "assignee", kind: "text", isOptional: true },
    { key: "due", label: "due", kind: "duration", usual: "noDue" },
  ],
  wait: [
    { key: "for", label: "for", kind: "duration", usual: "forNothing" },
    UNTIL,
    {
      ...{ key: "on", label: "waitOn", kind: "list", item: "waitOnItem", isOptional: true },
      variants: always(SIGNAL_RULE, { signal: "message.replied", goTo: "" }),
    },
  ],
  branch: [
    {
      ...{ key: "choose", label: "choose", kind: "list", item: "way" },
      variants: always(
        [
          { key: "when", label: "whenHolds", kind: "condition" },
          { key: "goTo", label: "goTo", kind: "step" },
        ],
        { when: { field: "customer.email", is: "is-set" }, goTo: "" },
      ),
    },
    { key: "otherwise", label: "otherwiseWay", kind: "step", usual: "nextStep" },
  ],
  split: [
    {
      ...{ key: "parts", label: "parts", kind: "list", item: "part" },
      variants: always(
        [
          { key: "name", label: "partName", kind: "text" },
          { key: "share", label: "share", kind: "number", max: 100 },
          { key: "goTo", label: "goTo", kind: "step" },
        ],
        { name: "", share: 50, goTo: "" },
      ),
    },
  ],
  update: [
    {
      ...{ key: "object", label: "object", kind: "choice" },
      choices: choices("object", ["customer", "agreement", "renewal"]),
    },
    { key: "values", label: "values", kind: "pairs", of: "value" },
  ],
  offer: [
    {
      ...{ key: "choose", label: "chooseOffer", kind: "list", item: "offerItem", isOptional: true },
      variants: always(
        [
          { key: "when", label: "whenHolds", kind: "condition" },
          { key: "offer", label: "offer", kind: "offer" },
        ],
        { when: { field: "customer.email", is: "is-set" }, offer: "" },
      ),
    },
    { key: "otherwise", label: "otherwiseOffer", kind: "offer" },
  ],
  "call-program": [{ key: "program", label: "program", kind: "program" }],
  webhook: [
    { key: "type", label: "webhookType", kind: "text" },
    { key: "data", label: "data", kind: "pairs", of: "value", isOptional: true },
  ],
  exit: [{ key: "reason", label: "reason", kind: "text" }],
};
