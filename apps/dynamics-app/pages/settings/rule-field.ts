import type { Row } from "../shared/dataverse.ts";
import { readDuration, UNITS, writeDuration } from "../shared/duration.ts";
import { element } from "../shared/element.ts";
import { inForce } from "../shared/in-force.ts";
import { words } from "../shared/words.ts";
import { checked } from "./field.ts";

/** A switch or a setting of a program. */
export interface RuleField {
  readonly node: HTMLElement;
  /** The rule as it was last read. */
  readonly rule: Row;
  readonly isSwitch: boolean;
  /** What is chosen, as the program has it: `active`, `P14D`, `3`, `10:00`. */
  value(): string;
  check(): boolean;
  /** Shows the state of the rule after it was saved. */
  show(rule: Row): void;
}

interface Control {
  readonly nodes: readonly Node[];
  value(): string;
  check(): boolean;
}

/** The field of a rule; tells when something was chosen. */
export function ruleField(first: Row, changed: () => void): RuleField {
  let rule = first;
  const id = `rule-${rule.prnl_ruleid}`;
  const control = controlOf(rule, id);
  const state = element("div", {});
  const showState = () => state.replaceChildren(...[inForce(rule) ?? []].flat());
  showState();
  const isSwitch = rule.prnl_kind === "switch";
  const look = isSwitch ? "field check program" : "field";
  const node = element("div", { "data-rule": String(rule.prnl_rulekey) });
  node.append(element("div", { class: look }, ...control.nodes), state);
  node.addEventListener("input", changed);
  return {
    ...{ node, isSwitch, value: control.value, check: control.check },
    get rule() {
      return rule;
    },
    show(read) {
      rule = read;
      showState();
    },
  };
}

function controlOf(rule: Row, id: string): Control {
  const kind = rule.prnl_kind;
  const value = String(rule.prnl_value ?? "");
  if (kind === "switch") return switchOf(rule, id);
  const duration = kind === "duration" ? readDuration(value) : undefined;
  if (duration !== undefined) return durationOf(rule, { id, ...duration });
  const more: Readonly<Record<string, string | number>> =
    kind === "number"
      ? { type: "number", min: 0, step: 1 }
      : { type: kind === "time" ? "time" : "text", maxlength: 40 };
  const input = element("input", {
    ...{ id, class: "input short", required: true, ...more },
    "aria-describedby": rule.prnl_default ? `${id}-usual` : undefined,
  });
  input.value = value;
  const nodes = [labelOf(rule, id), input, ...usual(rule, id)];
  return { nodes, value: () => input.value, check: () => checked(input) };
}

function switchOf(rule: Row, id: string): Control {
  const box = element("input", { id, type: "checkbox", role: "switch", class: "switch" });
  box.checked = rule.prnl_value === "active";
  const value = () => (box.checked ? "active" : "paused");
  return { nodes: [box, labelOf(rule, id)], value, check: () => true };
}

function durationOf(
  rule: Row,
  first: { readonly id: string; readonly amount: number; readonly unit: string },
): Control {
  const { id } = first;
  const amount = element("input", {
    ...{ id, class: "input short", type: "number", min: 0, step: 1, required: true },
    "aria-describedby": rule.prnl_default ? `${id}-usual` : undefined,
  });
  amount.value = String(first.amount);
  const unit = element(
    "select",
    { class: "input short", "aria-label": words("unitOf", String(rule.prnl_label ?? "")) },
    ...UNITS.map((each) => element("option", { value: each }, words(each))),
  );
  unit.value = first.unit;
  const pair = element("div", { class: "pair" }, amount, unit);
  return {
    nodes: [labelOf(rule, id), pair, ...usual(rule, id)],
    value: () => (amount.value === "" ? "" : writeDuration(Number(amount.value), unit.value)),
    check: () => checked(amount),
  };
}

function labelOf(rule: Row, id: string): HTMLElement {
  return element("label", { for: id }, String(rule.prnl_label ?? rule.prnl_rulekey));
}

/** What the program's file says. */
function usual(rule: Row, id: string): readonly Node[] {
  if (!rule.prnl_default) return [];
  const text = String(rule.prnl_default);
  const duration = rule.prnl_kind === "duration" ? readDuration(text) : undefined;
  const shown = duration === undefined ? text : `${duration.amount} ${words(duration.unit)}`;
  return [element("p", { class: "small", id: `${id}-usual` }, words("usually", shown))];
}
