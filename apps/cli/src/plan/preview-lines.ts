import type { PlanPreviewView } from "@perennial/api";
import { table } from "../output/table.ts";
import { problemLines } from "./plan-file.ts";

/** A preview as it is read at a terminal: what becomes of the tiers, then every move, then groups. */
export function previewLines(preview: PlanPreviewView, file: string): readonly string[] {
  const { sentence, customers, moves, groups, problems } = preview;
  return [
    ...problemLines(problems, file),
    `Of ${customers} customers: ${sentence}`,
    ...(moves.length > 0 ? ["", ...movesTable(moves)] : []),
    ...(groups.length > 0 ? ["", ...groupsTable(groups)] : []),
  ];
}

function movesTable(moves: PlanPreviewView["moves"]): readonly string[] {
  return table(
    [
      { title: "what" },
      { title: "from" },
      { title: "to" },
      { title: "customers", align: "right" },
      { title: "such as" },
    ],
    moves.map(({ kind, from, to, customers, examples }) => [
      ...[kind, from ?? "-", to ?? "-", String(customers), examples.slice(0, 3).join(", ")],
    ]),
  );
}

function groupsTable(groups: PlanPreviewView["groups"]): readonly string[] {
  const numbers = ["members", "come in", "leave"];
  return table(
    [{ title: "group" }, ...numbers.map((title) => ({ title, align: "right" as const }))],
    groups.map(({ id, members, joined, left }) => [
      ...[id, String(members), String(joined), String(left)],
    ]),
  );
}
