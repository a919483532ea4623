import { pathWords, understand } from "@perennial/connector-kit";
import type { Misunderstanding, Understanding } from "@perennial/contract";
import { applyRules, type Mapped } from "./apply-mapping.ts";
import { WebhookMapping } from "./mapping.ts";
import type { Gives } from "./record-kinds.ts";

/** A delivery to try a mapping against. */
export interface Sample {
  /** As it is sent, or as a value of JSON. */
  readonly body: unknown;
  /** Names in any case. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What one rule makes of a sample. */
export interface RuleTrial extends Understanding {
  readonly rule: string;
  readonly gives: Gives;
  readonly matched: boolean;
  /** The condition that does not hold, where the rule does not match. */
  readonly unmet?: string;
  /** How many items it read. */
  readonly items: number;
}

/** What a mapping makes of a sample, or what is wrong with either. */
export interface MappingTrial {
  /** What is wrong with the mapping, or with the sample as a whole; there are no rules then. */
  readonly problems: readonly Misunderstanding[];
  readonly rules: readonly RuleTrial[];
}

/** Tries a mapping against a sample and keeps nothing; the same code reads true deliveries. Never throws. */
export function tryMapping(mapping: unknown, sample: Sample): MappingTrial {
  const parsed = WebhookMapping.safeParse(mapping);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => ({
      place: pathWords(path) || "mapping",
      message,
    }));
    return { problems, rules: [] };
  }
  const results = applyRules(parsed.data, mapped(sample));
  if ("fault" in results) {
    return { problems: [{ place: "body", message: results.fault }], rules: [] };
  }
  const rules = results.map(({ rule, unmet, parts }) => ({
    ...{ rule: rule.name, gives: rule.gives, matched: unmet === undefined },
    ...(unmet !== undefined && { unmet }),
    ...{ items: parts.length, ...understand(parts) },
  }));
  return { problems: [], rules };
}

function mapped({ body, headers = {} }: Sample): Mapped {
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    body: typeof body === "string" ? body : (JSON.stringify(body) ?? ""),
    headers: Object.fromEntries(named),
  };
}
