import type { Choice } from "../metadata/column.ts";
import type { Table } from "../metadata/table.ts";
import { badValue } from "../refusal.ts";
import type { Row } from "./row.ts";
import type { Value, Values } from "./value.ts";

/**
 * State and status of a row as they become by a write (learn.microsoft.com, "Define status reason transitions"): a status belongs
 * to a state, a state alone brings its usual status, and a status alone must belong to the state the row is in. `byAction` is the
 * action that writes, where one does.
 */
export function stateValues(
  table: Table,
  row: Row | undefined,
  write: { readonly values: Values; readonly byAction?: string },
): Values {
  const states = table.column("statecode")?.choices ?? [];
  const statuses = table.column("statuscode")?.choices ?? [];
  if (states.length === 0) return {};
  const { values, byAction } = write;
  const given = values.statecode;
  const before = row?.values.statecode ?? states[0]?.value ?? 0;
  const state = states.find(({ value }) => value === (given ?? before));
  if (state === undefined) return {};
  if (state.value !== before) checkWay(table, state, byAction);
  const status = values.statuscode ?? statusFor(row, state, before);
  checkStatus(table, { state, status, statuses });
  return { statecode: state.value, statuscode: status };
}

function statusFor(row: Row | undefined, state: Choice, before: Value): Value {
  const kept = row?.values.statuscode;
  return kept !== undefined && state.value === before ? kept : (state.defaultStatus ?? null);
}

function checkWay(table: Table, state: Choice, byAction: string | undefined): void {
  if (state.onlyBy === undefined || state.onlyBy === byAction) return;
  const name = state.label[1033] ?? String(state.value);
  throw badValue(
    "0x80040216",
    `This message can not be used to set the state of ${table.name} to ${name}. In order to set state of ${table.name} to ${name}, use the ${state.onlyBy} message instead.`,
  );
}

function checkStatus(
  table: Table,
  { state, status, statuses }: { state: Choice; status: Value; statuses: readonly Choice[] },
): void {
  if (statuses.some((one) => one.value === status && one.state === state.value)) return;
  const name = (state.label[1033] ?? "").replaceAll(" ", "");
  throw badValue(
    "0x80048408",
    `${String(status)} is not a valid status code for state code ${table.schemaName}State.${name} on ${table.name}.`,
  );
}
