import type { Command, CreateTask, PutCall, WithdrawCall } from "@perennial/contract";
import type { DynamicsTools } from "../../dynamics-tools.ts";
import { customerRow } from "../../mapping/customer-id.ts";
import { rowIdOf } from "../../write/command-key.ts";
import { findRow } from "../../write/put-row.ts";
import { ownerOf } from "../../write/task-owner.ts";
import type { GraphClient } from "../graph-client.ts";
import { customerOwner, organizationUser } from "../organization-user.ts";

/** What personal work is done with: the organisation, and Graph. */
export interface WorkTools extends DynamicsTools {
  readonly graph: GraphClient;
}

/** Whose To Do and calendar something belongs in. */
export interface WorkPlace {
  /** Undefined for a team, for nobody, and for whom Microsoft 365 does not know. */
  readonly account: string | undefined;
  /** An assignee who is nobody's name or address in Dynamics. */
  readonly role: string | undefined;
}

const USER = /^\/systemusers\((.+)\)$/;

/** Whose a task or a call is, by the same rule as in Dynamics. Throws a `ConnectorError`. */
export async function workPlace(
  tools: WorkTools,
  command: CreateTask | PutCall,
): Promise<WorkPlace> {
  const { bind = "", role } = await ownerOf(tools, command);
  const user = USER.exec(bind)?.[1];
  const found = user === undefined ? undefined : await organizationUser(tools.client, user);
  return { account: found?.account, role };
}

/**
 * Whose calendars a call may stand in that is withdrawn: of whoever has the call in Dynamics, and of the customer's owner, for
 * whom it was put, where somebody has given it to another since or deleted it. Throws a `ConnectorError`.
 */
export async function callAccounts(
  tools: WorkTools,
  { callId, customerId }: WithdrawCall,
): Promise<readonly string[]> {
  const row = { setName: "phonecalls", id: rowIdOf("phonecall", callId) };
  const owner = (await findRow(tools, row, ["_ownerid_value"]))?._ownerid_value;
  const has = typeof owner === "string" ? await organizationUser(tools.client, owner) : undefined;
  const had = await customerOwner(tools.client, customerId);
  return [...new Set([has?.account, had?.account].flatMap((account) => account ?? []))];
}

/** Where a customer is looked at in Dynamics (learn.microsoft.com, "Open apps, forms, views, dialogs with a URL"). */
export function customerPage(orgUrl: string, { customerId }: Pick<Command, "customerId">): string {
  const { table, id } = customerRow(customerId);
  const url = new URL("/main.aspx", orgUrl);
  url.search = new URLSearchParams({ pagetype: "entityrecord", etn: table, id }).toString();
  return url.href;
}
