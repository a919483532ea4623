import { issueWords, toInstant, understand, verifySharedSecret } from "@perennial/connector-kit";
import type {
  Inbound,
  InboundRequest,
  Instant,
  Understanding,
  Verification,
} from "@perennial/contract";
import { z } from "zod";
import type { DynamicsSettings } from "../dynamics-settings.ts";
import { mapConsents } from "../mapping/consent-mapping.ts";
import { customerIdOf } from "../mapping/customer-id.ts";
import { isCustomerTable, tablesOf } from "../mapping/map-row.ts";
import { SECRET_HEADER } from "./register-webhooks.ts";

const Id = z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
const Delivery = z.looseObject({
  OperationId: z.string().min(1).max(100),
  PrimaryEntityName: z.string().min(1),
  PrimaryEntityId: Id,
  MessageName: z.string().min(1),
  OperationCreatedOn: z.string().optional(),
  InputParameters: z.array(z.looseObject({ key: z.string(), value: z.unknown() })).optional(),
});
type Delivery = z.infer<typeof Delivery>;
const Target = z.looseObject({
  Attributes: z.array(z.looseObject({ key: z.string(), value: z.unknown() })),
});
const ChoiceValue = z.looseObject({ Value: z.number() });

/**
 * What the organisation's webhooks say. They are lost at times and carry no signature over what they say: a delivery
 * means that a row is to be read anew, and of what it says itself only a no is believed, for it may not wait
 * (crm/dynamics.md, 3.2).
 */
export const dynamicsInbound: Inbound<DynamicsSettings> = {
  verify(request: InboundRequest, { webhookSecret }: DynamicsSettings): Verification {
    if (webhookSecret === undefined)
      return { genuine: false, reason: "the connection has no secret for webhooks" };
    const secrets = [webhookSecret];
    const verdict = verifySharedSecret(request, { header: SECRET_HEADER, secrets });
    const deliveryId = operationOf(request.body);
    return verdict.genuine && deliveryId !== undefined ? { ...verdict, deliveryId } : verdict;
  },
  toSignals(request: InboundRequest, settings: DynamicsSettings): Understanding {
    const read = deliveryOf(request.body);
    if ("problem" in read)
      return { signals: [], problems: [{ place: "body", message: read.problem }] };
    const { delivery } = read;
    const { PrimaryEntityName: object, PrimaryEntityId, MessageName } = delivery;
    if (!tablesOf(settings).includes(object) || !MESSAGES.has(MessageName))
      return { signals: [], problems: [] };
    const ref = { object, id: PrimaryEntityId.toLowerCase() };
    return { ...refusals(delivery, ref, settings), changed: [ref] };
  },
};

const MESSAGES: ReadonlySet<string> = new Set([
  ...["Create", "Update", "Delete", "CreateMultiple", "UpdateMultiple", "UpsertMultiple", "Merge"],
]);

function operationOf(body: string): string | undefined {
  const read = deliveryOf(body);
  return "delivery" in read ? read.delivery.OperationId : undefined;
}

function deliveryOf(body: string): { readonly delivery: Delivery } | { readonly problem: string } {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { problem: "is no JSON; Dynamics sends a RemoteExecutionContext" };
  }
  const { data, error } = Delivery.safeParse(json);
  return data === undefined ? { problem: issueWords(error) } : { delivery: data };
}

/** What a write says no to; a yes is taken from the row itself alone. */
function refusals(
  delivery: Delivery,
  { object, id }: { readonly object: string; readonly id: string },
  settings: DynamicsSettings,
): Understanding {
  const at = momentOf(delivery.OperationCreatedOn);
  if (!isCustomerTable(object) || at === undefined) return { signals: [], problems: [] };
  const given = delivery.InputParameters?.find(({ key }) => key === "Target");
  const target = Target.safeParse(given?.value).data;
  const values = new Map(target?.Attributes.map(({ key, value }) => [key, plain(value)]));
  const no = settings.consents.filter(({ means }) => means === "no");
  const customerId = customerIdOf({ table: object, id });
  return understand([...mapConsents((column) => values.get(column), no, { customerId, at })]);
}

function plain(value: unknown): string | undefined {
  if (typeof value === "boolean" || typeof value === "number") return String(value);
  const choice = ChoiceValue.safeParse(value).data;
  if (choice !== undefined) return String(choice.Value);
  return typeof value === "string" ? value : undefined;
}

/** Dynamics writes `/Date(1506409448000-0700)/`, whose milliseconds are of UTC whatever the zone behind them. */
function momentOf(text: string | undefined): Instant | undefined {
  const millis = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/.exec(text ?? "")?.[1];
  return millis === undefined ? toInstant(text) : new Date(Number(millis)).toISOString();
}
