import type { Condition } from "../../condition/condition.ts";
import type { TemplateKind } from "../../message/template.ts";
import type { Program } from "../program.ts";
import type { Path } from "../read-yaml.ts";
import type {
  DurationOrSetting,
  NumberOrSetting,
  OnSignal,
  StepOf,
  TimeOrSetting,
} from "../step.ts";

/** A part of a program with the way to it in the file. */
export interface At<Part> {
  readonly path: Path;
  readonly part: Part;
}

/** What stands at `key` of something, with its path; nothing where it is left out. */
function at<Part>(path: Path, key: string, part: Part | undefined): readonly At<Part>[] {
  return part === undefined ? [] : [{ path: [...path, key], part }];
}

/** A rule that looks at signals of one type, wherever it stands. */
export interface SignalRule {
  readonly type: string;
  /** The key under which the type stands. */
  readonly key: "signal" | "on";
  readonly when: Condition | undefined;
  readonly set: OnSignal["set"] | undefined;
}

/** Every rule of a program that looks at signals. */
export function signalRulesOf(program: Program): readonly At<SignalRule>[] {
  const onSignal = (path: Path, { signal, when, set }: Omit<OnSignal, "goTo">): At<SignalRule> => ({
    path,
    part: { type: signal, key: "signal", when, set },
  });
  const exits = program.exits.flatMap(({ on, when }, index) =>
    on === undefined
      ? []
      : [{ path: ["exits", index], part: { type: on, key: "on" as const, when, set: undefined } }],
  );
  const { goal } = program;
  return [
    ...program.triggers.flatMap((trigger, index) =>
      "signal" in trigger ? [onSignal(["triggers", index], trigger)] : [],
    ),
    ...(goal
      ? [
          {
            path: ["goal"],
            part: { type: goal.on, key: "on" as const, when: goal.when, set: undefined },
          },
        ]
      : []),
    ...exits,
    ...program.reactions.map((reaction, index) => onSignal(["reactions", index], reaction)),
    ...program.steps.flatMap((step, index) =>
      step.do === "wait"
        ? (step.on ?? []).map((rule, n) => onSignal(["steps", index, "on", n], rule))
        : [],
    ),
  ];
}

/** A condition, and the type of the signal that it can see, if any. */
export interface PlacedCondition {
  readonly condition: Condition;
  readonly signal: string | undefined;
}

/** Every condition of a program. */
export function conditionsOf(program: Program): readonly At<PlacedCondition>[] {
  const plain = (path: Path, condition: Condition | undefined): readonly At<PlacedCondition>[] =>
    condition === undefined ? [] : [{ path, part: { condition, signal: undefined } }];
  return [
    ...plain(["entry"], program.entry),
    ...program.exits.flatMap(({ on, when }, index) =>
      on === undefined ? plain(["exits", index, "when"], when) : [],
    ),
    ...signalRulesOf(program).flatMap(({ path, part: { type, when } }) =>
      when === undefined
        ? []
        : [{ path: [...path, "when"], part: { condition: when, signal: type } }],
    ),
    ...program.steps.flatMap((step, index) =>
      step.do === "branch" || step.do === "offer"
        ? step.choose.flatMap(({ when }, n) => plain(["steps", index, "choose", n, "when"], when))
        : [],
    ),
  ];
}

/** The settings that a program's conditions name; whether there are such, those who check conditions say. */
export function settingsInConditions(program: Program): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    if ("setting" in node && typeof node.setting === "string") names.add(node.setting);
    Object.values(node).forEach(visit);
  };
  for (const { part } of conditionsOf(program)) visit(part.condition);
  return names;
}

/** Every place where a program names a step to go to. */
export function targetsOf(program: Program): readonly At<string>[] {
  return [
    ...program.triggers.flatMap(({ startAt }, index) =>
      at(["triggers", index], "startAt", startAt),
    ),
    ...program.reactions.flatMap(({ goTo }, index) => at(["reactions", index], "goTo", goTo)),
    ...program.steps.flatMap((step, index) => {
      const path = ["steps", index];
      return [
        ...at(path, "next", step.next),
        ...at([...path, "limit"], "goTo", step.limit?.goTo),
        ...targetsOfKind(step, path),
      ];
    }),
  ];
}

function targetsOfKind(step: Program["steps"][number], path: Path): readonly At<string>[] {
  switch (step.do) {
    case "send":
      return at(path, "otherwise", step.otherwise);
    case "call":
      return [...at(path, "otherwise", step.otherwise), ...at(path, "noCapacity", step.noCapacity)];
    case "branch":
      return [
        ...step.choose.flatMap(({ goTo }, n) => at([...path, "choose", n], "goTo", goTo)),
        ...at(path, "otherwise", step.otherwise),
      ];
    case "split":
      return step.parts.flatMap(({ goTo }, n) => at([...path, "parts", n], "goTo", goTo));
    case "wait": {
      const late = step.until && "date" in step.until ? step.until.late : "now";
      return [
        ...(step.on ?? []).flatMap(({ goTo }, n) => at([...path, "on", n], "goTo", goTo)),
        ...(late === "now" ? [] : at([...path, "until", "late"], "skip", late.skip)),
      ];
    }
    default:
      return [];
  }
}

/** A value that may be the name of a setting, and the type that it must have. */
export type SettingUse =
  | { readonly type: "duration"; readonly value: DurationOrSetting }
  | { readonly type: "number"; readonly value: NumberOrSetting }
  | { readonly type: "time"; readonly value: TimeOrSetting };

/** Every place where a program may name a setting. */
export function settingUsesOf(program: Program): readonly At<SettingUse>[] {
  const durations = (
    path: Path,
    holder: object,
    keys: readonly string[],
  ): readonly At<SettingUse>[] =>
    keys.flatMap((key): readonly At<SettingUse>[] => {
      const value: DurationOrSetting | undefined = Reflect.get(holder, key);
      return value === undefined
        ? []
        : [{ path: [...path, key], part: { type: "duration", value } }];
    });
  return [
    ...program.triggers.flatMap((trigger, index) =>
      durations(["triggers", index], trigger, ["before", "after", "late"]),
    ),
    ...(typeof program.reentry === "object"
      ? durations(["reentry"], program.reentry, ["after"])
      : []),
    ...program.steps.flatMap((step, index) => {
      const path = ["steps", index];
      const until = step.do === "wait" ? step.until : undefined;
      const time = until && ({ type: "time", value: until.at } as const);
      const day =
        until && "nextMonthDay" in until
          ? ({ type: "number", value: until.nextMonthDay } as const)
          : undefined;
      const times = step.limit && ({ type: "number", value: step.limit.times } as const);
      return [
        ...durations(path, step, ["expires", "for", "due"]),
        ...durations([...path, "until"], until ?? {}, ["before", "after"]),
        ...at([...path, "until"], "at", time),
        ...at([...path, "until"], "nextMonthDay", day),
        ...at([...path, "limit"], "times", times),
      ];
    }),
  ];
}

/** A step that shows a text. */
export type TextStep = StepOf<"send"> | StepOf<"call"> | StepOf<"task">;

/** Every step that shows a text, and the kind of template it needs. */
export function textStepsOf(
  program: Program,
): readonly (At<TextStep> & { readonly kind: TemplateKind })[] {
  return program.steps.flatMap((step, index) => {
    if (step.do !== "send" && step.do !== "call" && step.do !== "task") return [];
    const kind = step.do === "send" ? step.channel : step.do;
    return [{ path: ["steps", index], part: step, kind }];
  });
}
