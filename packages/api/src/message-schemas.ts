import { Instant, LOCALES, RecordId } from "@perennial/contract";
import { z } from "zod";
import { DraftProblem } from "./program-draft-schemas.ts";

const both = z.strictObject({ sv: z.string(), en: z.string() });

/** What a text is for. */
export const MessageChannel = z.enum(["sms", "email", "call", "task"]);
/** What a text of a program is called. */
export const TemplateName = z
  .string()
  .max(100)
  .regex(/^[a-z][a-z0-9-]*$/, { error: "write small letters, digits and hyphens" });

/** How long a text message is. */
export const SmsLengthView = z
  .strictObject({
    encoding: z.enum(["gsm-7", "ucs-2"]).meta({
      description:
        "How the operator carries it: 160 characters a message in GSM-7, 70 in UCS-2, which one odd character is enough for.",
    }),
    units: z.int().meta({ description: "Its length: septets in GSM-7, 16-bit units in UCS-2." }),
    segments: z.int().meta({ description: "How many messages the operator charges for." }),
    foreign: z
      .array(z.string())
      .meta({ description: "Characters that make it UCS-2, each once; empty in GSM-7." }),
  })
  .meta({ id: "SmsLength" });
export type SmsLengthView = z.infer<typeof SmsLengthView>;

/** A text of a program, in whatever languages it is there. */
export const MessageTemplateView = z
  .strictObject({
    program: z.string(),
    programName: both.nullable().meta({ description: "Null while the draft is no program yet." }),
    state: z.string().meta({
      description: "What the program is doing; `draft` for one that is not published yet.",
    }),
    source: z.enum(["published", "draft"]).meta({
      description: "Where it is: a text that only the draft has is not sent to anybody yet.",
    }),
    inDraft: z.boolean().meta({ description: "Whether the program is being changed." }),
    changed: z.boolean().meta({ description: "Whether the draft has another text." }),
    template: z.string(),
    channel: MessageChannel,
    class: z.enum(["statutory", "service", "marketing"]).nullable().meta({
      description: "What kind of contact it is by law; null for what only staff read.",
    }),
    steps: z.array(z.strictObject({ id: z.string(), stage: z.string().nullable() })).meta({
      description: "The steps that use it; none where nobody gets it.",
    }),
    locales: z.array(z.enum(LOCALES)),
    missing: z.array(z.enum(LOCALES)).meta({ description: "Languages that lack it." }),
    broken: z.array(z.enum(LOCALES)).meta({ description: "Languages whose text has mistakes." }),
    begins: z
      .strictObject({ sv: z.string().nullable(), en: z.string().nullable() })
      .meta({ description: "Its subject, or how it begins, with usual values." }),
    sms: z
      .strictObject({ sv: SmsLengthView.nullable(), en: SmsLengthView.nullable() })
      .nullable()
      .meta({ description: "How long it is with usual values; null where it is no text message." }),
  })
  .meta({ id: "MessageTemplate" });
export type MessageTemplateView = z.infer<typeof MessageTemplateView>;

/** A text in one language, to be looked at and changed. */
export const MessageTextView = z.strictObject({
  locale: z.enum(LOCALES),
  file: z.string().meta({ description: "Its path in the program's folder." }),
  text: z.string().nullable().meta({ description: "Null where it is missing." }),
  problems: z.array(DraftProblem),
  sms: SmsLengthView.nullable(),
});

/** A field that a text shows. */
const FieldView = z.strictObject({
  field: z.string(),
  words: both.meta({ description: "What it is, in plain words." }),
  sample: z.string().nullable().meta({ description: "What it usually looks like." }),
  used: z.boolean().meta({ description: "Whether the text shows it." }),
});

/** A text of a program with everything that an editor shows. */
export const OpenTemplateView = z
  .strictObject({
    template: MessageTemplateView,
    texts: z.array(MessageTextView),
    fields: z.array(FieldView).meta({
      description: "Fields that the text shows, and common ones that it can show.",
    }),
    offers: z.array(z.strictObject({ id: z.string(), name: both })),
    revision: z.int().meta({ description: "The draft's; 0 where there is none." }),
    version: z.int().nullable().meta({ description: "The published version; null for none." }),
  })
  .meta({ id: "OpenTemplate" });
export type OpenTemplateView = z.infer<typeof OpenTemplateView>;

/** A message as somebody would get it. */
export const MessagePreviewView = z
  .strictObject({
    subject: z.string().nullable(),
    text: z
      .string()
      .nullable()
      .meta({ description: "Null where nobody would get it; see `fault`." }),
    html: z.string().nullable(),
    fault: z.string().nullable().meta({ description: "Why there is no text, in words." }),
    sms: SmsLengthView.nullable(),
    missing: z
      .array(z.strictObject({ field: z.string(), line: z.int(), column: z.int() }))
      .meta({ description: "Places that would stay empty: no value and nothing instead." }),
    fallbacks: z
      .array(
        z.strictObject({ field: z.string(), shows: z.string(), line: z.int(), column: z.int() }),
      )
      .meta({ description: "Places where something stands instead of a value that is missing." }),
    problems: z.array(DraftProblem),
    customer: z
      .strictObject({ id: RecordId, name: z.string() })
      .nullable()
      .meta({ description: "Null where it is filled with usual values." }),
    agreementId: RecordId.nullable(),
    offer: z.string().nullable().meta({ description: "The offer that is shown." }),
  })
  .meta({ id: "MessagePreview" });
export type MessagePreviewView = z.infer<typeof MessagePreviewView>;

/** One of the company's own who gets messages to look at. */
export const TestRecipientView = z
  .strictObject({
    id: z.string(),
    channel: z.enum(["email", "sms"]),
    address: z.string(),
    name: z.string(),
    addedAt: Instant,
    addedBy: z.string(),
    verifiedAt: Instant.nullable().meta({
      description: "When the code sent there was typed in; null while nothing else is sent there.",
    }),
  })
  .meta({ id: "TestRecipient" });
export type TestRecipientView = z.infer<typeof TestRecipientView>;

/** What came of a message to one of the company's own. */
export const DirectOutcomeView = z
  .strictObject({
    outcome: z.enum(["accepted", "refused", "not-done", "unknown", "no-connection"]).meta({
      description:
        "`accepted`: the connection has it. `refused`: it will not take it. `not-done`: try again. `unknown`: it may or may not arrive. `no-connection`: none works that sends this.",
    }),
    message: z.string().nullable().meta({ description: "In the connection's words." }),
    connection: z.string().nullable(),
    providerId: z.string().nullable(),
  })
  .meta({ id: "DirectOutcome" });
export type DirectOutcomeView = z.infer<typeof DirectOutcomeView>;
