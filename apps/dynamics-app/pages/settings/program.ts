import { SELECTED, SETS } from "../shared/columns.ts";
import type { Row } from "../shared/dataverse.ts";
import { element } from "../shared/element.ts";
import { saveRevision } from "../shared/save-revision.ts";
import { words } from "../shared/words.ts";
import { type RuleField, ruleField } from "./rule-field.ts";
import { type Saver, saver } from "./saver.ts";

/** One program: its switch, its settings, and a button that saves what was changed, each under its next revision. */
export function programForm(program: string, rules: readonly Row[]): HTMLElement {
  const fields = rules.map((rule) => ruleField(rule, () => form.changed()));
  const switches = fields.filter(({ isSwitch }) => isSwitch);
  const settings = fields.filter(({ isSwitch }) => !isSwitch);
  const name = String(switches[0]?.rule.prnl_label ?? program);
  const form: Saver = saver({
    content: [
      ...switches.map(({ node }) => node),
      ...inIt(switches[0]),
      ...(settings.length === 0 ? [] : [details(name, settings)]),
    ],
    check: () => (fields.map((field) => field.check()).every(Boolean) ? undefined : "invalid"),
    save: async () => {
      const results = await Promise.allSettled(fields.filter(isChanged).map(saveOne));
      const failure = results.find((result) => result.status === "rejected");
      if (failure !== undefined) throw failure.reason;
    },
  });
  return element(
    "article",
    { class: "card", "aria-label": name, "data-program": program },
    form.node,
  );
}

function inIt(field: RuleField | undefined): readonly Node[] {
  const running = field?.rule.prnl_running;
  if (typeof running !== "number") return [];
  return [element("p", { class: "small", "data-part": "running" }, words("inIt", running))];
}

function details(name: string, settings: readonly RuleField[]): HTMLElement {
  return element(
    "details",
    {},
    element("summary", {}, words("settingsOf", name)),
    element("div", { class: "stack" }, ...settings.map(({ node }) => node)),
  );
}

function isChanged({ rule, value }: RuleField): boolean {
  return value() !== String(rule.prnl_value ?? "");
}

async function saveOne(field: RuleField): Promise<void> {
  field.show(
    await saveRevision({
      ...{ set: SETS.rule, id: "prnl_ruleid", select: SELECTED.rule, row: field.rule },
      values: { prnl_value: field.value() },
    }),
  );
}
