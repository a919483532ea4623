import { setting } from "@perennial/connector-kit";
import { CHANNELS } from "@perennial/contract";
import { z } from "zod";

/** Where a campaign reaches people. */
const PLACES = [...CHANNELS, "web", "store", "other"] as const;
type Place = (typeof PLACES)[number];

/** What Salesforce's own types of campaigns go by; any other is `other`. */
const TYPES: Readonly<Record<string, Place>> = {
  ...{ Email: "email", "Direct Mail": "post", Telemarketing: "phone" },
  ...{ Webinar: "web", "Banner Ads": "web" },
};

/** How the org's own campaigns are read, so that whoever speaks with a customer sees them (L-04, L-19). */
export const CampaignSettings = z.strictObject({
  shown: setting(z.boolean(), {
    label: { sv: "Visa kampanjer", en: "Show campaigns" },
    help: {
      sv: "Den som talar med en kund ser vilka kampanjer kunden är med i. Från början läses de inte.",
      en: "Whoever speaks with a customer sees the campaigns that the customer is in. To begin with they are not read.",
    },
  }).default(false),
  channels: setting(z.record(z.string().min(1), z.enum(PLACES)), {
    label: { sv: "Kanaler", en: "Channels" },
    help: {
      sv: "Kampanjtypen till vänster, kanalen till höger. En typ som inte står här är en annan kanal.",
      en: "The campaign's type on the left, the channel on the right. A type that is not here is another channel.",
    },
  }).default({ ...TYPES }),
  notBegun: setting(z.array(z.string().min(1)), {
    label: { sv: "Lägen innan den har börjat", en: "Statuses before it has begun" },
    help: {
      sv: "En kampanj i de här lägena visas inte: ännu har ingen hört av den.",
      en: "A campaign in these statuses is not shown: nobody has heard of it yet.",
    },
  }).default(["Planned"]),
  over: setting(z.array(z.string().min(1)), {
    label: { sv: "Lägen när den är över", en: "Statuses when it is over" },
    help: {
      sv: "En kampanj i de här lägena pågår inte längre, och inte heller en som inte är aktiv.",
      en: "A campaign in these statuses runs no longer, nor does one that is not active.",
    },
  }).default(["Completed", "Aborted"]),
});
export type CampaignSettings = z.infer<typeof CampaignSettings>;
