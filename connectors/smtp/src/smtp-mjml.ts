import { createHash } from "node:crypto";
import { ConnectorError } from "@perennial/contract";
import { smtpManifest } from "./smtp-manifest.ts";

/** How many compiled bodies are kept: repeats of one message, and mailings without anything personal in them. */
const KEPT = 50;
/** Characters of a source; compiling holds up everything else meanwhile. */
const LONGEST = 256 * 1024;
const MOST_PROBLEMS = 3;

/** Gives the HTML of a formatted body: MJML is compiled, anything else is HTML already. */
export type BodyCompiler = (body: string) => Promise<string>;

/**
 * Makes a compiler of formatted bodies with a memory of its own. It throws a `ConnectorError` of kind `invalid` that
 * names the lines of an MJML source that are wrong.
 */
export function createBodyCompiler(): BodyCompiler {
  const kept = new Map<string, Promise<string>>();
  return (body) => {
    if (!isMjml(body)) return Promise.resolve(body);
    const key = createHash("sha256").update(body).digest("base64");
    const html = kept.get(key) ?? compile(body);
    // The one used last stands last.
    kept.delete(key);
    kept.set(key, html);
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(oldest);
    }
    return html;
  };
}

function isMjml(body: string): boolean {
  return /^\s*<mjml[\s>]/i.test(body);
}

async function compile(source: string): Promise<string> {
  if (source.length > LONGEST) throw invalid(`the source is longer than ${LONGEST} characters`);
  const include = /<mj-include\b/i.exec(source);
  if (include) {
    // The compiler would leave it out without a word; it would read files of this machine otherwise.
    const line = source.slice(0, include.index).split("\n").length;
    throw invalid(`line ${line} (mj-include): files cannot be included; write their content here`);
  }
  // Loading it takes long, and most connections never send MJML.
  const { default: mjml2html } = await import("mjml");
  try {
    const { html } = await mjml2html(source, {
      validationLevel: "strict",
      ignoreIncludes: true,
      useMjmlConfigOptions: false,
      // The compiler's own list would have every reader fetch fonts from a third party.
      fonts: {},
    });
    return html;
  } catch (error) {
    throw invalid(problemWords(error));
  }
}

function problemWords(error: unknown): string {
  const problems = error instanceof Error && "errors" in error ? error.errors : undefined;
  const lines = Array.isArray(problems) ? problems.flatMap(lineWords) : [];
  if (lines.length === 0) return error instanceof Error ? error.message : "it cannot be read";
  const rest = lines.length - MOST_PROBLEMS;
  return [...lines.slice(0, MOST_PROBLEMS), ...(rest > 0 ? [`and ${rest} more`] : [])].join("; ");
}

function lineWords(problem: unknown): string[] {
  if (typeof problem !== "object" || problem === null) return [];
  if (!("line" in problem && "tagName" in problem && "message" in problem)) return [];
  return [`line ${problem.line} (${problem.tagName}): ${problem.message}`];
}

function invalid(words: string): ConnectorError {
  const message = `the MJML of the message is not right: ${words}`;
  return new ConnectorError({ connector: smtpManifest.id, kind: "invalid", message });
}
