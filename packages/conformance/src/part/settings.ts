import { inspect } from "node:util";
import { meet, readyCommand } from "../case/attempt.ts";
import type { Case } from "../case/case.ts";
import { claim } from "../case/conformance-error.ts";
import type { Kit, Place } from "../case/place.ts";
import { fieldsOf, secretsIn, settingsSchema, tracesOf } from "../case/settings-schema.ts";
import type { Fault } from "../scenario/fault.ts";

/** Under these something is said of a request, so that a secret could stand in it. */
const TELLING: readonly Fault[] = ["echo", "server-error", "cut", "html", "refused"];

/** Settings explain themselves, and their secrets are told to nobody. */
export function settingsCases(kit: Kit): readonly Case[] {
  const { connector } = kit;
  const schema = settingsSchema(connector);
  const fact = (name: string, run: Case["run"]): Case => ({ part: "settings", name, run });
  const cases = [
    fact("every field has its label in Swedish and English", async () => {
      const bare = fieldsOf(schema).find(({ labelled }) => !labelled);
      claim(
        bare === undefined,
        `give ${bare?.name} a label: setting(schema, { label: { sv, en } })`,
      );
    }),
    fact("a field that is missing or wrong is named", () =>
      kit.inWorld(async ({ world: { settings } }) => {
        for (const { name, required } of fieldsOf(schema)) {
          if (!Object.hasOwn(asObject(settings), name)) continue;
          const { [name]: _, ...without } = asObject(settings);
          if (required) claimNamed(kit, without, name);
          claimNamed(kit, { ...without, [name]: { wrong: [0] } }, name);
        }
      }),
    ),
    fact("what is wrong with a secret is said without the secret", () =>
      kit.inWorld(async ({ world: { settings } }) => {
        for (const secret of secretsFor(kit, settings)) {
          for (const wrong of [[secret], `${secret}\n `]) {
            const { error } = connector.settings.safeParse(replaced(settings, secret, wrong));
            const words = error?.issues.map(({ message }) => message).join("; ") ?? "";
            claim(!words.includes(secret), "an error about the settings quotes a secret");
          }
        }
      }),
    ),
    fact("no secret stands in an error, its cause, a receipt or the log", async () => {
      for (const fault of TELLING) {
        await kit.inWorld((place) => claimDiscreet(kit, place, fault));
      }
    }),
  ];
  return connector.manifest.auth === "none" ? cases : [...cases, secretsMarked(kit)];
}

function secretsMarked(kit: Kit): Case {
  return {
    part: "settings",
    name: "the credentials are marked secret",
    run: () =>
      kit.inWorld(async ({ world: { settings, tokens } }) => {
        const { auth } = kit.connector.manifest;
        const marked = secretsFor(kit, settings);
        claim(
          marked.length > 0 || tokens !== undefined,
          `auth is ${auth}, but no field of the settings is marked: secret({ label })`,
        );
        const short = marked.some((secret) => secret.length < 8);
        claim(
          !short,
          "give the world secrets of 8 characters or more, so that they can be told apart",
        );
      }),
  };
}

async function claimDiscreet(kit: Kit, place: Place, fault: Fault): Promise<void> {
  const { session, world, log } = place;
  const said: unknown[] = [];
  const hear = (work: Promise<unknown>) =>
    work.then(
      (value) => said.push(value),
      (error: unknown) => said.push(error),
    );
  const [kind] = kit.connector.manifest.commands;
  const command = kind && (await readyCommand(kit, place, [kind, "cmd-secret"]));
  await meet(place, fault);
  await hear(session.check());
  if (command) await hear(session.perform([command]));
  const reading = session.changesSince?.(undefined)[Symbol.asyncIterator]();
  if (reading) await hear(reading.next());
  const shown = inspect([said, log.lines], {
    depth: 12,
    maxStringLength: null,
    maxArrayLength: null,
  });
  const secrets = [...secretsFor(kit, world.settings), ...Object.values(world.tokens ?? {})];
  const traces = tracesOf(
    secrets.filter((one) => typeof one === "string"),
    world.settings,
  );
  const leaked = traces.some((trace) => shown.includes(trace));
  claim(
    !leaked,
    `under the fault ${fault}, a secret stands in an error, its cause, a receipt or the log`,
  );
}

function secretsFor({ connector }: Kit, settings: unknown): readonly string[] {
  return secretsIn(settingsSchema(connector), settings);
}

function claimNamed({ connector }: Kit, settings: unknown, field: string): void {
  const { error } = connector.settings.safeParse(settings);
  const named = error?.issues.some(({ path }) => path[0] === field) ?? false;
  claim(named, `settings whose ${field} is missing or wrong give no error that names ${field}`);
}

function replaced(value: unknown, secret: string, by: unknown): unknown {
  if (value === secret) return by;
  if (Array.isArray(value)) return value.map((item) => replaced(item, secret, by));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, replaced(inner, secret, by)]);
  return Object.fromEntries(entries);
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {};
}
