import type { RulePack } from "@perennial/lifecycle";
import { listRulePacks, readRulePack } from "@perennial/programs";

/** The rule packs of the library, by id. */
export async function libraryPacks(): Promise<Readonly<Record<string, RulePack>>> {
  const packs = await Promise.all((await listRulePacks()).map(readRulePack));
  return Object.fromEntries(packs.map((pack) => [pack.id, pack]));
}
