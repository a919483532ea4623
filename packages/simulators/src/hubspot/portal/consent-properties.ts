import { optionsOf, property } from "../record/property.ts";
import type { RecordDesk, WriteManner } from "../record/record-desk.ts";
import type { ConsentsListener, PortalConsents } from "./consents.ts";

const BY_HUBSPOT: WriteManner = {
  source: { changeSource: "EMAIL", sourceId: "subscriptions" },
  byHubspot: true,
};

/**
 * Keeps on contacts what their people say, as HubSpot does in read-only properties: `hs_email_optout` and one for each
 * kind of subscription (crm/hubspot.md, 5.7), so that a change of a consent is a change of its contact.
 */
export function consentProperties(desk: {
  readonly records: () => RecordDesk;
  readonly consents: () => PortalConsents;
  now(): number;
}): ConsentsListener {
  return {
    defined({ id, name }) {
      const records = desk.records();
      for (const type of records.types.filter((one) => one.name === "contacts"))
        records.book(type).put(
          property(
            {
              name: propertyName(id),
              label: `Opted out of email: ${name}`,
              groupName: "contactinformation",
              type: "bool",
              options: optionsOf("true", "false"),
              hubspotDefined: true,
              readOnly: true,
            },
            desk.now(),
          ),
        );
    },
    changed(email) {
      const [records, consents] = [desk.records(), desk.consents()];
      const type = records.type("contacts");
      if (type === undefined) return;
      const id = records.store(type).owner("email", email.toLowerCase());
      const record = id === undefined ? undefined : records.store(type).get(id);
      if (record === undefined) return;
      const properties: Record<string, string> = {
        hs_email_optout: consents.optedOutAt(email) === undefined ? "" : "true",
      };
      for (const definition of consents.definitions) {
        const { state } = consents.status(email, definition.id);
        const value = state === "NOT_SPECIFIED" ? "" : String(state === "UNSUBSCRIBED");
        properties[propertyName(definition.id)] = value;
      }
      records.update(type, record, { properties, manner: BY_HUBSPOT });
    },
  };
}

function propertyName(subscriptionId: number): string {
  return `hs_email_optout_${subscriptionId}`;
}
