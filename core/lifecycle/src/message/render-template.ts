import type { AttributeValue, Locale, LocalizedText } from "@perennial/contract";
import { cleanValue } from "./clean-value.ts";
import { FILTERS, type PresentValue, plainText } from "./filters.ts";
import { smsSegments } from "./sms-segments.ts";
import type { Placeholder, Template, TemplatePart } from "./template.ts";
import { PieceList } from "./text-pieces.ts";
import { textToHtml } from "./text-to-html.ts";

/** The value of a field by its path; nothing where it is missing. */
export type TextScope = (field: string) => AttributeValue | undefined;

/** What a text is filled with and for. */
export interface RenderOptions {
  readonly locale: Locale;
  /** The tenant's zone, an IANA name: the one in which a moment is a date. */
  readonly zone: string;
  /**
   * Hosts that a value may link to, such as the tenant's own. A link in any other value blocks the
   * message, so that nobody can send their own through a field of ours.
   * @default none
   */
  readonly linkHosts?: readonly string[];
  /** The most segments a text message may have. @default 10 */
  readonly mostSegments?: number;
}

/** A filled text, or why there is none: a missing value without default stops the message. */
export type Rendered =
  | { readonly ok: true; readonly subject?: string; readonly text: string; readonly html?: string }
  | { readonly ok: false; readonly missing: readonly string[]; readonly message: LocalizedText };

/** Fields that hold addresses of our own making. */
const LINK_FIELDS: readonly string[] = ["unsubscribeUrl"];
/** Fields that the program's author or the tenant has written, links included. */
const OWN_TEXTS = /^(?:offer|tenant)\./;
/** The longest subject; what is over is cut. */
const LONGEST_SUBJECT = 250;

/**
 * Fills a template. Values are put in as they are and never read as templates; they cannot add lines,
 * headers, markup or links. Never throws on a template that `parseTemplate` gave.
 *
 * @example
 * const { template } = parseTemplate('Hej {{ customer.firstName | default: "du" }}!', "sms");
 * renderTemplate(template, () => undefined, { locale: "sv", zone: "Europe/Stockholm" }).text; // "Hej du!"
 */
export function renderTemplate(
  template: Template,
  scope: TextScope,
  options: RenderOptions,
): Rendered {
  const filler = new Filler(scope, options);
  const subject = template.subject && filler.fill(template.subject).text;
  const body = filler.fill(template.body);
  if (filler.missing.size > 0) return missingValues([...filler.missing]);
  const [fault] = filler.faults;
  if (fault !== undefined) return { ok: false, missing: [], message: fault };
  const text = body.text.trim();
  if (text === "")
    return {
      ok: false,
      missing: [],
      message: {
        sv: "Texten är tom när den har fyllts i.",
        en: "The text is empty once it is filled.",
      },
    };
  if (template.kind === "sms") return smsText(text, options.mostSegments ?? 10);
  if (subject === undefined) return { ok: true, text };
  const title = cutSubject(subject);
  if (title === "")
    return {
      ok: false,
      missing: [],
      message: {
        sv: "Ämnet är tomt när det har fyllts i.",
        en: "The subject is empty once it is filled.",
      },
    };
  if (template.kind !== "email") return { ok: true, subject: title, text };
  const html = textToHtml(body.pieces, { locale: options.locale, title });
  return { ok: true, subject: title, text, html };
}

class Filler {
  readonly missing = new Set<string>();
  readonly faults: LocalizedText[] = [];
  readonly #scope: TextScope;
  readonly #options: RenderOptions;

  constructor(scope: TextScope, options: RenderOptions) {
    this.#scope = scope;
    this.#options = options;
  }

  fill(parts: readonly TemplatePart[]): PieceList {
    const list = new PieceList();
    for (const part of parts) {
      if (typeof part === "string") list.add(part, true);
      else this.#fillPlaceholder(list, part);
    }
    return list;
  }

