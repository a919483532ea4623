import type { Locale, PageRow, PageValues } from "@perennial/contract";
import type { Program } from "@perennial/lifecycle";
import { asTenant, countEnrolments, type StoredProgram, type Tenant } from "@perennial/store";
import { isLastingFault } from "../failure/lasting-fault.ts";
import { changeState, type ProgramChange } from "../program/change-state.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import type { RowInForce, Taken } from "./page-rows.ts";

/** What a switch holds. */
const [ON, OFF] = ["active", "paused"];

/** Every program's switch with its settings behind it, as they are in force. */
export function rulesInForce(
  { db, programs }: RuntimeContext,
  tenant: Tenant,
  locale: Locale,
): Promise<readonly RowInForce[]> {
  return asTenant(db, tenant.id, async (tx) => {
    const counts = await countEnrolments(tx);
    const rows: RowInForce[] = [];
    for (const stored of await programs.list(tx)) {
      try {
        const { compiled } = await programs.load(tx, stored.id, stored.version);
        const running = counts.get(stored.id)?.running ?? 0;
        const order = rows.length;
        rows.push(...rulesOf(compiled.program, { stored, running, locale, order }));
      } catch (error) {
        // One that cannot be read is none that could be turned on.
        if (!isLastingFault(error)) throw error;
      }
    }
    return rows;
  });
}

interface Shown {
  readonly stored: StoredProgram;
  readonly running: number;
  readonly locale: Locale;
  readonly order: number;
}

function rulesOf(
  { name, settings }: Program,
  { stored: { id, state, settings: chosen }, running, locale, order }: Shown,
): readonly RowInForce[] {
  const row = (key: string, values: PageValues) =>
    ({ table: "rule", key, values: { ...values, program: id } }) as const;
  const own = Object.entries(settings).map(([setting, { type, label, default: usual }], index) =>
    row(`${id}/${setting}`, {
      ...{ label: label[locale], kind: type, order: order + 1 + index },
      ...{ value: String(chosen[setting] ?? usual), default: String(usual) },
    }),
  );
  const isOn = state === "active" ? ON : OFF;
  const turning = {
    label: name[locale],
    kind: "switch",
    value: isOn ?? null,
    default: OFF ?? null,
  };
  return [row(id, { ...turning, order, state, running }), ...own];
}

/** Takes what was chosen of programs, each choice by itself: settings first, so that a program starts with them. */
export async function takeRules(
  context: RuntimeContext,
  tenant: Tenant,
  {
    rows,
    by,
    locale,
  }: { readonly rows: readonly PageRow[]; by(row: PageRow): string } & {
    readonly locale: Locale;
  },
): Promise<readonly Taken[]> {
  const stored = await asTenant(context.db, tenant.id, (tx) => context.programs.list(tx));
  const settingsFirst = rows.toSorted((a, b) => Number(isSwitch(a)) - Number(isSwitch(b)));
  const taken: Taken[] = [];
  for (const row of settingsFirst) {
    const [program = "", setting] = row.key.split("/");
    const before = stored.find(({ id }) => id === program);
    const change: ProgramChange = {
      ...{ program, by: by(row) },
      ...(before && chosenOf(row, setting, before)),
    };
    const changed = await changeState(context, tenant.id, change);
    const audit = { operation: "setProgram", about: { id: program } };
    const told = setting ? { settings: { [setting]: row.values.value } } : { state: change.state };
    if (changed === "changed") taken.push({ row, audit: { ...audit, after: told } });
    else if (changed === "unknown") taken.push({ row, problem: GONE[locale] });
    else {
      const words = changed.problems.map(({ message }) => message[locale]).join(" ");
      taken.push({ row, problem: `${changed.message[locale]} ${words}`.trim() });
    }
  }
  return taken;
}

const GONE = {
  sv: "Programmet finns inte längre.",
  en: "The program is not there any more.",
} as const;

function isSwitch({ key }: PageRow): boolean {
  return !key.includes("/");
}

/** A switch turned on activates, one turned off pauses; one that stands as it was changes nothing. */
function chosenOf(
  { values: { value } }: PageRow,
  setting: string | undefined,
  { state }: StoredProgram,
): Pick<ProgramChange, "state" | "settings"> {
  if (setting !== undefined) {
    const isNumber = typeof value === "string" && /^\d+$/.test(value);
    return { settings: { [setting]: isNumber ? Number(value) : String(value ?? "") } };
  }
  const isOn = value === ON;
  if (isOn === (state === "active")) return { state };
  return { state: isOn ? "active" : "paused" };
}
