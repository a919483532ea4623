import type { Misunderstanding } from "@perennial/contract";
import { issueWords } from "../inbound/issue-words.ts";
import { MappingData } from "./mapping-data.ts";

/** A mapping with an administrator's names in it. */
export interface Renamed {
  readonly data: MappingData;
  readonly problems: readonly Misunderstanding[];
}

/**
 * Puts an administrator's names of vendor fields, by our field, into a mapping. A name that cannot be used is a
 * problem at its place; where there is one, the mapping stays as it was.
 */
export function renameFields(data: MappingData, names: Readonly<Record<string, string>>): Renamed {
  const chosen = new Map(Object.entries(names));
  const known = new Set(data.rows.map(({ field }) => field));
  const unknown = [...chosen.keys()].filter((field) => !known.has(field));
  const problems = unknown.map((place) => ({ place, message: "is not a field of the mapping" }));
  const rows = data.rows.map((row) => ({ ...row, vendor: chosen.get(row.field) ?? row.vendor }));
  const renamed = MappingData.safeParse({ ...data, rows });
  if (renamed.success && problems.length === 0) return { data: renamed.data, problems };
  if (renamed.error) problems.push({ place: "rows", message: issueWords(renamed.error) });
  return { data, problems };
}
