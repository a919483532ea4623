import type { LocalizedText } from "@perennial/contract";
import { DISK_FULL, isDiskFull } from "../health/disk-space.ts";
import { isDatabaseAway } from "./is-database-away.ts";
import { HttpProblem } from "./problem.ts";

/** What a client is told of an error: ours as it is, a request that could not be read in words, others nothing. */
export function problemOf(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  // Whoever sends again what is not taken does so sooner than after a failure (reliability.md, 7.2 row 12).
  if (isDatabaseAway(error)) {
    return new HttpProblem(503, "Not ready", {
      sv: "Databasen svarar inte. Försök igen senare.",
      en: "The database does not answer; send it again later.",
    });
  }
  if (isDiskFull(error)) return diskFull();
  const { status, type, limit } = partsOf(error);
  if (status === 413) return tooLarge(limit);
  if (status === undefined || status >= 500) {
    return new HttpProblem(500, "Failed", {
      sv: "Servern stötte på ett fel. Orsaken står i dess logg.",
      en: "The server failed; its log says why under this instance.",
    });
  }
  const title = status === 415 ? "Unsupported content" : "Invalid request";
  return new HttpProblem(status, title, WORDS[type] ?? OTHER);
}

/** What a client is told while nothing can be kept (reliability.md, 7.2 row 15). */
export function diskFull(): HttpProblem {
  return new HttpProblem(503, "Not ready", {
    sv: "Disken är full, så inget går att spara. Försök igen senare.",
    en: `${DISK_FULL} Send it again later.`,
  });
}

/** How express and its body parser name what they cannot read. */
const WORDS: Readonly<Record<string, LocalizedText>> = {
  "entity.parse.failed": { sv: "Innehållet är inte JSON.", en: "The body is not JSON." },
  "charset.unsupported": {
    sv: "Innehållets teckenkodning går inte att läsa. Skicka UTF-8.",
    en: "The body is in a character set that is not understood; send UTF-8.",
  },
  "encoding.unsupported": {
    sv: "Innehållet är komprimerat på ett sätt som inte går att läsa. Skicka det okomprimerat.",
    en: "The body is compressed in a way that is not understood; send it plain.",
  },
  "request.aborted": {
    sv: "Förfrågan bröts innan den var klar.",
    en: "The request broke off before its end.",
  },
  "request.size.invalid": {
    sv: "Innehållet är inte så långt som dess content-length anger.",
    en: "The body is not as long as its content-length says.",
  },
  "path.undecodable": {
    sv: "Adressen går inte att läsa: skriv andra tecken än bokstäver och siffror som % och två hexadecimala siffror i UTF-8.",
    en: "The path cannot be read: write other signs than letters and digits as % and two hexadecimal digits of UTF-8.",
  },
};
const OTHER = { sv: "Förfrågan går inte att läsa.", en: "The request cannot be read." };

function tooLarge(limit: number | undefined): HttpProblem {
  const most = limit === undefined ? undefined : Math.floor(limit / 1_048_576);
  return new HttpProblem(413, "Too large", {
    sv: `Innehållet är större än gränsen${most === undefined ? "" : ` på ${most} MB`}.`,
    en: `The body is larger than the limit${most === undefined ? "" : ` of ${most} MB`}.`,
  });
}

interface Parts {
  readonly status: number | undefined;
  readonly type: string;
  readonly limit: number | undefined;
}

function partsOf(error: unknown): Parts {
  if (typeof error !== "object" || error === null) {
    return { status: undefined, type: "", limit: undefined };
  }
  const status = "status" in error && typeof error.status === "number" ? error.status : undefined;
  const limit = "limit" in error && typeof error.limit === "number" ? error.limit : undefined;
  if (error instanceof URIError) return { status, type: "path.undecodable", limit };
  return { status, type: "type" in error ? String(error.type) : "", limit };
}
