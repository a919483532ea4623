import type { ApiError, Client } from "@perennial/api";
import { nearestName } from "../library/nearest-name.ts";
import { failure, usageError } from "../output/cli-error.ts";
import { wrap } from "../output/wrap.ts";
import { nameAndValue } from "../simulate/name-and-value.ts";
import type { EffectOptions } from "./effect.ts";
import { withServer } from "./reach-server.ts";
import type { Shell } from "./shell.ts";

const WIDTH = 100;
const MEANINGS = { sv: "Vad måtten betyder", en: "What the measures mean" } as const;

/**
 * Asks a running server what a program led to, or all of them, and tells it.
 * @throws CliError
 */
export async function runEffect(
  program: string | undefined,
  options: EffectOptions,
  { terminal }: Shell,
): Promise<void> {
  const { locale } = options;
  const query = queryOf(options);
  const effect = await withServer(options, (client) => {
    if (program === undefined) return client.ask("getResults", { query });
    return client
      .ask("getProgramResults", { params: { id: program }, query })
      .catch((error: unknown) => missing(client, program, error));
  });
  if (options.json) return terminal.json(effect);
  for (const line of effect.lines) {
    const indent = /^ */.exec(line)?.[0] ?? "";
    for (const each of wrap(line.trimStart(), WIDTH, indent)) terminal.say(each);
    terminal.say();
  }
  terminal.say(MEANINGS[locale]);
  for (const { name, definition } of effect.definitions) {
    for (const each of wrap(`${name}: ${definition}`, WIDTH, "  ")) terminal.say(each);
  }
}

const PRICES = {
  sms: "priceSms",
  email: "priceEmail",
  call: "priceCall",
  task: "priceTask",
} as const;

function queryOf({ window, margin, wished, confidence, price = [], locale }: EffectOptions) {
  return { window, margin, wished, confidence, locale, ...Object.fromEntries(price.map(priceOf)) };
}

function priceOf(written: string): readonly [string, number] {
  const [name, value] = nameAndValue(written, "--price");
  const known = Object.entries(PRICES).find(([each]) => each === name);
  if (!known) {
    throw usageError(`Nothing has a price "${name}". Write sms, email, call or task.`);
  }
  const number = /^\d{1,9}(?:\.\d{1,6})?$/.test(value) ? Number(value) : Number.NaN;
  if (Number.isNaN(number)) {
    throw usageError(`The price of ${name} cannot be "${value}". Write minor units, such as 3500.`);
  }
  return [known[1], number];
}

function isApiError(error: unknown): error is ApiError {
  return error instanceof Error && error.name === "ApiError";
}

/** Programs that the name could mean are told. */
async function missing(client: Client, program: string, error: unknown): Promise<never> {
  if (!isApiError(error) || error.problem.status !== 404) throw error;
  const { items } = await client.ask("listPrograms");
  const ids = items.map(({ id }) => id);
  const near = nearestName(program, ids);
  const hint =
    near === undefined
      ? `It has ${ids.length === 0 ? "none yet" : ids.join(", ")}.`
      : `Did you mean "${near}"?`;
  throw failure(`The server has no program "${program}". ${hint}`, error);
}