  #fillPlaceholder(list: PieceList, placeholder: Placeholder): void {
    const shown = this.#shown(placeholder);
    if (shown === undefined) return;
    const text = cleanValue(shown);
    const { field } = placeholder;
    if (list.endsInLink()) list.add(encodeURIComponent(text), false);
    else if (LINK_FIELDS.includes(field)) this.#addLink(list, field, text);
    else this.#addText(list, field, text);
  }

  #addLink(list: PieceList, field: string, text: string): void {
    if (/^https?:\/\/[^\s<>"'{}\\]+$/.test(text)) list.add(text, true);
    else
      this.faults.push({
        sv: `Värdet i ”${field}” är ingen webbadress.`,
        en: `The value of "${field}" is not a web address.`,
      });
  }

  #addText(list: PieceList, field: string, text: string): void {
    const isOwn = OWN_TEXTS.test(field);
    const links = isOwn ? [] : linksIn(text);
    const stranger = links.find((host) => !this.#isOwnHost(host));
    if (stranger === undefined) {
      list.add(text, isOwn || links.length > 0);
      return;
    }
    this.faults.push({
      sv: `Värdet i ”${field}” innehåller en länk till ”${stranger}”, som inte är tillåten. Ta bort den ur registret, eller tillåt domänen.`,
      en: `The value of "${field}" contains a link to "${stranger}", which is not among the allowed hosts. Remove it from the record, or allow the host.`,
    });
  }

  /** A placeholder's value with its filters; nothing, and a note of it, where it cannot be shown. */
  #shown({ field, filters }: Placeholder): string | undefined {
    const { locale, zone } = this.#options;
    const fallback = filters.find(({ name }) => name === "default")?.argument;
    const value = present(this.#scope(field));
    if (value === undefined) {
      if (fallback !== undefined) return fallback;
      this.missing.add(field);
      return undefined;
    }
    const context = { locale, zone, currency: this.#currency(field) };
    let shown: PresentValue = value;
    for (const { name } of filters) {
      const result: PresentValue | undefined = FILTERS[name].apply(shown, context);
      if (result === undefined) {
        this.faults.push({
          sv: `Värdet i ”${field}” är inte ${FILTERS[name].on.sv}, som ”${name}” behöver.`,
          en: `The value of "${field}" is not ${FILTERS[name].on.en}, as "${name}" needs.`,
        });
        return undefined;
      }
      shown = result;
    }
    return plainText(shown, locale);
  }

  #currency(field: string): string {
    const currency = this.#scope(`${field.split(".")[0]}.currency`);
    return typeof currency === "string" && /^[A-Z]{3}$/.test(currency) ? currency : "SEK";
  }

  #isOwnHost(host: string): boolean {
    return (this.#options.linkHosts ?? []).some((own) => own.toLowerCase() === host.toLowerCase());
  }
}

function present(value: AttributeValue | undefined): PresentValue | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string" && cleanValue(value) === "") return undefined;
  return typeof value === "number" && !Number.isFinite(value) ? undefined : value;
}

/** The hosts of everything in a value that a phone or a mail program would make a link of. */
function linksIn(text: string): readonly string[] {
  const found = text.matchAll(/\b[a-z][a-z0-9+.-]*:\/\/([^\s/?#]*)|\b(www\.[^\s/?#]*)/gi);
  return [...found].map(([, host, bare]) => host ?? bare ?? "");
}

function missingValues(missing: readonly string[]): Rendered {
  return {
    ok: false,
    missing,
    message: {
      sv: `Värde saknas för ${missing.map((field) => `”${field}”`).join(", ")}. Fyll i det i registret, eller ge platshållaren ett reservvärde med default.`,
      en: `There is no value for ${missing.map((field) => `"${field}"`).join(", ")}. Fill it in on the record, or give the placeholder a default.`,
    },
  };
}

/** No-break spaces, as in amounts, would make the whole message twice as dear. */
function smsText(filled: string, most: number): Rendered {
  const text = filled.replace(/[\u00A0\u202F\u2009]/g, " ");
  const { segments } = smsSegments(text);
  if (segments <= most) return { ok: true, text };
  return {
    ok: false,
    missing: [],
    message: {
      sv: `Sms:et skulle bli ${segments} delar, och högst ${most} är tillåtna. Korta det.`,
      en: `The text message would have ${segments} segments; the most is ${most}. Shorten it.`,
    },
  };
}

function cutSubject(subject: string): string {
  const characters = [...cleanValue(subject)];
  if (characters.length <= LONGEST_SUBJECT) return characters.join("");
  return `${characters.slice(0, LONGEST_SUBJECT - 1).join("")}…`;
}
