import { secret, secretValues, setting } from "@perennial/connector-kit";
import { ConnectorError, type Session } from "@perennial/contract";
import { z } from "zod";
import { AcmeSettings } from "./acme.ts";
import { heard, manifested, opened, type Twist, told } from "./twist.ts";
import type { WrongConnectors } from "./wrong-connector.ts";

const label = { sv: "Åtkomsttoken", en: "Access token" };

function settingsWith(token: z.ZodType<string>): Twist<AcmeSettings> {
  return (right) => ({ ...right, settings: AcmeSettings.extend({ token }) });
}

function failing(change: (error: ConnectorError, token: string) => Error): Twist<AcmeSettings> {
  return opened((session, { token }) => ({
    check: () =>
      session.check().catch((error: unknown) => {
        throw ConnectorError.isInstance(error) ? change(error, token) : error;
      }),
  }));
}

function retold(error: ConnectorError, message: string, cause?: unknown): ConnectorError {
  return new ConnectorError({ connector: error.connector, kind: error.kind, message, cause });
}

let made = 0;

/** What is wrong in what a connector says of itself, and of its secrets. */
export const wrongWords: WrongConnectors = {
  manifest: [
    {
      does: "names no page for its facts",
      fails: "the manifest is one of the contract's",
      twist: manifested(() => ({ vendorApi: { version: "1", documentation: "see the web" } })),
    },
    {
      does: "declares a signal twice",
      fails: "each thing is declared once",
      twist: manifested(({ signals }) => ({ signals: [...signals, ...signals.slice(0, 1)] })),
    },
    {
      does: "declares otherwise each time",
      fails: "the connector made again declares the same",
      twist: manifested(() => {
        made += 1;
        return { title: { sv: `Acme ${made}`, en: `Acme ${made}` } };
      }),
    },
    {
      does: "declares signals that nothing can tell",
      base: "bare",
      fails: "signals are declared exactly where something can tell them",
      twist: manifested(() => ({ signals: ["customer.changed"] })),
    },
    {
      does: "declares reports that it cannot hear",
      fails: "reports are declared only by a connector that tells what became of messages",
      twist: manifested(({ proof }) => ({ proof: { ...proof, reports: true } })),
    },
  ],
  settings: [
    {
      does: "has a field without words",
      fails: "every field has its label in Swedish and English",
      twist: settingsWith(z.string().min(1).meta({ secret: true })),
    },
    {
      does: "takes anything for a token",
      fails: "a field that is missing or wrong is named",
      twist: settingsWith(setting(z.any(), { label }).meta({ label, secret: true })),
    },
    {
      does: "quotes what it refuses",
      fails: "what is wrong with a secret is said without the secret",
      twist: settingsWith(
        secret(
          { label },
          z
            .string()
            .refine((text) => !/\s/.test(text), { error: ({ input }) => `${input} is bad` }),
        ),
      ),
    },
    {
      does: "marks no secret",
      fails: "the credentials are marked secret",
      twist: (right) => ({
        ...right,
        settings: AcmeSettings.extend({
          token: setting(z.string().min(1), { label }),
          signingSecret: setting(z.string().min(1), { label }),
        }),
      }),
    },
    ...[
      opened<AcmeSettings>((session, { token }, { log }) => ({
        check: () => {
          log.info("checking", { token });
          return session.check();
        },
      })),
      failing((error, token) => retold(error, `${error.message} with ${token}`)),
      failing((error, token) => retold(error, error.message, { headers: { token } })),
      opened<AcmeSettings>((session, settings) => ({
        perform: async (commands) => {
          const [hidden = ""] = secretValues(AcmeSettings, settings);
          const words = Buffer.from(hidden).toString("base64");
          const receipts = await session.perform(commands);
          return receipts.map((one) =>
            one.outcome === "accepted" ? one : { ...one, message: `${one.message} ${words}` },
          );
        },
      })),
    ].map((twist, index) => ({
      does:
        ["logs a secret", "throws a secret", "hides a secret in a cause", "encodes a secret"][
          index
        ] ?? "",
      fails: "no secret stands in an error, its cause, a receipt or the log",
      twist,
    })),
  ],
  check: [
    {
      does: "checks by writing",
      fails: "good credentials pass, and nothing is changed",
      twist: opened((session) => ({ check: () => checkByWriting(session) })),
    },
    {
      does: "passes wherever it is",
      fails: "a check does not pass where nobody listens",
      twist: passing("unavailable", /could not reach/),
    },
    {
      does: "passes without credentials",
      fails: "wrong credentials are told, with the connector's name",
      twist: failing((error) =>
        error.kind === "unauthenticated" && !/expired/.test(error.message)
          ? new ConnectorError({ connector: "another", kind: error.kind, message: error.message })
          : error,
      ),
    },
    {
      does: "believes a login page",
      fails: "a page of HTML does not prove the credentials",
      twist: passing("unavailable", /not JSON/),
    },
  ],
  consent: [
    {
      does: "takes a no for a yes",
      fails: "a withdrawn consent is told as withdrawn",
      twist: heard(({ toSignals }) => ({
        toSignals(request, settings) {
          const { signals, problems } = toSignals(request, settings);
          const given = signals.map((signal) =>
            signal.type === "consent.changed"
              ? { ...signal, consent: { ...signal.consent, state: "given" as const } }
              : signal,
          );
          return { signals: given, problems };
        },
      })),
    },
    {
      does: "puts replies in small letters",
      fails: "a reply that says stop arrives word for word, with its sender",
      twist: heard(({ toSignals }) => ({
        toSignals(request, settings) {
          const { signals, problems } = toSignals(request, settings);
          const small = signals.map((signal) =>
            signal.type === "message.replied"
              ? { ...signal, text: signal.text.toLowerCase() }
              : signal,
          );
          return { signals: small, problems };
        },
      })),
    },
    {
      does: "forgets the way out",
      fails: "a marketing mail carries the way out",
      twist: opened((session) => ({
        perform: (commands) =>
          session.perform(
            commands.map((command) => {
              if (command.kind !== "send-email") return command;
              const { unsubscribeUrl: _, ...rest } = command;
              return rest;
            }),
          ),
      })),
    },
  ],
  limits: [
    {
      does: "gives up at a limit",
      fails: "too many requests leave it not done, to be tried again",
      twist: told((receipt) =>
        receipt.outcome === "not-done" && receipt.kind === "rate-limited"
          ? { ...receipt, kind: "unavailable" }
          : receipt,
      ),
    },
    {
      does: "forgets how long to wait",
      fails: "too many requests with a time are put off for that time",
      twist: told((receipt) =>
        receipt.outcome === "not-done" && (receipt.retryAfter ?? 0) < 60_000
          ? withoutWait(receipt)
          : receipt,
      ),
    },
    {
      does: "tries all day",
      fails: "a limit for the day puts off and says for how long",
      twist: told((receipt) =>
        receipt.outcome === "not-done" && (receipt.retryAfter ?? 0) > 60_000
          ? withoutWait(receipt)
          : receipt,
      ),
    },
  ],
};

function withoutWait<Told extends { readonly retryAfter?: number | undefined }>(receipt: Told) {
  const { retryAfter: _, ...rest } = receipt;
  return rest;
}

async function checkByWriting(session: Session): Promise<void> {
  await session.check();
  await session.perform([
    { kind: "add-note", id: "check", customerId: "c-1", at: "2026-03-02T09:00:00.000Z", text: "?" },
  ]);
}

function passing(kind: ConnectorError["kind"], words: RegExp): Twist<AcmeSettings> {
  return opened((session) => ({
    check: () =>
      session.check().catch((error: unknown) => {
        const known = ConnectorError.isInstance(error) && error.kind === kind;
        if (!known || !words.test(error.message)) throw error;
      }),
  }));
}
