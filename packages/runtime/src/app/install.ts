import type { AppAccount, Installed, Instant } from "@perennial/contract";
import {
  asTenant,
  ensureTenant,
  findAccounts,
  findTenant,
  type Installation,
  listConnections,
  listInstallations,
  noteChange,
  noteInstallation,
  putConnection,
  putInstallation,
  readInstallation,
  reconnectConnection,
  requestReview,
  spend,
  type Tenant,
  type TenantTransaction,
} from "@perennial/store";
import type { OpenApp } from "../connection/connections.ts";
import { grantTokensIn } from "../connection/sealed-token-store.ts";
import { sealSecrets } from "../connection/secrets.ts";
import { orderPromises } from "../exchange/order-promises.ts";
import { faultWords } from "../failure/lasting-fault.ts";
import { AppError } from "./app-error.ts";
import { type AppRuntime, appOf } from "./app-runtime.ts";
import { type Invitation, usedInvitation } from "./invitation.ts";

/** An account in which our app was installed, and whose it is to be. */
export interface NewInstall {
  /** The connector's id. */
  readonly connector: string;
  readonly installed: Installed;
  /** What they were invited by, which is used up. @default the account's own tenant, which is made if need be */
  readonly invitation?: Invitation | undefined;
}

/** What came of an installation. */
export interface InstalledApp {
  readonly tenant: Tenant;
  readonly connection: string;
  readonly installation: Installation;
  /** Whether the account was connected before, to the same tenant. */
  readonly again: boolean;
  /** Where its administrator finds our settings page inside the vendor's, where the connector knows. */
  readonly settingsUrl?: string;
}

/**
 * Connects an account: the tenant is made if none is given, the tokens are sealed, and reading begins. The same
 * account again renews the tokens and lets its connection go on with the settings it has. What is written to is made
 * afterwards; where that fails the reason is noted, and the account is connected all the same.
 * @throws AppError where the invitation was used, the account belongs to another tenant, the tenant has another account, or its settings are not as the connector wants them.
 */
export async function install(
  context: AppRuntime,
  { connector, installed, invitation }: NewInstall,
): Promise<InstalledApp> {
  const app = appOf(context, connector);
  const { account } = installed;
  const invitedTo = invitation?.tenant;
  const owner = (await findAccounts(context.db, connector, [account.id])).get(account.id);
  if (owner?.installed && invitedTo !== undefined && owner.tenant !== invitedTo) {
    throw otherTenant(app, account);
  }
  const tenant = await tenantOf(context, { app, account, known: invitedTo ?? owner?.tenant });
  const connection = await asTenant(context.db, tenant.id, (tx) =>
    connect(context, tx, { app, installed, invitation }),
  );
  await context.connections.forget(tenant.id);
  await prepareAccount(context, tenant.id, connection);
  const installation = await asTenant(context.db, tenant.id, (tx) =>
    readInstallation(tx, connection),
  );
  if (!installation) throw otherTenant(app, account);
  const settingsUrl = app.app.settingsUrl?.(app.credentials, account);
  return {
    ...{ tenant, connection, installation, again: owner?.tenant === tenant.id },
    ...(settingsUrl !== undefined && { settingsUrl }),
  };
}

interface Wanted {
  readonly app: OpenApp;
  readonly account: AppAccount;
  readonly known: number | undefined;
}

async function tenantOf(
  { db, clock }: AppRuntime,
  { app, account, known }: Wanted,
): Promise<Tenant> {
  if (known !== undefined) {
    const found = await findTenant(db, known);
    if (found) return found;
    const message =
      "The company that the invitation is from is no longer here. Install without it.";
    throw new AppError("bad-invitation", message);
  }
  const { id, name, timeZone, currency } = account;
  const slug = `${app.connector.manifest.id}-${id}`;
  const own = {
    ...(timeZone !== undefined && isZone(timeZone) && { timeZone }),
    ...(currency !== undefined && { currency }),
  };
  return ensureTenant(db, { slug, name: name === "" ? slug : name, ...own }, clock.now());
}

/** A zone that nothing here knows would stop everything that has a date. */
function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

interface Connecting {
  readonly app: OpenApp;
  readonly installed: Installed;
  readonly invitation: Invitation | undefined;
}

