import { authorOf, type MailStore, type StoredMail } from "./mail-store.ts";

/**
 * The mails that a search finds, newest first, by the part of Mailpit's search language that is useful to
 * programs (https://mailpit.axllent.org/docs/usage/search-filters/): `message-id:`, `to:`, `from:`,
 * `subject:` and bare words, which all must fit; quotes keep words together, `-` or `!` turns one round.
 *
 * A whole Message-ID is looked up in an index; everything else looks at each mail.
 */
export function searchMails(store: MailStore, query: string): readonly StoredMail[] {
  const terms = splitTerms(query).map(readTerm);
  const whole = terms.find(
    ({ field, text, excluded }) => field === "message-id" && !excluded && text.includes("@"),
  );
  const fits = (mail: StoredMail) => terms.every((term) => fitsTerm(mail, term));
  if (whole === undefined) return store.filter(fits);
  const others = terms.filter((term) => term !== whole);
  return store
    .withMessageId(whole.text)
    .filter((mail) => others.every((term) => fitsTerm(mail, term)));
}

interface Term {
  readonly field: "message-id" | "to" | "from" | "subject" | "any";
  readonly text: string;
  readonly excluded: boolean;
}

const FIELDS = ["message-id", "to", "from", "subject"] as const;

function readTerm(word: string): Term {
  const excluded = /^[-!]./.test(word);
  const rest = excluded ? word.slice(1) : word;
  const lower = rest.toLowerCase();
  const field = FIELDS.find((name) => lower.startsWith(`${name}:`)) ?? "any";
  const text = field === "any" ? lower : lower.slice(field.length + 1);
  return { field, text: clean(text), excluded };
}

function fitsTerm(mail: StoredMail, { field, text, excluded }: Term): boolean {
  if (text === "") return true;
  const places: Record<Term["field"], () => string> = {
    "message-id": () => mail.messageId,
    to: () => mail.to.join(" "),
    from: () => `${authorOf(mail).Name} ${authorOf(mail).Address}`,
    subject: () => mail.subject,
    any: () => `${mail.subject} ${mail.to.join(" ")} ${mail.from}`,
  };
  return places[field]().toLowerCase().includes(text) !== excluded;
}

function splitTerms(query: string): string[] {
  const terms: string[] = [];
  for (const match of query.matchAll(/(?:[^\s"]|"[^"]*"?)+/g)) {
    terms.push(match[0].replaceAll('"', ""));
  }
  return terms;
}

function clean(text: string): string {
  return text
    .replace(/[<>",;\t\r\n]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}
