import { accepted, receiptFor, translatedValue } from "@perennial/connector-kit";
import type { Receipt, UpdateRecord } from "@perennial/contract";
import type { OrgTools } from "../org-tools.ts";
import { ownField, PREFIX } from "../own-name.ts";
import type { DescribedObject } from "../salesforce-client.ts";
import type { ContactTarget } from "./contact-targets.ts";
import type { Contacts } from "./record-write.ts";
import { type FieldValue, toSalesforceValue } from "./salesforce-value.ts";
import { type SavedRecord, saveRecords } from "./save-records.ts";

/** Where a customer stands, by our names, and the fields of our own object that hold it (apps/salesforce-app, "API names"). */
const FIELDS: Readonly<Record<string, string>> = {
  ...{ phase: "Phase__c", tier: "Tier__c", valueClass: "Value_Class__c", segment: "Segment__c" },
  ...{ risk: "Risk__c", value: "Value__c", pausedUntil: "Paused_Until__c" },
  ...{ nextRenewal: "Next_Renewal__c", renewalValue: "Renewal_Value__c" },
  ...{ nextStep: "Next_Step__c", nextStepAt: "Next_Step_At__c", programs: "Programs__c" },
  ...{ tierName: "Tier_Name__c", tierRemaining: "Tier_Remaining__c" },
  ...{ tierKeeping: "Tier_Keeping__c", tierShare: "Tier_Share__c" },
  ...{ riskReasons: "Risk_Reasons__c", say: "Say__c" },
};
/** What only our own object has room for. */
export const STATUS_ONLY = [
  ...(["programs", "tierName", "tierRemaining", "tierKeeping", "tierShare"] as const),
  ...(["riskReasons", "say"] as const),
] as const;
const MONEY: ReadonlySet<string> = new Set(["value", "renewalValue"]);
const CUSTOMER = "Customer_Id__c";

/** An object of our package's as an org has it; undefined where the package is not there. Throws a `ConnectorError`. */
export async function ownObject(
  { client }: Pick<OrgTools, "client">,
  name: string,
): Promise<DescribedObject | undefined> {
  return (await client.describe(PREFIX + name)) ?? (await client.describe(name));
}

/** The name that one of our object's fields has in an org. */
export function ownNamed(object: DescribedObject, field: string): string {
  return ownField(PREFIX + field, object);
}

/**
 * Keeps where customers stand in the package's own object, which its component on their pages shows; an org without the package has
 * none. Gives a receipt for each command about a customer. Throws a `ConnectorError`.
 */
export async function writeStatuses(
  tools: OrgTools,
  commands: readonly UpdateRecord[],
  contacts: Contacts,
): Promise<readonly Receipt[]> {
  const about = commands.filter(({ object }) => object === "customer");
  const status = about.length > 0 ? await ownObject(tools, "Perennial_Status__c") : undefined;
  if (status === undefined) return [];
  const { timeZone, currency = tools.settings.currency } = await tools.org();
  const byCustomer = Map.groupBy(about, ({ customerId }) => contacts.get(customerId));
  const rows = [...byCustomer].flatMap(([contact, own]) => {
    if (contact === undefined) return [];
    const told = Object.assign({}, ...own.map(({ values }) => values));
    const values = standing(status, told, { timeZone, currency });
    const toldAt = { [ownNamed(status, "Told_At__c")]: tools.context.clock.now() };
    return [{ own, row: statusRow(status, contact, { ...values, ...toldAt }) }];
  });
  const outcomes = await upsertStatuses(
    tools,
    status,
    rows.map(({ row }) => row),
  );
  return rows.flatMap(({ own }, at) => {
    const outcome = outcomes[at];
    if (outcome === undefined) return [];
    return own.map((command) =>
      outcome.saved ? accepted(command) : receiptFor(outcome.error, command),
    );
  });
}

/** The rows of some customers, made where they are not there yet; each by its own outcome, in order. */
export function upsertStatuses(
  { client, context }: Pick<OrgTools, "client" | "context">,
  status: DescribedObject,
  rows: readonly SavedRecord[],
) {
  const saving = { object: status.name, how: { upsertBy: ownNamed(status, CUSTOMER) } };
  return saveRecords({ client, abort: context.abort }, saving, rows);
}

/** A customer's row. */
export function statusRow(
  status: DescribedObject,
  { id, accountId, isPersonAccount }: ContactTarget,
  values: Readonly<Record<string, FieldValue>> = {},
): SavedRecord {
  const own = (field: string) => ownNamed(status, field);
  const account =
    isPersonAccount && accountId !== undefined ? { [own("Account__c")]: accountId } : {};
  return {
    parent: id,
    values: { [own(CUSTOMER)]: id, [own("Contact__c")]: id, ...account, ...values },
  };
}

interface Place {
  readonly timeZone: string;
  readonly currency: string;
}

/** What of the values the object has a field for; what does not fit its field stays as it was, for the contact has it as well. */
function standing(
  status: DescribedObject,
  told: UpdateRecord["values"],
  { timeZone, currency }: Place,
): Readonly<Record<string, FieldValue>> {
  const values: Record<string, FieldValue> = {};
  for (const [name, value] of Object.entries(told)) {
    const wanted = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
    const field = status.fields.find((one) => wanted && one.name === ownNamed(status, wanted));
    if (field === undefined) continue;
    const target = { field: field.name, isMoney: MONEY.has(name) };
    const theirs = translatedValue(value, target, currency);
    if ("problem" in theirs) continue;
    const converted = toSalesforceValue(theirs.value, field, timeZone);
    if ("value" in converted) values[field.name] = converted.value;
  }
  return values;
}
