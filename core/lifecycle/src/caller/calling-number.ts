import { z } from "zod";

/** How national numbers are dialled where the company is; numbers of other countries come with their code. */
export const CallingPlan = z
  .strictObject({
    /** The country's calling code. @default "46" */
    code: z
      .string()
      .regex(/^[1-9]\d{0,2}$/)
      .default("46"),
    /** What a national number begins with and loses abroad; empty where it keeps it, as in Italy. @default "0" */
    trunk: z.string().regex(/^\d?$/).default("0"),
    /** What an international number begins with where no plus is written. @default "00" */
    international: z.string().regex(/^\d+$/).default("00"),
  })
  .meta({ id: "CallingPlan", description: "How phone numbers are dialled in the country." });
export type CallingPlan = z.infer<typeof CallingPlan>;

/** The plan of Sweden. */
export const SWEDISH_CALLING: CallingPlan = CallingPlan.parse({});

const E164 = /^\+[1-9]\d{6,14}$/;
/** What telephone exchanges send instead of a number that is not shown. */
const WITHHELD = /^(?:anonymous|restricted|private|unknown|unavailable|withheld|hemligt?|dolt)\b/i;

/** Whether a telephone system says that the number is not shown. */
export function isWithheld(text: string): boolean {
  return WITHHELD.test(bare(text));
}

/**
 * A calling or dialled number in E.164, as the records hold numbers (`Customer.mobile`), however it came: national,
 * `+46 (0)70-123 45 67`, `0046…`, a `tel:` or `sip:` address, with an extension. Undefined where it can be none. Only the
 * form is judged: whether anybody has it, the records know.
 *
 * @example
 * callingNumber("070-123 45 67"); // "+46701234567"
 */
export function callingNumber(
  text: string,
  plan: CallingPlan = SWEDISH_CALLING,
): string | undefined {
  const digits = digitsOf(bare(text));
  if (digits === undefined) return undefined;
  const number = international(digits, plan);
  return E164.test(number) ? number : undefined;
}

/** The number alone, of an address such as `sip:+46701234567@exchange.example;user=phone`. */
function bare(text: string): string {
  return text
    .trim()
    .replace(/^(?:tel|sips?|callto):/i, "")
    .replace(/[@;,].*$/s, "")
    .replace(/\s*(?:ext\.?|anknytning|ankn\.?|x|#)\s*\d+\s*$/i, "");
}

/** Digits with a plus where one was written; nothing for what holds anything a number does not. */
function digitsOf(text: string): string | undefined {
  const written = text.replace(/\(\s*0\s*\)/, (zero, at: number) => (at === 0 ? zero : ""));
  if (!/^\+?[\d\s()/.\u2010-\u2013\u00a0-]+$/.test(written)) return undefined;
  const digits = written.replace(/[^\d+]/g, "");
  return digits === "" || digits === "+" ? undefined : digits;
}

function international(
  digits: string,
  { code, trunk, international: prefix }: CallingPlan,
): string {
  if (digits.startsWith("+")) return digits;
  if (digits.startsWith(prefix)) return `+${digits.slice(prefix.length)}`;
  if (trunk !== "" && digits.startsWith(trunk)) return `+${code}${digits.slice(trunk.length)}`;
  // Some exchanges leave the plus out; a number without any sign that is as long as one with a country's code has it.
  if (trunk !== "") return digits.length >= LEAST_WITH_CODE ? `+${digits}` : "";
  const hasCode = digits.startsWith(code) && digits.length > LEAST_WITH_CODE;
  return hasCode ? `+${digits}` : `+${code}${digits}`;
}

const LEAST_WITH_CODE = 10;
