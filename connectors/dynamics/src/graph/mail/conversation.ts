import { z } from "zod";
import { quoted } from "../../dynamics-paths.ts";
import { commandOf, WITH_MARK } from "../command-mark.ts";
import type { GraphClient } from "../graph-client.ts";

const Mails = z.looseObject({
  value: z.array(
    z.looseObject({
      internetMessageId: z.string().nullish(),
      singleValueExtendedProperties: z
        .array(z.object({ id: z.string(), value: z.string() }))
        .optional(),
    }),
  ),
});
/** Mails of a conversation that are looked through, newest or not as Graph pleases. */
const MOST = "100";

/** A mail of ours in a conversation. */
export interface OwnMail {
  readonly commandId: string;
  /** As answers and reports name it. */
  readonly messageId: string;
}

/** The mails of a conversation that we sent; none where it is somebody else's affair. Throws a `ConnectorError`. */
export async function ownMailsIn(
  { request }: GraphClient,
  mailbox: string,
  conversationId: string,
): Promise<readonly OwnMail[]> {
  const query = {
    $filter: `conversationId eq ${quoted(conversationId)}`,
    ...{ $select: "internetMessageId", $expand: WITH_MARK, $top: MOST },
  };
  const answer = await request({ method: "GET", path: ["users", mailbox, "messages"], query });
  return answer.read(Mails).value.flatMap((mail) => {
    const commandId = commandOf(mail);
    return commandId === undefined ? [] : [{ commandId, messageId: mail.internetMessageId ?? "" }];
  });
}
