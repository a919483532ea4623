import { secret, setting } from "@perennial/connector-kit";
import { z } from "zod";
import { isOrganizationUrl } from "../../dynamics-paths.ts";

/** The most mailboxes of a connection: each is asked for what came in, and has a subscription. */
const MOST_MAILBOXES = 50;

/** Whose mailboxes are sent from and read, and by whom a mail is signed. */
export const OutlookMailSettings = z
  .strictObject({
    mailboxes: setting(z.array(z.email()).max(MOST_MAILBOXES), {
      label: { sv: "Brevlådor", en: "Mailboxes" },
      help: {
        sv: "Adresserna som e-post får skickas från. Den första gäller där ingen annan gör det. Inga andra brevlådor läses.",
        en: "The addresses that e-mail may be sent from. The first one counts where no other does. No other mailbox is read.",
      },
    }).default([]),
    from: setting(z.enum(["first", "owner"]), {
      label: { sv: "Avsändare", en: "Sender" },
      help: {
        sv: "Den första brevlådan, eller kundens ägare i Dynamics om ägarens brevlåda finns i listan.",
        en: "The first mailbox, or the customer's owner in Dynamics where the owner's mailbox is in the list.",
      },
    }).default("first"),
    orgUrl: setting(
      z.string().refine(isOrganizationUrl, {
        error: "write the organisation's whole address, such as https://contoso.crm4.dynamics.com",
      }),
      {
        label: { sv: "Miljöns adress i Dynamics", en: "The environment's address in Dynamics" },
        help: {
          sv: "Behövs bara när kundens ägare är avsändare.",
          en: "Needed only where the customer's owner is the sender.",
        },
      },
    ).optional(),
    webhookSecret: secret(
      {
        label: { sv: "Aviseringarnas hemlighet", en: "The notifications' secret" },
        help: {
          sv: "Görs när Outlook ansluts. Utan den hämtas svar bara med jämna mellanrum.",
          en: "Made when Outlook is connected. Without it answers are fetched at intervals alone.",
        },
      },
      z.string().min(24).max(128),
    ).optional(),
  })
  .superRefine(({ from, orgUrl, mailboxes }, context) => {
    if (from === "owner" && orgUrl === undefined) {
      const message = "fill in the environment's address, for the owner is read there";
      context.addIssue({ code: "custom", path: ["orgUrl"], message });
    }
    const names = mailboxes.map((address) => address.toLowerCase());
    const twice = names.findIndex((name, index) => names.indexOf(name) < index);
    if (twice >= 0) {
      const message = `"${mailboxes[twice]}" is there already`;
      context.addIssue({ code: "custom", path: ["mailboxes", twice], message });
    }
  });
export type OutlookMailSettings = z.infer<typeof OutlookMailSettings>;
