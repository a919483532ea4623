import { ConnectorError } from "@perennial/contract";
import { z } from "zod";
import { dynamicsError } from "../../dynamics-errors.ts";
import type { WorkTools } from "./work-place.ts";

const Users = z.looseObject({
  value: z.array(z.looseObject({ azureactivedirectoryobjectid: z.string().nullish() })),
});
const List = z.looseObject({ value: z.array(z.unknown()) });

/**
 * Proves that people's To Do and calendars are open to us, as far as the settings ask for them: those of one user stand for
 * all. An organisation in which nobody signs in proves nothing. Changes nothing; throws a `ConnectorError` that names the
 * permission that is missing.
 */
export async function checkPersonalWork(tools: WorkTools): Promise<void> {
  const { tasksIn, calendar } = tools.settings;
  const account = await anyAccount(tools);
  if (account === undefined) return;
  if (tasksIn === "to-do") await look(tools, [account, "todo", "lists"], "Tasks.ReadWrite.All");
  if (calendar) await look(tools, [account, "events"], "Calendars.ReadWrite");
}

async function anyAccount({ client }: WorkTools): Promise<string | undefined> {
  const answer = await client.request({
    ...{ method: "GET", path: ["systemusers"] },
    query: {
      $select: "azureactivedirectoryobjectid",
      $filter: "azureactivedirectoryobjectid ne null and isdisabled eq false",
      $top: "1",
    },
  });
  return answer.read(Users).value[0]?.azureactivedirectoryobjectid ?? undefined;
}

async function look(
  { graph }: WorkTools,
  path: readonly string[],
  permission: string,
): Promise<void> {
  try {
    const query = { $top: "1" };
    // Somebody without a mailbox has neither, and says nothing of the rest.
    const answer = await graph.request({
      ...{ method: "GET", path: ["users", ...path], query },
      accept: [404],
    });
    if (answer.status !== 404) answer.read(List);
  } catch (error) {
    if (!ConnectorError.isInstance(error) || error.kind !== "forbidden") throw error;
    throw dynamicsError(
      "forbidden",
      `an administrator has to let our app have ${permission} in Microsoft Graph (${error.message})`,
    );
  }
}
