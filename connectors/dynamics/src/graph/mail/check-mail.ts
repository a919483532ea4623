import { mapWithLimit } from "@perennial/connector-kit";
import { ConnectorError } from "@perennial/contract";
import { z } from "zod";
import { mailError } from "./mail-errors.ts";
import type { MailTools } from "./mail-tools.ts";

const Any = z.looseObject({ value: z.array(z.unknown()) });

const REMEDIES: Readonly<Partial<Record<string, string>>> = {
  "not-found": "the tenant has no such mailbox; correct the settings",
  forbidden:
    "our app may not read it: an administrator agrees to Mail.ReadWrite and Mail.Send, and lets the app into the mailbox where Exchange keeps apps to some (RBAC for Applications)",
};

/** Proves that every mailbox of the settings is there and open to us, and changes nothing. Throws a `ConnectorError` that says which is not. */
export async function checkMail({ reader, settings }: MailTools): Promise<void> {
  await mapWithLimit(settings.mailboxes, 4, async (mailbox) => {
    try {
      const path = ["users", mailbox, "messages"];
      const query = { $select: "id", $top: "1" };
      (await reader.request({ method: "GET", path, query })).read(Any);
    } catch (error) {
      const kind = ConnectorError.isInstance(error) ? error.kind : undefined;
      const remedy = kind && REMEDIES[kind];
      if (kind === undefined || remedy === undefined) throw error;
      throw mailError(
        kind,
        `${mailbox}: ${remedy} (${error instanceof Error ? error.message : ""})`,
      );
    }
  });
}