/** Writes all of it in one transaction, and gives the connection's id. */
async function connect(
  context: AppRuntime,
  tx: TenantTransaction,
  connecting: Connecting,
): Promise<string> {
  const { db, vault, clock } = context;
  const { app, installed, invitation } = connecting;
  if (invitation) await useUp(tx, invitation, clock.now());
  const { account, by } = installed;
  const connector = app.connector.manifest.id;
  const { id, isNew } = await connectionFor(tx, connector, account);
  if (isNew) await addConnection(context, tx, { ...connecting, id });
  const about = { connector, account: account.id, connectionId: id, name: account.name };
  try {
    await putInstallation(tx, { ...about, installedAt: clock.now(), by });
  } catch (error) {
    if (isTaken(error)) throw otherTenant(app, account);
    throw error;
  }
  await grantTokensIn(
    tx,
    { db, vault, clock, tenant: tx.tenant, connection: id },
    installed.tokens,
  );
  await reconnectConnection(tx, id);
  await orderPromises(context, tx);
  await Promise.all([noteChange(tx), requestReview(tx)]);
  return id;
}

/** With the connection: an installation that fails leaves its invitation as it was. */
async function useUp(tx: TenantTransaction, invitation: Invitation, now: Instant): Promise<void> {
  const { digest, until } = invitation;
  if (!(await spend(tx, { digest, expiresAt: until }, now))) throw usedInvitation();
}

/** The connection that an account has or gets: named for the connector, and for the account where that is taken. */
async function connectionFor(
  tx: TenantTransaction,
  connector: string,
  account: AppAccount,
): Promise<{ readonly id: string; readonly isNew: boolean }> {
  const installations = await listOf(tx, connector);
  // Customers are known by the vendor's ids, and those of two accounts may be the same.
  const other = installations.find((each) => each.account !== account.id && each.endedAt === null);
  if (other) throw otherAccount(other, account);
  const kept = installations.find((each) => each.account === account.id);
  if (kept) return { id: kept.connectionId, isNew: false };
  const taken = new Set((await listConnections(tx)).map(({ id }) => id));
  return { id: taken.has(connector) ? `${connector}-${account.id}` : connector, isNew: true };
}

async function listOf(tx: TenantTransaction, connector: string): Promise<readonly Installation[]> {
  return (await listInstallations(tx)).filter((each) => each.connector === connector);
}

async function addConnection(
  { vault }: AppRuntime,
  tx: TenantTransaction,
  { app, installed, id }: Connecting & { readonly id: string },
): Promise<void> {
  const { connector } = app;
  const parsed = connector.settings.safeParse(installed.settings);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new AppError(
      "bad-settings",
      `What ${connector.manifest.title.en} told of the account does not fit at "${issue?.path.join(".")}": ${issue?.message}. Please report this to whoever runs this server.`,
    );
  }
  const sealing = { vault, purpose: `${tx.tenant}/${id}` };
  const settings = sealSecrets(connector.settings, installed.settings, sealing);
  await putConnection(tx, { id, connector: connector.manifest.id, settings });
}

/** PostgreSQL's code for a row whose place another one has. */
function isTaken(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "23505";
}

function otherTenant({ connector }: OpenApp, { id }: AppAccount): AppError {
  const { en } = connector.manifest.title;
  return new AppError(
    "other-tenant",
    `The ${en} account ${id} is connected to another company here. Uninstall the app in ${en} first, and then follow the invitation once more.`,
  );
}

function otherAccount(other: Installation, { id }: AppAccount): AppError {
  return new AppError(
    "other-account",
    `The company is connected to the account ${other.account} already, and the account ${id} cannot be beside it. Disconnect that one first, or install without the invitation to get a company of its own.`,
  );
}

/**
 * Makes what is written to, after an installation and whenever the settings name something new; what cannot be made is
 * noted for the settings page, and nothing else waits for it.
 */
export async function prepareAccount(
  context: Pick<AppRuntime, "connections" | "db" | "log">,
  tenant: number,
  connection: string,
): Promise<void> {
  const problem = await problemOfPreparing(context, tenant, connection);
  if (problem !== null) {
    context.log.warn("An account could not be prepared.", { tenant, connection, problem });
  }
  await asTenant(context.db, tenant, (tx) => noteInstallation(tx, connection, problem));
}

async function problemOfPreparing(
  { connections }: Pick<AppRuntime, "connections">,
  tenant: number,
  connection: string,
): Promise<string | null> {
  try {
    const open = await connections.get(tenant, connection);
    const session = await open?.session();
    await session?.prepare?.();
    return null;
  } catch (error) {
    return faultWords(error);
  }
}
