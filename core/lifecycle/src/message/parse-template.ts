import type { LocalizedText } from "@perennial/contract";
import { parsePlaceholder } from "./parse-placeholder.ts";
import {
  KINDS_WITH_SUBJECT,
  type Template,
  type TemplateKind,
  type TemplatePart,
  type TemplateProblem,
} from "./template.ts";

/** The longest template in characters; a letter of ten pages. */
export const LONGEST_TEMPLATE = 20_000;
/** The most placeholders in one template, so that what comes out is bounded as well. */
export const MOST_PLACEHOLDERS = 100;

/** What came of reading a template; without problems there is always a template. */
export interface ParsedTemplate {
  readonly template?: Template;
  readonly problems: readonly TemplateProblem[];
}

/**
 * Reads a template: text with placeholders, for e-mails and tasks under a line `Subject: …` and an empty
 * line. There are no loops, conditions or tags, so a text can do nothing but show values
 * (reliability.md, 5.7).
 */
export function parseTemplate(source: string, kind: TemplateKind): ParsedTemplate {
  const text = source
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?/g, "\n")
    .toWellFormed();
  if (text.length > LONGEST_TEMPLATE) return { problems: [tooLong(text.length)] };
  const reader = new Reader();
  const template = KINDS_WITH_SUBJECT.includes(kind)
    ? readWithSubject(reader, text, kind)
    : { kind, body: reader.read(text.trimEnd(), 1, 1) };
  if (!template.body.some((part) => typeof part !== "string" || part.trim() !== "")) {
    reader.report(
      { line: 1, column: 1 },
      "template-empty",
      { sv: "Texten är tom.", en: "The template has no text." },
      { sv: "Skriv en.", en: "Write one." },
    );
  }
  return reader.problems.length > 0 ? { problems: reader.problems } : { template, problems: [] };
}

function readWithSubject(reader: Reader, text: string, kind: TemplateKind): Template {
  const lines = text.split("\n");
  const [first = "", second = ""] = lines;
  const label = /^Subject:[ \t]*/.exec(first)?.[0];
  if (label === undefined || first.trimEnd() === "Subject:" || second.trim() !== "") {
    reader.report(
      { line: label === undefined || second.trim() === "" ? 1 : 2, column: 1 },
      "template-subject",
      {
        sv: `${kind === "email" ? "Ett e-postmeddelande" : "En uppgift"} måste börja med sitt ämne.`,
        en: `The text of ${kind === "email" ? "an e-mail" : "a task"} must start with its subject.`,
      },
      {
        sv: "Börja med en rad ”Subject: …” och sedan en tom rad.",
        en: 'Begin the file with a line "Subject: …" and an empty line.',
      },
    );
    return { kind, body: reader.read(text, 1, 1) };
  }
  const subject = reader.read(first.slice(label.length).trimEnd(), 1, label.length + 1);
  return { kind, subject, body: reader.read(lines.slice(2).join("\n").trimEnd(), 3, 1) };
}

interface Place {
  readonly line: number;
  readonly column: number;
}

/** Tells the place of each character of a piece of a file. */
function placeIn(text: string, index: number, start: Place): Place {
  const before = text.slice(0, index);
  const newlines = before.split("\n").length - 1;
  if (newlines === 0) return { line: start.line, column: start.column + index };
  return { line: start.line + newlines, column: index - before.lastIndexOf("\n") };
}

