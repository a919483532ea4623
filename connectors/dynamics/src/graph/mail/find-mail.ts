import { z } from "zod";
import { commandOf, madeFor, WITH_MARK } from "../command-mark.ts";
import type { GraphClient } from "../graph-client.ts";

const Found = z.looseObject({
  value: z.array(
    z.looseObject({
      id: z.string().min(1),
      isDraft: z.boolean(),
      singleValueExtendedProperties: z
        .array(z.object({ id: z.string(), value: z.string() }))
        .optional(),
    }),
  ),
});

/** A mail of a command's in a mailbox. */
export interface FoundMail {
  /** Immutable: the same in the drafts and among the sent ones. */
  readonly id: string;
  /** Whether it is still to be sent. */
  readonly isDraft: boolean;
}

/** The mail that was made for a command, a sent one before a draft; undefined where there is none. Throws a `ConnectorError`. */
export async function findMail(
  { request }: GraphClient,
  mailbox: string,
  commandId: string,
): Promise<FoundMail | undefined> {
  const query = { $filter: madeFor(commandId), $select: "id,isDraft", $expand: WITH_MARK };
  const answer = await request({ method: "GET", path: ["users", mailbox, "messages"], query });
  const mine = answer.read(Found).value.filter((mail) => commandOf(mail) === commandId);
  return mine.find(({ isDraft }) => !isDraft) ?? mine[0];
}
