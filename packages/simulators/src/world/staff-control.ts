import type { DoorAnswer } from "../door/door-request.ts";
import { SimulatorError } from "../simulator-error.ts";
import type { World } from "./world.ts";

type Body = Readonly<Record<string, unknown>>;

/**
 * Does what a process asks of the staff, or of a customer with a phone:
 * `place-order {agreementId, channel}`, `accept {orderId}`, `sign {orderId}`, `cancel {agreementId}`,
 * `move-end {agreementId, end}`, `change-customer {customerId, values}`, `text {from, message}`.
 * Throws a `SimulatorError` that says what is missing.
 */
export function answerStaff(world: World, act: string, body: Body): DoorAnswer {
  const { staff } = world.crm;
  const acts: Record<string, () => object> = {
    "place-order": () => staff.placeOrder(text(body, "agreementId"), text(body, "channel")),
    accept: () => staff.accept(text(body, "orderId")),
    sign: () => staff.sign(text(body, "orderId")),
    cancel: () => staff.cancel(text(body, "agreementId")),
    "move-end": () => staff.moveEnd(text(body, "agreementId"), text(body, "end")),
    "change-customer": () => staff.changeCustomer(text(body, "customerId"), values(body)),
    text: () => receive(world, body),
  };
  const perform = acts[act];
  if (perform === undefined)
    throw new SimulatorError(`Staff do not "${act}"; they ${Object.keys(acts).join(", ")}.`);
  return { status: 200, body: perform() };
}

function receive(world: World, body: Body): object {
  const to = world.settings["sms-46elks"].sender;
  const sms = { from: text(body, "from"), to, message: text(body, "message") };
  world.sms.receive(sms);
  return sms;
}

function text(body: Body, name: string): string {
  const value = body[name];
  if (typeof value !== "string" || value === "")
    throw new SimulatorError(`"${name}" is missing; send it as text.`);
  return value;
}

function values(body: Body): Record<string, string | number | boolean | null> {
  const given = body.values;
  if (typeof given !== "object" || given === null)
    throw new SimulatorError('"values" is missing; send it as an object of fields.');
  const read: Record<string, string | number | boolean | null> = {};
  for (const [name, value] of Object.entries(given)) {
    const isPlain = value === null || ["string", "number", "boolean"].includes(typeof value);
    if (!isPlain)
      throw new SimulatorError(`"${name}" must be text, a number, true, false or null.`);
    read[name] = value;
  }
  return read;
}
