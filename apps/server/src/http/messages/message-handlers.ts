import { randomUUID } from "node:crypto";
import type { OperationId, Operations } from "@perennial/api";
import { LOCALES, type LocalizedText, type SendEmail, type SendSms } from "@perennial/contract";
import { templatePath } from "@perennial/lifecycle";
import {
  type MessagePreview,
  markedEmail,
  markedSms,
  previewMessage,
  sendDirectly,
} from "@perennial/runtime";
import { asTenant, listTestRecipients } from "@perennial/store";
import type { z } from "zod";
import type { ServerContext } from "../../server-context.ts";
import type { Handlers } from "../bind.ts";
import { HttpProblem, missing, notFound } from "../problem.ts";
import { noteSetupStep } from "../setup/note-step.ts";
import { previewView, problemView } from "./preview-view.ts";
import { TextBook, textsIn } from "./program-texts.ts";
import { templateFields } from "./template-fields.ts";
import { smsLength, templatesOf, templateView } from "./template-view.ts";
import { testRecipientHandlers } from "./test-recipient-handlers.ts";

type MessageOperation =
  | "listTemplates"
  | "getTemplate"
  | "previewMessage"
  | "testSend"
  | "listTestRecipients"
  | "putTestRecipient"
  | "verifyTestRecipient"
  | "deleteTestRecipient";

/** The texts of all programs: looked at, filled, and sent for a look. */
export function messageHandlers(context: ServerContext): Pick<Handlers, MessageOperation> {
  const book = new TextBook(context);
  return {
    ...testRecipientHandlers(context),
    listTemplates: async ({ caller }) => {
      const programs = await book.all(caller.tenant);
      return { items: programs.flatMap(templatesOf) };
    },
    getTemplate: async ({ params, query, caller, locale: language }) => {
      const program = await book.of(caller.tenant, params.program);
      const name = { name: params.template, kind: query.channel };
      const template = templateView(program, name);
      if (!template) {
        throw missing({
          sv: `Det finns ingen text ”${params.template}” för ${query.channel}.`,
          en: `There is no text "${params.template}" for ${query.channel}.`,
        });
      }
      const texts = textsIn(program, query.source);
      return {
        template,
        texts: LOCALES.map((locale) => {
          const file = templatePath({ ...name, locale });
          return {
            ...{ locale, file, text: texts.files[file] ?? null },
            problems: texts.parsed.problems
              .filter((each) => each.file === file)
              .map((each) => problemView(each, language)),
            sms: query.channel === "sms" ? smsLength(texts, params.template, locale) : null,
          };
        }),
        fields: [...templateFields(texts, name)],
        offers: (texts.parsed.program?.offers ?? []).map((each) => ({
          id: each.id,
          name: each.name,
        })),
        ...{ revision: program.revision, version: program.version },
      };
    },
    previewMessage: async ({ body, caller, locale }) => {
      const preview = await previewOf(context, book, { body, tenant: caller.tenant });
      if (preview.customer) await noteSetupStep(context, caller, "preview");
      return previewView(preview, locale);
    },
    testSend: async ({ body, caller, audit }) => {
      const { tenant } = caller;
      const all = await asTenant(context.db, tenant, listTestRecipients);
      const recipient = all.find(({ id }) => id === body.recipient);
      if (!recipient) throw notFound("such test recipient");
      audit({ about: { program: body.program, template: body.template, to: recipient.name } });
      if (recipient.verifiedAt === null) {
        throw atRecipient({
          sv: "Adressen är inte bekräftad än. Skriv in koden som skickades dit.",
          en: "This address is not verified yet. Type in the code that was sent there.",
        });
      }
      if (recipient.channel !== body.channel) {
        throw atRecipient({
          sv: `En text för ${body.channel} kan inte skickas till en adress för ${recipient.channel}.`,
          en: `A text for ${body.channel} cannot be sent to an address for ${recipient.channel}.`,
        });
      }
      const preview = await previewOf(context, book, { body, tenant });
      const command = commandOf(preview, { to: recipient.address, locale: body.locale, tenant });
      return sendDirectly(context, tenant, command);
    },
  };
}

type Body<Id extends OperationId> = z.output<Operations[Id]["body"]>;

async function previewOf(
  context: ServerContext,
  book: TextBook,
  { body, tenant }: { readonly body: Body<"previewMessage">; readonly tenant: number },
): Promise<MessagePreview> {
  const { template, channel, locale, text, customer, agreement, offer } = body;
  const texts = textsIn(await book.of(tenant, body.program), body.source);
  const file = templatePath({ name: template, kind: channel, locale });
  const files = text === undefined ? texts.files : { ...texts.files, [file]: text };
  const preview = await previewMessage(context, await context.tenant(tenant), {
    ...{ files, template, channel, locale, offer },
    ...{ customerId: customer, agreementId: agreement },
    // It leads to a page that knows nobody.
    unsubscribeUrl: new URL("/unsubscribe/example", context.publicUrl).href,
  });
  if (!preview) throw notFound("customer", customer);
  return preview;
}

interface Addressed {
  readonly to: string;
  readonly locale: "sv" | "en";
  readonly tenant: number;
}

/** The command that sends a test; its id is none of those that deliveries are reported on under. */
function commandOf(
  { text, fault }: MessagePreview,
  { to, locale, tenant }: Addressed,
): SendEmail | SendSms {
  if (!text) {
    throw new HttpProblem(
      409,
      "Not possible",
      fault ?? { sv: "Det finns ingen text att skicka.", en: "There is no text to send." },
    );
  }
  const base = {
    id: `test-${tenant}-${randomUUID()}`,
    customerId: "perennial",
    class: "service",
    to,
  } as const;
  const { subject, html } = text;
  if (subject === undefined) return { ...base, kind: "send-sms", ...markedSms(text.text) };
  const plain = { subject, text: text.text, ...(html !== undefined && { html }) };
  return { ...base, kind: "send-email", ...markedEmail(plain, locale) };
}

function atRecipient(message: LocalizedText): HttpProblem {
  return new HttpProblem(409, "Not possible", message, [{ place: "body.recipient", message }]);
}
