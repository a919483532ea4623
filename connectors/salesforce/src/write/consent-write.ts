import { type AttributeValue, ConnectorError, type UpdateConsent } from "@perennial/contract";
import type { OrgTools } from "../org-tools.ts";
import type { DescribedField } from "../salesforce-client.ts";
import type { SalesforceSettings } from "../salesforce-settings.ts";
import type { ConsentSetting } from "../settings/consent-settings.ts";
import { writtenContact } from "./person-account.ts";
import type { Contacts, RecordWrite } from "./record-write.ts";
import { type FieldValue, toSalesforceValue } from "./salesforce-value.ts";

/** Words that lists have for a no. */
const NO = /^(?:no|nej|false|opt[- ]?out)$/i;

/**
 * Works out where a permission is written, and as what. Throws a `ConnectorError` of kind `invalid` where the settings have no
 * field for it or the field has no word for it, and `not-found` where the customer is no contact.
 */
export async function consentWrite(
  tools: OrgTools,
  command: UpdateConsent,
  contacts: Contacts,
): Promise<RecordWrite> {
  const settings = consentSettings(tools.settings, command);
  const contact = contacts.get(command.customerId);
  if (contact === undefined) {
    const message = `the customer ${command.customerId} is not a contact of this org's`;
    throw new ConnectorError({ connector: "salesforce", kind: "not-found", message });
  }
  const { timeZone } = await tools.org();
  const { field, ...written } = await writtenContact(tools, contact);
  const values: Record<string, FieldValue> = {};
  for (const setting of settings) {
    const target = field(setting.field);
    const converted = toSalesforceValue(valueFor(setting, command, target), target, timeZone);
    if ("problem" in converted) throw invalid(converted.problem);
    values[target.name] = converted.value;
  }
  return { command, ...written, values };
}

/** The fields that a permission is kept in. Throws a `ConnectorError` where there is none. */
function consentSettings(
  { consents, customers }: Pick<SalesforceSettings, "consents" | "customers">,
  { channel, purpose, topic }: UpdateConsent,
): readonly ConsentSetting[] {
  const own = consents.filter(
    (one) => one.channel === channel && one.purpose === purpose && one.topic === topic,
  );
  if (own.length > 0) return own;
  if (channel === "phone" && topic === undefined && customers.doNotCall !== null) {
    return [{ field: customers.doNotCall, channel, purpose, means: "no", value: "true" }];
  }
  const about = [channel, purpose, topic].filter((part) => part !== undefined).join(", ");
  throw invalid(`no field stands for consent to ${about}; choose one in the Salesforce settings`);
}

function valueFor(
  { means, value }: ConsentSetting,
  { state }: UpdateConsent,
  field: DescribedField,
): AttributeValue {
  const isTicked = (means === "yes") === (state === "given");
  if (field.type === "boolean") return isTicked;
  if (isTicked) return value;
  // An empty field says nothing: of a yes the opposite is a no, of a no it is that nobody refuses.
  if (means === "no") return null;
  const no = field.picklistValues.find((one) => one.active && NO.test(one.value));
  if (no !== undefined) return no.value;
  const message = `the field ${field.name} has no value that means no; add the value "no" to it in Salesforce`;
  throw invalid(message);
}

function invalid(message: string): ConnectorError {
  return new ConnectorError({ connector: "salesforce", kind: "invalid", message });
}
