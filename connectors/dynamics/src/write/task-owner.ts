import type { CreateTask, PutCall } from "@perennial/contract";
import { z } from "zod";
import { quoted } from "../dynamics-paths.ts";
import type { DynamicsTools } from "../dynamics-tools.ts";
import { customerRow } from "../mapping/customer-id.ts";
import { findRow } from "./put-row.ts";

const Users = z.looseObject({ value: z.array(z.looseObject({ systemuserid: z.string() })) });
const LOOKUP_TABLE = "_ownerid_value@Microsoft.Dynamics.CRM.lookuplogicalname";

/** Who a task goes to, as it is bound: the user its assignee stands for, or else the customer's owner. */
export interface TaskOwner {
  /** Such as `/systemusers(…)`. */
  readonly bind: string | undefined;
  /** An assignee who is nobody's name or address in Dynamics: whoever picks the task must still see it. */
  readonly role: string | undefined;
}

/** Finds whose a task is to be, among those who can have one; nobody in particular where nobody can. */
export async function ownerOf(
  tools: DynamicsTools,
  command: CreateTask | PutCall,
): Promise<TaskOwner> {
  const assignee = command.kind === "create-task" ? command.assignee : undefined;
  const told = assignee === undefined ? undefined : await userFor(tools, assignee);
  const bind = told ?? (await customerOwner(tools, command.customerId));
  return { bind, role: told === undefined ? assignee : undefined };
}

async function userFor(
  { client, settings }: DynamicsTools,
  assignee: string,
): Promise<string | undefined> {
  const setting = settings.owners.find((one) => one.assignee === assignee);
  const email = setting?.email ?? assignee;
  const filter = email.includes("@") ? "internalemailaddress" : "fullname";
  const answer = await client.request({
    ...{ method: "GET", path: ["systemusers"] },
    query: {
      $select: "systemuserid",
      $filter: `${filter} eq ${quoted(email)} and isdisabled eq false`,
    },
  });
  const [user] = answer.read(Users).value;
  return user === undefined ? undefined : `/systemusers(${user.systemuserid})`;
}

async function customerOwner(
  tools: DynamicsTools,
  customerId: string,
): Promise<string | undefined> {
  const { table, id } = customerRow(customerId);
  const row = await findRow(tools, { setName: `${table}s`, id }, ["_ownerid_value"]);
  const owner = row?._ownerid_value;
  if (typeof owner !== "string") return undefined;
  if (row?.[LOOKUP_TABLE] === "team") return `/teams(${owner})`;
  const user = await findRow(tools, { setName: "systemusers", id: owner }, ["isdisabled"]);
  return user?.isdisabled === false ? `/systemusers(${owner})` : undefined;
}
