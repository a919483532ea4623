import {
  AGREEMENT_STATUSES,
  BANDS,
  CHANNELS,
  INTERACTION_KINDS,
  Instant,
  LocalDate,
  RecordId,
  RISK_LEVELS,
  VALUE_CLASSES,
} from "@perennial/contract";
import { z } from "zod";
import { PromiseView } from "./call-schemas.ts";
import { OpenCallView } from "./card-operations.ts";

const words = (description: string) => z.string().nullable().meta({ description });
const money = z.int().nullable().meta({ description: "Minor units." });

/** Somebody whom a number or an id means. */
export const FoundCallerView = z
  .strictObject({
    customerId: RecordId,
    name: z.string(),
    kind: z.enum(["person", "company"]),
    by: z.enum(["customer-id", "agreement", "reference", "mobile", "phone"]).meta({
      description: "What they were recognised by.",
    }),
  })
  .meta({ id: "FoundCaller" });

/** Who calls, as far as it can be said (L-01). */
export const IdentificationView = z
  .strictObject({
    kind: z.enum(["one", "household", "company", "several", "none"]),
    words: z.string().meta({ description: "Who calls, or what to ask to know it." }),
    otherNumber: z.boolean().meta({
      description:
        "Whether the number belongs to others than the one whose id was entered: ask before anything is told.",
    }),
    why: z.enum(["nothing-given", "withheld", "no-number", "not-found"]).nullable().meta({
      description: "Why nobody is known.",
    }),
    callers: z.array(FoundCallerView).meta({ description: "The surest first." }),
  })
  .meta({ id: "CallerIdentification" });

/** An output of routing, with the rule that decided it and why. */
const decided = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({
    value,
    rule: z.string().nullable().meta({
      description: "The id of the rule; null where a default stands.",
    }),
    reason: z.string(),
  });

const Named = z.strictObject({ id: z.string(), name: z.string() });

/** The five outputs for one call, each with its reason (L-10 to L-15). */
export const RoutingView = z
  .strictObject({
    priority: decided(
      z.int().meta({ description: "The place in the queue: 0 is last, 100 is next." }),
    ),
    skill: decided(Named),
    voiceMessage: decided(
      z.strictObject({ id: z.string(), text: z.string() }).nullable().meta({
        description: "What the voice says before anybody answers; null for nothing.",
      }),
    ),
    selfServices: decided(z.array(Named)),
    view: decided(Named),
    highlight: decided(z.array(Named)),
  })
  .meta({ id: "CallRouting" });

/** A thing to talk about, and what to say (L-16, L-17). */
export const TalkPointView = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    duty: z.boolean().meta({ description: "Whether it goes before all that is not." }),
    worth: z.int().meta({ description: "Minor units of the company's currency." }),
    because: z.string(),
    say: z.string(),
    agreementId: RecordId.nullable(),
    offer: z.string().nullable().meta({ description: "The id of the offer it is about." }),
  })
  .meta({ id: "TalkPoint" });
export type TalkPointView = z.infer<typeof TalkPointView>;

const OfferView = z.strictObject({
  id: z.string(),
  name: z.string(),
  product: z.string(),
  pitch: z.string(),
});

/** An offer that may be made in the call. */
export const OfferToMakeView = z
  .strictObject({
    offer: OfferView,
    because: words("Why it fits; null where it is for everybody."),
    ground: z.string().meta({ description: "The ground it may be made on." }),
    mind: words("What the law asks for besides."),
  })
  .meta({ id: "OfferToMake" });

/** An offer that is not to be made. */
export const OfferToLeaveView = z
  .strictObject({
    offer: OfferView,
    why: z.enum(["law", "has-it", "declined", "does-not-fit"]),
    sentence: z.string(),
  })
  .meta({ id: "OfferToLeave" });

/** A note of who handed the customer over (L-22). */
export const HandOverView = z
  .strictObject({
    id: z.int(),
    callId: z.string(),
    customerId: RecordId.nullable(),
    at: Instant,
    from: z.string(),
    to: z.string(),
    errand: z.string().nullable(),
    text: z.string(),
    takenAt: Instant.nullable(),
    takenBy: z.string().nullable(),
  })
  .meta({ id: "HandOver" });
export type HandOverView = z.infer<typeof HandOverView>;

