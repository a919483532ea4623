import type { Inspection } from "./inspection.ts";
import { inspectedLengths } from "./sms-lengths.ts";

/** Text messages that are long, and so dear, once they are filled with values of usual length. */
export function checkSmsLength(inspection: Inspection): void {
  const most = inspection.context.smsSegments ?? 2;
  for (const { template, segments, encoding, foreign } of inspectedLengths(inspection)) {
    if (segments <= most) continue;
    inspection.reportIn(
      template,
      { line: 1, column: 1 },
      {
        severity: "warning",
        code: "long-sms",
        message: {
          sv: `Med vanliga värden blir sms:et ${segments} delar, som var och en kostar. ${most} brukar räcka.`,
          en: `With usual values the text message has ${segments} segments, each charged for; ${most} are held to be enough.`,
        },
        remedy:
          encoding === "gsm-7"
            ? { sv: "Korta texten.", en: "Shorten it." }
            : {
                sv: `Korta texten, eller undvik ${foreign.map((each) => `”${each}”`).join(", ")}: med ett sådant tecken ryms bara 70 i varje del i stället för 160.`,
                en: `Shorten it, or do without ${foreign.map((each) => `"${each}"`).join(", ")}: with such a character only 70 fit in a segment instead of 160.`,
              },
      },
    );
  }
}
