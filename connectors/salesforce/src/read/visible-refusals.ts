import { ConnectorError } from "@perennial/contract";
import { CONTACT, refusalFields } from "../mapping/map-record.ts";
import type { OrgTools } from "../org-tools.ts";

/**
 * Sees to it that the fields by which customers say no are visible to us: hidden by field-level security they look as if
 * nobody had said anything, so that without them nothing is read and nobody is written to (crm/salesforce.md, 5 and 10.16).
 * Throws a `ConnectorError` that names them.
 */
export async function demandVisibleRefusals({
  client,
  settings,
}: Pick<OrgTools, "client" | "settings">): Promise<void> {
  const described = await client.describe(CONTACT);
  const there = new Set(described?.fields.map(({ name }) => name));
  const hidden = refusalFields(settings).filter((name) => !there.has(name));
  if (hidden.length === 0) return;
  const what = `Perennial's user does not see ${hidden.join(", ")} of contacts, by which customers say no`;
  const remedy =
    "give it the permission set Perennial Integration, or choose other fields in the settings; until then nothing is read";
  const message = `${what}: ${remedy}`;
  throw new ConnectorError({ connector: "salesforce", kind: "forbidden", message });
}
