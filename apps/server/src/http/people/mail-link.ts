import { randomUUID } from "node:crypto";
import { mailConnection } from "@perennial/runtime";
import type { Person } from "@perennial/store";
import type { ServerContext } from "../../server-context.ts";
import { invitationWords } from "./invitation-words.ts";

/** Whom a link is for, who made it, and the link. */
export interface LinkMail {
  readonly tenant: number;
  readonly person: Person;
  readonly by: string;
  readonly url: string;
}

/** Mails somebody their link; says whether it was taken. The link is shown to whoever made it all the same. */
export async function mailLink(
  context: ServerContext,
  { tenant: number, person, by, url }: LinkMail,
): Promise<boolean> {
  const mail = await mailConnection(context, number);
  if (!mail) return false;
  const tenant = await context.tenant(number);
  const locale = tenant.locale.toLowerCase().startsWith("en") ? "en" : "sv";
  const { name, email: to } = person;
  const words = invitationWords({ locale, name, company: tenant.name, by, url });
  const connection = mail.connection.id;
  try {
    const session = await mail.session();
    const about = {
      id: `link-${randomUUID()}`,
      customerId: "perennial",
      class: "service",
    } as const;
    const [receipt] = await session.perform([{ ...about, kind: "send-email", to, ...words }]);
    if (receipt?.outcome === "accepted") return true;
    context.log.warn("A sign-in link could not be mailed.", { tenant: number, connection });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    context.log.warn("A sign-in link could not be mailed.", { tenant: number, connection, reason });
  }
  return false;
}
