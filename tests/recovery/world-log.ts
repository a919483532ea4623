import { Command } from "@perennial/contract";
import type { World } from "@perennial/simulators";
import { type Connection, doorOf } from "./company.ts";
import type { Delivered } from "./doorman.ts";

/** Something that a system outside took from us, by its own log. */
export interface Taken {
  /** The command's id, which travels with it. */
  readonly commandId: string;
  readonly by: "mail" | "sms" | "dialer" | "crm";
  /** Whom it is about, as that system knows it: an address, a number or a customer. */
  readonly whom: string;
  /** What was said or done. */
  readonly what: string;
}

/** An order of a renewal, by the CRM. */
export interface Order {
  readonly customer: string;
  /** The agreement that it continues. */
  readonly agreement: string;
  readonly signed: boolean;
}

/** What the world outside knows. */
export interface WorldLog {
  /** Messages, each as often as it was taken. */
  readonly messages: readonly Taken[];
  /** Entries of the call list and what was taken off it; a repeat of the same is one. */
  readonly calls: readonly Taken[];
  /** Commands that the CRM carried out. */
  readonly acts: readonly Taken[];
  /** How often each entry of the call list was rung. */
  readonly rung: ReadonlyMap<string, number>;
  /** How the records of the CRM stand. */
  readonly records: readonly string[];
  /** Who has ordered, and whether the signature has come. */
  readonly orders: readonly Order[];
  /** What we were told and had taken, by the connection it came through: each id once. */
  readonly told: ReadonlyMap<Connection["id"], ReadonlySet<string>>;
  /** What we were told and never took. */
  readonly givenUp: number;
}

/** Reads the logs of all systems outside. */
export function readWorld(
  world: World,
  seen: { readonly rung: ReadonlyMap<string, number>; readonly delivered: readonly Delivered[] },
): WorldLog {
  const told = (id: Connection["id"]) => {
    const ids = seen.delivered.flatMap((each) => (each.door === doorOf(id) ? [each.id] : []));
    return [id, new Set(ids)] as const;
  };
  return {
    messages: [...mails(world), ...texts(world)],
    calls: calls(world),
    acts: acts(world),
    rung: seen.rung,
    records: records(world),
    orders: orders(world),
    told: new Map([told("crm"), told("sms"), told("dialer")]),
    givenUp: world.sms.givenUp.length + world.dialer.givenUp.length,
  };
}

function mails({ mailbox }: World): readonly Taken[] {
  return mailbox.accepted.entries.map(({ messageId, to, subject }) => ({
    commandId: messageId.slice(0, messageId.indexOf("@")),
    by: "mail",
    whom: to.join(" "),
    what: subject,
  }));
}

function texts({ sms }: World): readonly Taken[] {
  return sms.accepted.entries.map(({ to, message, whendelivered = "" }) => ({
    commandId: new URL(whendelivered).searchParams.get("command") ?? "",
    by: "sms",
    whom: to,
    what: message,
  }));
}

/** An entry is put by its id: putting it again changes nothing. */
function calls({ dialer }: World): readonly Taken[] {
  const taken = new Map<string, Taken>();
  for (const act of dialer.accepted.entries) {
    const [id, whom, what] =
      act.act === "put"
        ? [act.entry.id, act.entry.customerId, act.entry.reason]
        : [`off ${act.id}`, act.id, act.reason];
    if (!id.startsWith("other-"))
      taken.set(`${id} ${what}`, { commandId: id, by: "dialer", whom, what });
  }
  return [...taken.values()];
}

function acts({ crm }: World): readonly Taken[] {
  return crm.accepted.entries.map(({ command, result }) => {
    const done = Command.parse(command);
    return {
      commandId: result.id,
      by: "crm",
      whom: done.customerId,
      what: `${result.status} ${wordsOf(done)}`,
    };
  });
}

/** What is the same whenever it happens. */
function wordsOf(command: Command): string {
  const { id: _id, customerId: _customer, ...rest } = command;
  const { at: _at, dueAt: _due, ...words } = { at: "", dueAt: "", ...rest };
  return JSON.stringify(words);
}

function orders({ crm }: World): readonly Order[] {
  return [...crm.records.agreements()].flatMap(({ customerId, renewalOf, signedAt }) =>
    renewalOf === undefined
      ? []
      : [{ customer: customerId, agreement: renewalOf, signed: signedAt !== undefined }],
  );
}

function records({ crm }: World): readonly string[] {
  const lines: string[] = [];
  for (const { updatedAt: _when, ...customer } of crm.records.customers()) {
    lines.push(JSON.stringify(customer));
  }
  for (const agreement of crm.records.agreements()) {
    const { id, customerId, status, end, signedAt, acceptedAt, attributes } = agreement;
    const signed = signedAt !== undefined;
    const accepted = acceptedAt !== undefined;
    lines.push(JSON.stringify({ id, customerId, status, end, signed, accepted, attributes }));
  }
  return lines.sort();
}
