import type { AppDoors, AppPart, AppParts, InboundRequest } from "@perennial/contract";
import {
  type AccountOwner,
  asTenant,
  type Delivery,
  findAccounts,
  storeDeliveries,
} from "@perennial/store";
import type { OpenApp } from "../connection/connections.ts";
import { secretsOf } from "../connection/secrets.ts";
import { faultWords } from "../failure/lasting-fault.ts";
import { measuresOf } from "../measure/measures.ts";
import { digestOf, nameOf } from "../receive/delivery-name.ts";
import { withoutSecrets } from "../receive/without-secrets.ts";
import type { RuntimeContext } from "../runtime-context.ts";

/** What to answer a vendor whose delivery came to our app's door. */
export type AppReceived =
  /**
   * It is taken: a part of an account that nobody here has connected, too, for a vendor that was refused would send
   * it again for days.
   */
  | {
      readonly status: "taken";
      /** Parts that were kept, and those that had been before. */
      readonly stored: number;
      readonly repeated: number;
      /** Parts of accounts that nobody here has connected. */
      readonly unknown: number;
      /** Parts that could not be understood. */
      readonly problems: number;
      /** For whom something new was kept, for whoever rings. */
      readonly tenants: readonly number[];
    }
  | { readonly status: "not-genuine"; readonly reason: string }
  /** No connector of this name has an app here. */
  | { readonly status: "no-app" };

/**
 * Takes a delivery to our app's door: verified once, taken apart by account, and each part kept in its connection's
 * inbox. Rejects where a part could not be kept, after all the others were: the vendor sends all of it again, and
 * what was kept is recognised.
 */
export function receiveApp(
  context: RuntimeContext,
  connector: string,
  request: InboundRequest,
): Promise<AppReceived> {
  const measures = measuresOf(context);
  return measures.work({ name: "receive", connector }, async () => {
    const app = context.connections.app(connector);
    const received: AppReceived = app ? await take(context, app, request) : { status: "no-app" };
    measures.received(app && connector, doorAnswer(received));
    return received;
  });
}

function doorAnswer(received: AppReceived) {
  if (received.status === "no-app") return "unknown-connection";
  if (received.status === "not-genuine") return "not-genuine";
  if (received.stored > 0) return "stored";
  return received.repeated > 0 ? "repeated" : "unknown-connection";
}

async function take(
  context: RuntimeContext,
  app: OpenApp,
  request: InboundRequest,
): Promise<AppReceived> {
  const { doors } = app.app;
  if (!doors) return { status: "no-app" };
  const verdict = doors.verify(app.credentials, request, context.clock.now());
  if (!verdict.genuine) return { status: "not-genuine", reason: verdict.reason };
  const { parts, problems } = split(doors, request);
  const connector = app.connector.manifest.id;
  for (const { place, message } of problems) {
    context.log.warn("A part of an app's delivery was not understood.", {
      ...{ connector, place, problem: message },
    });
  }
  const owners = await findAccounts(context.db, connector, distinctAccounts(parts));
  const known = parts.filter((part) => isKnown(owners, part));
  const unknown = parts.length - known.length;
  if (unknown > 0) {
    context.log.info("A vendor told of accounts that nobody here has connected.", {
      connector,
      unknown,
    });
  }
  const keeping = { app, parts: known, owners, deliveryId: verdict.deliveryId };
  const { stored, tenants } = await keep(context, keeping);
  const repeated = known.length - stored;
  return { status: "taken", stored, repeated, unknown, problems: problems.length, tenants };
}

/** A delivery that a connector stumbles over would be sent for days: it is told, and taken. */
function split(doors: AppDoors, request: InboundRequest): AppParts {
  try {
    return doors.split(request);
  } catch (error) {
    return { parts: [], problems: [{ place: "body", message: faultWords(error) }] };
  }
}

function distinctAccounts(parts: readonly AppPart[]): readonly string[] {
  return [...new Set(parts.map(({ account }) => account))];
}

function isKnown(owners: ReadonlyMap<string, AccountOwner>, { account }: AppPart): boolean {
  return owners.get(account)?.installed === true;
}

interface Keeping {
  readonly app: OpenApp;
  readonly parts: readonly AppPart[];
  readonly owners: ReadonlyMap<string, AccountOwner>;
  readonly deliveryId: string | undefined;
}

/** Keeps the parts tenant by tenant, each in one statement, and gives how many were new and whose. */
async function keep(
  context: RuntimeContext,
  keeping: Keeping,
): Promise<{ readonly stored: number; readonly tenants: readonly number[] }> {
  const { parts, owners } = keeping;
  const secrets = secretsOf(keeping.app.app.credentials, keeping.app.credentials);
  const receivedAt = context.clock.now();
  const counts = new Map<string, number>();
  const deliveries = parts.flatMap((part) => {
    const owner = owners.get(part.account);
    if (!owner) return [];
    const index = counts.get(part.account) ?? 0;
    counts.set(part.account, index + 1);
    const request = withoutSecrets(part.request, secrets);
    const deliveryId = partName(part, keeping.deliveryId, index);
    const delivery: Delivery = { connectionId: owner.connection, deliveryId, receivedAt, request };
    return [{ tenant: owner.tenant, delivery }];
  });
  let stored = 0;
  const tenants: number[] = [];
  const failures: unknown[] = [];
  for (const [tenant, own] of Map.groupBy(deliveries, (each) => each.tenant)) {
    try {
      const fresh = await asTenant(context.db, tenant, (tx) =>
        storeDeliveries(
          tx,
          own.map(({ delivery }) => delivery),
        ),
      );
      stored += fresh;
      if (fresh > 0) tenants.push(tenant);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return { stored, tenants };
}

/** What a part is recognised by when it comes again: the vendor's id and the account, or what is in it. */
function partName(
  { account, request }: AppPart,
  deliveryId: string | undefined,
  index: number,
): string {
  if (deliveryId === undefined) return digestOf(request);
  return nameOf(`${deliveryId}:${account}${index === 0 ? "" : `:${index}`}`) ?? digestOf(request);
}
