import { ConnectorError } from "@perennial/contract";
import { CONTACT } from "../mapping/map-record.ts";
import type { OrgTools } from "../org-tools.ts";
import { ownField } from "../own-name.ts";
import type { DescribedField, DescribedObject } from "../salesforce-client.ts";
import type { ContactTarget } from "./contact-targets.ts";

/** A contact's fields as they are written: its own, or those of the person account that stands for it. */
export interface WrittenContact {
  readonly object: string;
  readonly id: string;
  /** The account, whose rows are locked with it. */
  readonly parent: string | undefined;
  /** The field that is written for one of the contact's. Throws a `ConnectorError` of kind `invalid` where there is none. */
  field(name: string): DescribedField;
}

/** Says where a contact is written. Throws a `ConnectorError` where the org cannot be asked. */
export async function writtenContact(
  { client }: Pick<OrgTools, "client">,
  { id, accountId, isPersonAccount }: ContactTarget,
): Promise<WrittenContact> {
  const isAccount = isPersonAccount && accountId !== undefined;
  const object = isAccount ? "Account" : CONTACT;
  const described = await client.describe(object);
  return {
    ...{ object, id: isAccount ? accountId : id, parent: accountId },
    field: (name) => fieldOf(described, isAccount ? namesOnAccount(name) : [name]),
  };
}

/** A field by the first of some names that the object has. */
export function fieldOf(
  described: DescribedObject | undefined,
  names: readonly string[],
): DescribedField {
  for (const name of names) {
    const own = described && ownField(name, described);
    const found = described?.fields.find((field) => field.name === own);
    if (found) return found;
  }
  const message = `${described?.name ?? "the object"} has no field ${names[0]} that Perennial's user sees; make it visible, or choose another in the settings`;
  throw new ConnectorError({ connector: "salesforce", kind: "invalid", message });
}

/** What a person account calls its contact's field: `Tier__pc` for `Tier__c`, `PersonEmail` for `Email`, or the same. */
function namesOnAccount(name: string): readonly string[] {
  return name.endsWith("__c") ? [name.replace(/__c$/, "__pc")] : [`Person${name}`, name];
}