/** What may not stand in a template outside a good placeholder. */
const SPECIAL = /\{\{|\}\}|\{%|%\}|[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;
/** A closing that stands outside quotation marks, on the same line. */
const INSIDE = /^((?:"[^"\n]*"|'[^'\n]*'|[^"'{}\n])*)\}\}(?!\})/;
/** A host has at most 253 characters (RFC 1035), and the scheme comes before it. */
const LONGEST_HOST = 300;
/** The end of a text that is in the middle of a link's host. */
const IN_HOST = /(?:https?:\/{0,2}|www\.)[^\s/?#]*$/i;

class Reader {
  readonly problems: TemplateProblem[] = [];
  #placeholders = 0;

  report(place: Place, code: string, message: LocalizedText, remedy: LocalizedText): void {
    this.problems.push({ line: place.line, column: place.column, code, message, remedy });
  }

  /** Reads text that starts at a line and column of the file. */
  read(text: string, line: number, column: number): readonly TemplatePart[] {
    const parts: TemplatePart[] = [];
    let literalFrom = 0;
    SPECIAL.lastIndex = 0;
    for (let found = SPECIAL.exec(text); found; found = SPECIAL.exec(text)) {
      const { index } = found;
      if (found[0] === "\n" || found[0] === "\t") continue;
      const place = placeIn(text, index, { line, column });
      const inside = found[0] === "{{" ? INSIDE.exec(text.slice(index + 2))?.[1] : undefined;
      if (inside === undefined) {
        this.#reportStray(place, found[0]);
        continue;
      }
      const literal = text.slice(literalFrom, index);
      if (literal !== "") parts.push(literal);
      this.#readPlaceholder(parts, inside, place);
      SPECIAL.lastIndex = index + inside.length + 4;
      literalFrom = SPECIAL.lastIndex;
    }
    const rest = text.slice(literalFrom);
    return rest === "" ? parts : [...parts, rest];
  }

  #readPlaceholder(parts: TemplatePart[], inside: string, place: Place): void {
    const read = parsePlaceholder(inside);
    if ("code" in read) {
      this.report(place, read.code, read.message, read.remedy);
      return;
    }
    this.#placeholders++;
    if (this.#placeholders === MOST_PLACEHOLDERS + 1) {
      this.report(
        place,
        "template-size",
        {
          sv: `Texten har fler än ${MOST_PLACEHOLDERS} platshållare.`,
          en: `The template has more than ${MOST_PLACEHOLDERS} placeholders.`,
        },
        { sv: "Dela den i två meddelanden.", en: "Part it into two messages." },
      );
    }
    const before = parts.at(-1);
    if (typeof before === "string" && IN_HOST.test(before.slice(-LONGEST_HOST))) {
      this.report(
        place,
        "template-link",
        {
          sv: "Ett värde står i länkens domännamn, så länken kan leda vart som helst.",
          en: "A value stands in the host of a link, so the link could lead anywhere.",
        },
        {
          sv: "Skriv ut domännamnet och avsluta det med ”/” före värdet, som i https://example.com/{{ … }}.",
          en: 'Write the host out and end it with "/" before the value, as in https://example.com/{{ … }}.',
        },
      );
    }
    parts.push({ ...read, line: place.line, column: place.column });
  }

  #reportStray(place: Place, found: string): void {
    const code = `U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
    if (found === "{{") {
      this.report(
        place,
        "template-syntax",
        {
          sv: "En platshållare börjar med ”{{” men avslutas inte med ”}}” på samma rad.",
          en: 'A placeholder opens with "{{" and is not closed with "}}" on the same line.',
        },
        {
          sv: "Avsluta den, som i {{ customer.firstName }}.",
          en: "Close it, as in {{ customer.firstName }}.",
        },
      );
    } else if (found === "}}") {
      this.report(
        place,
        "template-syntax",
        { sv: "”}}” avslutar ingenting.", en: '"}}" closes nothing.' },
        { sv: "Börja med ”{{”, eller ta bort det.", en: 'Open it with "{{" or remove it.' },
      );
    } else if (found === "{%" || found === "%}") {
      this.report(
        place,
        "template-tag",
        {
          sv: `Taggar som ”${found}” går inte att använda.`,
          en: `Tags such as "${found}" are not supported.`,
        },
        {
          sv: "Använd bara platshållare. Villkor hör hemma i ett branch-steg, med en egen text för varje väg.",
          en: "Use placeholders only; put conditions into a branch step and a text of its own.",
        },
      );
    } else {
      this.report(
        place,
        "template-character",
        {
          sv: `Här står ett osynligt styrtecken (${code}).`,
          en: `An invisible control character (${code}) stands here.`,
        },
        { sv: "Ta bort det.", en: "Remove it." },
      );
    }
  }
}

function tooLong(length: number): TemplateProblem {
  return {
    line: 1,
    column: 1,
    code: "template-size",
    message: {
      sv: `Texten har ${length} tecken, och högst ${LONGEST_TEMPLATE} är tillåtna.`,
      en: `The template has ${length} characters; the most is ${LONGEST_TEMPLATE}.`,
    },
    remedy: { sv: "Korta den.", en: "Shorten it." },
  };
}
