import {
  type AppDoors,
  type Connector,
  type Inbound,
  Manifest,
  type MarketplaceApp,
  type Misunderstanding,
  type Session,
  type Understanding,
  type Verification,
} from "@perennial/contract";
import type { z } from "zod";
import { issueWords } from "../inbound/issue-words.ts";

/** A connector as its author writes it: fields of the manifest that have a default may be left out. */
export interface ConnectorDefinition<Settings, App = unknown>
  extends Omit<Connector<Settings, App>, "manifest"> {
  readonly manifest: z.input<typeof Manifest>;
}

/** A connector contradicts its own manifest: a mistake of its author, found when it is loaded or opened. */
export class ConnectorDefinitionError extends Error {
  constructor(connector: string, problem: string) {
    super(`connector ${connector}: ${problem}`);
    this.name = "ConnectorDefinitionError";
  }
}

/**
 * Makes a connector of its parts and holds it to its manifest. What `Inbound` and `MarketplaceApp` promise is seen to
 * here: their pure functions never throw.
 */
export function defineConnector<Settings, App = unknown>(
  definition: ConnectorDefinition<Settings, App>,
): Connector<Settings, App> {
  const parsed = Manifest.safeParse(definition.manifest);
  if (!parsed.success) {
    throw new ConnectorDefinitionError(definition.manifest.id, issueWords(parsed.error));
  }
  const manifest = parsed.data;
  const { settings, inbound, app, keeps, settingsPage } = definition;
  if (manifest.capabilities.includes("inbound") !== (inbound !== undefined)) {
    throw new ConnectorDefinitionError(
      manifest.id,
      "declare the capability inbound exactly where there is an inbound part",
    );
  }
  return Object.freeze({
    manifest,
    settings,
    ...(inbound === undefined ? {} : { inbound: careful(inbound) }),
    ...(app === undefined ? {} : { app: carefulApp(app) }),
    ...(keeps === undefined ? {} : { keeps }),
    ...(settingsPage === undefined ? {} : { settingsPage }),
    open: async (values, context) =>
      holdTo(definition, manifest, await definition.open(values, context)),
  } satisfies Connector<Settings, App>);
}

function holdTo(
  { settingsPage }: { readonly settingsPage?: unknown },
  manifest: Manifest,
  session: Session,
): Session {
  const reads = manifest.capabilities.includes("changes.read");
  if (reads !== (session.changesSince !== undefined)) {
    throw new ConnectorDefinitionError(
      manifest.id,
      "declare the capability changes.read exactly where a session has changesSince",
    );
  }
  if (session.settingsPage !== undefined && !(reads && settingsPage !== undefined)) {
    throw new ConnectorDefinitionError(
      manifest.id,
      "a session has settingsPage, so give the connector's own settingsPage and declare the capability changes.read: pages are heard while changes are read",
    );
  }
  if ((manifest.plannedVisits === true) !== (session.plannedVisits !== undefined)) {
    throw new ConnectorDefinitionError(
      manifest.id,
      "declare plannedVisits exactly where a session has it",
    );
  }
  if (session.lookUp !== undefined && manifest.proof.lookUp === undefined) {
    throw new ConnectorDefinitionError(
      manifest.id,
      "a session has lookUp, so declare proof.lookUp and how long an absence takes to count",
    );
  }
  return session;
}

function careful<Settings>(inbound: Inbound<Settings>): Inbound<Settings> {
  const { answer } = inbound;
  return {
    ...(answer && {
      answer(request, settings) {
        try {
          return answer.call(inbound, request, settings);
        } catch {
          return undefined;
        }
      },
    }),
    verify: (request, settings, now) => verified(() => inbound.verify(request, settings, now)),
    toSignals(request, settings): Understanding {
      try {
        return inbound.toSignals(request, settings);
      } catch (error) {
        return { signals: [], problems: [unreadable(error)] };
      }
    },
  };
}

function carefulApp<App>(app: MarketplaceApp<App>): MarketplaceApp<App> {
  const { doors, settingsUrl, launch, frameAncestors, leaves } = app;
  return {
    credentials: app.credentials,
    authorizeUrl: (own, request) => app.authorizeUrl(own, request),
    install: (own, grant, context) => app.install(own, grant, context),
    ...(doors && { doors: carefulDoors(doors) }),
    ...(settingsUrl && { settingsUrl: (own, account) => settingsUrl.call(app, own, account) }),
    ...(launch && {
      launch(own, request, now) {
        try {
          return launch.call(app, own, request, now);
        } catch (error) {
          return { genuine: false, reason: `verification failed: ${nameOf(error)}` };
        }
      },
    }),
    ...(frameAncestors && { frameAncestors }),
    ...(leaves && { leaves }),
  };
}

function carefulDoors<App>(doors: AppDoors<App>): AppDoors<App> {
  const { action, answer } = doors;
  return {
    verify: (own, request, now) => verified(() => doors.verify(own, request, now)),
    split(request) {
      try {
        return doors.split(request);
      } catch (error) {
        return { parts: [], problems: [unreadable(error)] };
      }
    },
    caller(request) {
      try {
        return doors.caller(request);
      } catch {
        return undefined;
      }
    },
    ...(action && {
      action(name, request) {
        try {
          return action.call(doors, name, request);
        } catch (error) {
          return unreadable(error);
        }
      },
    }),
    ...(answer && { answer: (result) => answer.call(doors, result) }),
  };
}

function verified(judge: () => Verification): Verification {
  try {
    return judge();
  } catch (error) {
    return { genuine: false, reason: `verification failed: ${nameOf(error)}` };
  }
}

function unreadable(error: unknown): Misunderstanding {
  return { place: "body", message: `could not be read: ${nameOf(error)}` };
}

/** Only the name: a message may quote the request, and that may hold a secret. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