/** The customer who calls, on one screen (L-01 to L-09, L-16 to L-19). */
export const CallerPictureView = z
  .strictObject({
    customer: z.strictObject({
      id: RecordId,
      name: z.string(),
      kind: z.enum(["person", "company"]),
      email: z.string().nullable(),
      mobile: z.string().nullable(),
      phone: z.string().nullable(),
      owner: z.string().nullable(),
      customerSince: LocalDate.nullable(),
      doNotCall: z.boolean(),
      pausedUntil: Instant.nullable(),
    }),
    services: z.strictObject({
      agreements: z.array(z.string()).meta({ description: "Products of own agreements in force." }),
      categories: z.array(z.string()).meta({ description: "Bought within a year, latest first." }),
      elsewhere: z.array(z.string()).meta({ description: "Products of competitors' agreements." }),
    }),
    value: z.strictObject({
      class: z.enum(VALUE_CLASSES).nullable(),
      worth: money,
      band: z.enum(BANDS).nullable(),
      tier: z.string().nullable(),
      segment: z.string().nullable(),
    }),
    currency: z.string().meta({ description: "Of `worth`." }),
    offers: z
      .array(
        z.strictObject({
          offerId: z.string(),
          name: z.string(),
          at: Instant,
          channel: z.string(),
          program: z.string().nullable(),
          response: z.enum(["accepted", "declined", "answered", "opened", "none"]),
          respondedAt: Instant.nullable(),
          word: z
            .string()
            .nullable()
            .meta({ description: "Of a campaign of the CRM's: its own word for the response." }),
        }),
      )
      .meta({
        description:
          "Offers of late and campaigns of the CRM's, the newest first, with the response (L-04).",
      }),
    history: z
      .array(
        z.strictObject({
          at: Instant,
          kind: z.enum(INTERACTION_KINDS),
          direction: z.enum(["in", "out"]),
          channel: z.enum([...CHANNELS, "web", "store", "other"]),
          text: z.string(),
          sentence: z.string(),
        }),
      )
      .meta({ description: "The latest contacts, the newest first (L-05)." }),
    potential: z
      .strictObject({ points: z.number(), reasons: z.array(z.string()) })
      .nullable()
      .meta({ description: "What could be sold (L-06); null where no criteria are kept." }),
    churn: z
      .strictObject({ risk: z.enum(RISK_LEVELS), reasons: z.array(z.string()) })
      .nullable()
      .meta({ description: "How likely the customer is to leave (L-07)." }),
    agreements: z.array(
      z.strictObject({
        id: RecordId,
        party: z.enum(["own", "competitor"]),
        product: z.string(),
        kind: z.string(),
        status: z.enum(AGREEMENT_STATUSES),
        start: LocalDate,
        end: LocalDate.nullable(),
        daysLeft: z.int().nullable().meta({ description: "Until its last day; null if open." }),
        renewedBy: RecordId.nullable(),
        yearlyValue: money,
        currency: z.string(),
      }),
    ),
    programs: z
      .array(
        z.strictObject({
          enrolmentId: z.int(),
          program: z.string(),
          name: z.string(),
          agreementId: RecordId.nullable(),
          standing: z.string(),
          next: z.strictObject({ at: Instant, sentence: z.string() }).nullable(),
        }),
      )
      .meta({ description: "Running campaigns the customer is in (L-19)." }),
    campaigns: z
      .array(
        z.strictObject({
          campaignId: RecordId,
          name: z.string(),
          channel: z.string(),
          since: Instant,
          until: LocalDate.nullable().meta({
            description: "Its last day; null where it has none.",
          }),
          answeredAt: Instant.nullable(),
          word: z
            .string()
            .nullable()
            .meta({ description: "How it stands, in the CRM's own word." }),
        }),
      )
      .meta({ description: "Running campaigns of the CRM's own, the newest first (L-19)." }),
    promises: z.array(PromiseView).meta({ description: "Not kept yet, the first due first." }),
    notes: z.array(HandOverView).meta({ description: "Not taken up yet, the newest first." }),
    calls: z.array(OpenCallView).meta({ description: "On the call list." }),
    ongoing: z
      .strictObject({ callId: z.string(), startedAt: Instant, agent: z.string().nullable() })
      .nullable()
      .meta({ description: "The call that is on; programs wait meanwhile." }),
    talkPoints: z.array(TalkPointView).meta({ description: "Duties first, then by worth." }),
    mayOffer: z.array(OfferToMakeView),
    mayNotOffer: z.array(OfferToLeaveView),
  })
  .meta({ id: "CallerPicture" });
export type CallerPictureView = z.infer<typeof CallerPictureView>;
