import { LOCALES, RecordId } from "@perennial/contract";
import { z } from "zod";
import {
  DirectOutcomeView,
  MessageChannel,
  MessagePreviewView,
  MessageTemplateView,
  OpenTemplateView,
  TemplateName,
  TestRecipientView,
} from "./message-schemas.ts";
import { operation } from "./operation.ts";
import { ProgramId } from "./program-draft-schemas.ts";

const none = z.strictObject({});
const tag = "Messages";
const read = { method: "get", role: "viewer", tag, body: none } as const;
const named = z.strictObject({ program: ProgramId, template: TemplateName });
const byId = z.strictObject({ id: z.string().min(1).max(60) });

const Address = z.strictObject({
  channel: z.enum(["email", "sms"]),
  address: z
    .string()
    .trim()
    .min(3, { error: "write an e-mail address or a mobile number" })
    .max(254)
    .meta({ description: "An e-mail address, or a mobile number however it is written." }),
  name: z.string().trim().max(100).default(""),
});

/** Which message is looked at. */
const Message = z.strictObject({
  program: ProgramId,
  source: z.enum(["draft", "published"]).default("published").meta({
    description: "Whether the draft is looked at or what is published.",
  }),
  template: TemplateName,
  channel: MessageChannel,
  locale: z.enum(LOCALES).default("sv"),
  text: z.string().max(200_000).optional().meta({
    description: "What the text is to be, not saved yet, in place of what it is.",
  }),
  customer: RecordId.optional().meta({
    description: "Whom it is filled for. Usual values by default.",
  }),
  agreement: RecordId.optional().meta({
    description: "Which of the customer's agreements. The one that ends next by default.",
  }),
  offer: z.string().max(100).optional().meta({ description: "The first one by default." }),
});

/** The texts of all programs: looked at, filled and sent for a look. They are changed with their program's draft. */
export const MESSAGE_OPERATIONS = {
  listTemplates: operation({
    ...{ ...read, id: "listTemplates", path: "/v1/messages" },
    summary: "Every text of every program, by program",
    ...{ params: none, query: none },
    answer: z.strictObject({ items: z.array(MessageTemplateView) }),
  }),
  getTemplate: operation({
    ...{ ...read, id: "getTemplate", path: "/v1/messages/{program}/{template}" },
    summary: "A text in all languages, as the draft has it where there is one",
    params: named,
    query: z.strictObject({
      channel: MessageChannel,
      source: z.enum(["draft", "published"]).default("draft"),
    }),
    answer: OpenTemplateView,
  }),
  previewMessage: operation({
    ...{ id: "previewMessage", method: "post", path: "/v1/messages/preview", role: "viewer", tag },
    changes: false,
    summary: "Fills a text for a customer, or with usual values; nothing is sent",
    ...{ params: none, query: none, body: Message },
    answer: MessagePreviewView,
  }),
  testSend: operation({
    ...{ id: "testSend", method: "post", path: "/v1/messages/test", role: "marketer", tag },
    summary:
      "Sends a text, marked as a test, to one of the company's own; it counts for nothing and stands on no timeline",
    ...{ params: none, query: none },
    body: Message.extend({ recipient: z.string().min(1).max(60) }),
    answer: DirectOutcomeView,
  }),
  listTestRecipients: operation({
    ...{ ...read, id: "listTestRecipients", role: "marketer", path: "/v1/test-recipients" },
    summary: "Who of the company's own gets messages to look at",
    ...{ params: none, query: none },
    answer: z.strictObject({ items: z.array(TestRecipientView) }),
  }),
  putTestRecipient: operation({
    ...{ id: "putTestRecipient", method: "put", path: "/v1/test-recipients", tag },
    role: "marketer",
    summary: "Adds one of the company's own and sends a code there; typed in, it is verified",
    ...{ params: none, query: none, body: Address },
    answer: z.strictObject({
      recipient: TestRecipientView,
      sent: DirectOutcomeView.nullable().meta({
        description: "What came of sending the code; null where it is verified already.",
      }),
      demoCode: z.string().nullable().meta({
        description: "The code itself, in the demo alone, where messages reach nobody.",
      }),
    }),
  }),
  verifyTestRecipient: operation({
    ...{ id: "verifyTestRecipient", method: "post", path: "/v1/test-recipients/{id}/verify", tag },
    role: "marketer",
    summary: "Types in the code that was sent",
    ...{ params: byId, query: none },
    body: z.strictObject({
      code: z
        .string()
        .trim()
        .regex(/^\d{6}$/, { error: "write the six digits" }),
    }),
    answer: TestRecipientView,
  }),
  deleteTestRecipient: operation({
    ...{ id: "deleteTestRecipient", method: "delete", path: "/v1/test-recipients/{id}", tag },
    role: "marketer",
    summary: "Takes one of the company's own away",
    ...{ params: byId, query: none, body: none },
    answer: z.strictObject({ deleted: z.boolean() }),
  }),
} as const;
