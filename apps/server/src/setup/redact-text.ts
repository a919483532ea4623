import { maskContact } from "@perennial/runtime";

/** What stands where something was that nobody may read. */
const SECRET = "[secret]";
const UUID = "[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}";

/** What gives itself away by its form, and what stands there instead; in this order. */
const FORMS: readonly (readonly [RegExp, string | ((found: string) => string)])[] = [
  // Whoever may see an address of a server needs neither its password nor what was asked.
  [/\/\/[^\s/@"']*@/g, `//${SECRET}@`],
  [/(\bhttps?:\/\/[^\s?#"')]*)[?#][^\s"')]*/gi, "$1?…"],
  [/\b(bearer|basic)\s+[\w+/=.~-]{6,}/gi, `$1 ${SECRET}`],
  [/\b(?:whsec_|pt_\d+_|sk_|xox[a-z]-|eyJ)[\w+/=.-]+/g, SECRET],
  // What nobody would have made up: long, of letters and digits, and no id of the kind we give.
  [
    new RegExp(
      `(?<![\\w/.-])(?!${UUID}\\b)(?=[\\w-]*\\d)(?=[\\w-]*[A-Za-z])[\\w-]{32,}(?![\\w/-])`,
      "g",
    ),
    SECRET,
  ],
  [/[A-Za-z0-9+/]{40,}={1,2}/g, SECRET],
  [/[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, maskContact],
  // A Swedish personal number, with or without its century.
  [/(?<!\d)(?:\d{2})?\d{6}[-+]\d{4}(?!\d)/g, "••••••"],
  [/(?<![\w.])(?:\+|00)\d(?:[\s()./-]{0,2}\d){6,14}(?!\d)/g, maskContact],
  [/(?<![\w.:+-])0\d{1,3}(?:[\s/-]{1,2}|(?=\d))\d(?:[\s-]?\d){4,8}(?![\w-])/g, maskContact],
  [/(?<![\w.:-])\d{9,15}(?![\w-])/g, maskContact],
];

/** Masks numbers, addresses and secrets in a text, by their form or because they are among `secrets`. */
export function maskText(text: string, secrets: readonly string[]): string {
  let masked = text;
  for (const secret of secrets) masked = masked.replaceAll(secret, SECRET);
  for (const [form, instead] of FORMS) {
    masked =
      typeof instead === "string"
        ? masked.replace(form, instead)
        : masked.replace(form, (found) => instead(found));
  }
  return masked;
}

/** A name may be quoted: of a program, a column, a type. */
const NAME = /^[\w.:/@{}$•-]{0,64}$/;

/**
 * Takes out of each line what it quotes, unless that is a name: errors quote what they could not read, and that may
 * be the words of a message. All from the first quote to the last goes, since what is quoted may have quotes itself.
 */
export function withoutQuotations(text: string): string {
  return text
    .split("\n")
    .map((line) => {
      const quoted = [...line.matchAll(/"([^"]*)"/g)].map(([, inner = ""]) => inner);
      const isNames = quoted.every((inner) => NAME.test(inner)) && !/"[^"]*$/.test(unquoted(line));
      return isNames ? line : line.replace(/".*"|".*$/, '"…"');
    })
    .join("\n");
}

function unquoted(line: string): string {
  return line.replace(/"[^"]*"/g, "");
}
