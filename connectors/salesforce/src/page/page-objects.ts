import { PAGE_TABLES, type PageTable } from "@perennial/contract";
import type { OrgTools } from "../org-tools.ts";
import type { DescribedField, DescribedObject } from "../salesforce-client.ts";
import { ownNamed, ownObject } from "../write/status-rows.ts";

/** The package's objects behind its settings page, and the field that each row is found by (apps/salesforce-app, "API names"). */
const OBJECTS: Readonly<Record<PageTable, { readonly name: string; readonly key: string }>> = {
  company: { name: "Perennial_Setting__c", key: "Key__c" },
  rule: { name: "Perennial_Rule__c", key: "Rule_Key__c" },
  tier: { name: "Perennial_Tier__c", key: "Tier_Id__c" },
};
/** Those that hold what was chosen and what came of it. */
const STATE = {
  revision: "Revision__c",
  appliedRevision: "Applied_Revision__c",
  appliedAt: "Applied_At__c",
  problem: "Problem__c",
} as const;
/** How long it is believed that an org has the page, or has it not, in milliseconds: asking takes calls that it pays for. */
const BELIEVED = 60 * 60_000;

/** One of the page's objects as an org has it. */
export interface PageObject {
  readonly table: PageTable;
  readonly name: string;
  readonly key: string;
  readonly state: Readonly<Record<keyof typeof STATE, string>>;
  /** The fields that there are, by our names. */
  readonly fields: ReadonlyMap<string, DescribedField>;
}

/** Makes what gives the page's objects; undefined where the org has not our package. */
export function createPageObjects(
  tools: OrgTools,
): () => Promise<readonly PageObject[] | undefined> {
  let kept:
    | { readonly at: number; readonly objects: readonly PageObject[] | undefined }
    | undefined;
  return async () => {
    const now = Date.parse(tools.context.clock.now());
    if (kept && now - kept.at < BELIEVED) return kept.objects;
    const objects = await pageObjects(tools);
    kept = { at: now, objects };
    return objects;
  };
}

async function pageObjects(tools: OrgTools): Promise<readonly PageObject[] | undefined> {
  const objects: PageObject[] = [];
  for (const table of ["company", "rule", "tier"] as const) {
    const described = await ownObject(tools, OBJECTS[table].name);
    if (!described) return undefined;
    objects.push(pageObject(table, described));
  }
  return objects;
}

function pageObject(table: PageTable, described: DescribedObject): PageObject {
  const own = (field: string) => ownNamed(described, field);
  const { chosen, told } = PAGE_TABLES[table];
  const fields = [...chosen, ...told].flatMap((name) => {
    const wanted = name === "name" ? "Name" : own(fieldName(name));
    const found = described.fields.find((field) => field.name === wanted);
    return found ? ([[name, found]] as const) : [];
  });
  const state = Object.entries(STATE).map(([name, field]) => [name, own(field)]);
  return {
    ...{ table, name: described.name, key: own(OBJECTS[table].key) },
    state: Object.fromEntries(state),
    fields: new Map(fields),
  };
}

/** `capLimit` is kept in `Cap_Limit__c`. */
function fieldName(name: string): string {
  const words = name.split(/(?=[A-Z])/).map((word) => word[0]?.toUpperCase() + word.slice(1));
  return `${words.join("_")}__c`;
}
