import {
  accepted,
  endsAll,
  mapWithLimit,
  notTried,
  receiptFor,
  toConnectorError,
} from "@perennial/connector-kit";
import type { ConnectorError, Receipt, UpdateConsent } from "@perennial/contract";
import { objectsPath } from "../hubspot-paths.ts";
import { batchEach } from "./batch-each.ts";
import {
  setSubscription,
  subscriptionStates,
  subscriptionsFor,
  wantedState,
} from "./consent-status.ts";
import type { HubspotWriting } from "./hubspot-writing.ts";
import { smsConsentValue } from "./sms-consent.ts";
import { survivorOf } from "./survivor.ts";
import { hubspotError } from "./write-outcome.ts";

/** HubSpot has no batch for consent outside Marketing Hub Enterprise. */
const AT_ONCE = 4;

/**
 * Tells HubSpot of permissions: for e-mail by its subscription types, for text messages by the property in the settings.
 * Never throws.
 */
export function updateConsents(
  writing: HubspotWriting,
  commands: readonly UpdateConsent[],
): Promise<readonly Receipt[]> {
  let halt: ConnectorError | undefined;
  return mapWithLimit(commands, AT_ONCE, async (command) => {
    if (halt !== undefined) return receiptFor(notTried(halt), command);
    try {
      if (command.channel === "email") return await updateEmail(writing, command);
      if (command.channel === "sms") return await updateSms(writing, command);
      const words = `HubSpot keeps no consent for ${command.channel}`;
      throw hubspotError(
        "invalid",
        `${words}; it keeps it for e-mail, and for text messages in a property`,
      );
    } catch (error) {
      const failure = toConnectorError(error, "hubspot", writing.context.log);
      if (endsAll(failure)) halt = failure;
      return receiptFor(failure, command);
    }
  });
}

async function updateEmail(
  { client, settings }: HubspotWriting,
  command: UpdateConsent,
): Promise<Receipt> {
  const subscriptions = emailSubscriptions({ settings }, command);
  const states = await subscriptionStates(client, command.to);
  // HubSpot refuses to subscribe who is subscribed; what is so already is done.
  const open = subscriptions.filter((id) => states.get(id) !== wantedState(command));
  for (const [index, subscriptionId] of open.entries()) {
    await setSubscription(client, command, { subscriptionId, again: index > 0 });
  }
  return accepted(command);
}

/** The subscription types that a command is about. Throws a `ConnectorError` where the settings name none. */
export function emailSubscriptions(
  { settings }: Pick<HubspotWriting, "settings">,
  command: UpdateConsent,
): readonly string[] {
  const subscriptions = subscriptionsFor(settings.consents, command);
  if (subscriptions.length > 0) return subscriptions;
  const about =
    command.topic === undefined ? command.purpose : `${command.purpose}, ${command.topic}`;
  const message = `no subscription type stands for ${about}; choose one in the HubSpot settings`;
  throw hubspotError("invalid", message);
}

async function updateSms(writing: HubspotWriting, command: UpdateConsent): Promise<Receipt> {
  const { property, value } = await smsWrite(writing, command);
  const path = objectsPath("contacts", "batch", "update");
  const write = async (id: string, again: boolean) => {
    const row = { objectWriteTraceId: command.id, id, properties: { [property]: value } };
    const outcomes = await batchEach(writing, { path, rows: [row], again });
    return outcomes.get(command.id);
  };
  let outcome = await write(command.customerId, false);
  if (outcome !== undefined && !outcome.done && outcome.error.kind === "not-found") {
    const survivor = await survivorOf(writing.client, "contacts", command.customerId);
    if (survivor !== undefined && survivor !== command.customerId)
      outcome = await write(survivor, true);
  }
  if (outcome !== undefined && !outcome.done) throw outcome.error;
  return accepted(command, outcome?.id);
}

/** Which property a permission for text messages is written to, and as what. Throws a `ConnectorError`. */
export async function smsWrite(
  { settings: { smsConsent }, catalog }: Pick<HubspotWriting, "settings" | "catalog">,
  command: UpdateConsent,
): Promise<{ readonly property: string; readonly value: string }> {
  if (smsConsent === null) {
    const message = "HubSpot keeps consent for e-mail alone; choose a property for text messages";
    throw hubspotError("invalid", `${message} in the HubSpot settings`);
  }
  const known = (await catalog.of("contacts")).get(smsConsent.property);
  const property = known ?? (await catalog.renewed("contacts")).get(smsConsent.property);
  if (property === undefined) {
    const message = `the property ${smsConsent.property} of contacts is not in HubSpot`;
    throw hubspotError("invalid", `${message}; make it there, or choose another in the settings`);
  }
  const value = smsConsentValue(smsConsent, command, property);
  if (value !== undefined) return { property: smsConsent.property, value };
  const message = `the property ${smsConsent.property} has no value that means no`;
  throw hubspotError("invalid", `${message}; add the option "no" to it in HubSpot`);
}
