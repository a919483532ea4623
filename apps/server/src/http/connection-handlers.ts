import type { VendorSchemaView } from "@perennial/api";
import type { Locale, LocalizedText, VendorSchema } from "@perennial/contract";
import { invite, prepareAccount, saveConnection, uninstall } from "@perennial/runtime";
import { asTenant, readAnew, requestRead } from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import { administratorHandlers } from "./administrator-handlers.ts";
import { demandApp } from "./apps/genuine-request.ts";
import type { Handlers } from "./bind.ts";
import { changedSecrets, connectionForm, demandSettings } from "./connection-form.ts";
import { connectionHealth } from "./connection-health.ts";
import { knownConnection, usableConnection } from "./known-connection.ts";
import { verbatim } from "./language.ts";
import { mergeSettings, type Settings } from "./merge-settings.ts";
import { MissingBook } from "./missing-book.ts";
import { HttpProblem } from "./problem.ts";
import { inTrialSession } from "./trial-session.ts";
import { atVendor } from "./vendor-fault.ts";
import { connectionView } from "./views.ts";

type ConnectionOperation =
  | "getConnection"
  | "getConnectionForm"
  | "saveConnectionSettings"
  | "describeConnection"
  | "getAdministrators"
  | "saveAdministrators"
  | "tryConnectionMapping"
  | "resyncConnection"
  | "disconnect"
  | "createInstallInvite";

/** What can be asked about one connection, and how it is changed. */
export function connectionHandlers(context: ServerContext): Pick<Handlers, ConnectionOperation> {
  const missing = new MissingBook(context);
  return {
    ...administratorHandlers(context),
    getConnection: ({ params: { id }, query: { locale }, caller: { tenant } }) =>
      connectionHealth(context, { tenant, id, locale, missing }),
    getConnectionForm: async ({ params: { id }, caller: { tenant } }) => {
      const { connector, settings } = await knownConnection(context, { tenant, id });
      return connectionForm(id, connector, settings);
    },
    saveConnectionSettings: async ({ params: { id }, body, caller: { tenant }, audit }) => {
      const { row, connector, settings: present } = await knownConnection(context, { tenant, id });
      if (row.state === "disconnected") throw notConnected(row.problem);
      const settings = mergeSettings(connector.settings, present, body.settings);
      demandSettings(connector, settings);
      await saveConnection(context, tenant, { id, connector, settings });
      missing.forget({ tenant, id });
      const shown = (of: Settings) => connectionForm(id, connector, of);
      audit({
        about: {
          secretsChanged: changedSecrets(connector.settings, {
            before: present,
            after: settings,
          }),
        },
        ...{ before: shown(present).values, after: shown(settings).values },
      });
      // New settings may write to fields that are ours to make.
      if (connector.app) await prepareAccount(context, tenant, id);
      context.ring(tenant);
      return connectionForm(id, connector, settings);
    },
    describeConnection: async ({ params: { id }, query: { locale }, caller: { tenant } }) => {
      const open = await usableConnection(context, { tenant, id });
      const described = await atVendor(async () => (await open.session()).describe?.());
      if (!described)
        throw cannot({ sv: "visa vilka fält som finns", en: "tell which fields there are" });
      missing.note({ tenant, id }, described.missing);
      return schemaView(described, locale);
    },
    tryConnectionMapping: async ({ params: { id }, body, caller: { tenant } }) => {
      const { connector, settings: present } = await knownConnection(context, { tenant, id });
      const open = await usableConnection(context, { tenant, id });
      const settings = demandSettings(
        connector,
        mergeSettings(connector.settings, present, body.settings),
      );
      const samples = await atVendor(() =>
        inTrialSession(context, { tenant, open, settings }, async (session) =>
          session.samples?.(body.object, body.count),
        ),
      );
      if (!samples) throw cannot({ sv: "visa exempel", en: "show samples" });
      return {
        samples: samples.map(({ ref, values, signals, problems }) => ({
          ...{ ...ref, values: { ...values }, problems: [...problems] },
          signals: signals.map((each) => ({ ...each })),
        })),
      };
    },
    resyncConnection: async ({ params: { id }, body, caller: { tenant } }) => {
      const open = await usableConnection(context, { tenant, id });
      if (!open.connector.manifest.capabilities.includes("changes.read")) {
        throw cannot({
          sv: "läsas av: andra sidan berättar själv om ändringar",
          en: "be read: the other side tells of changes by itself",
        });
      }
      await asTenant(context.db, tenant, async (tx) => {
        if (body.everything) await readAnew(tx, id);
        await requestRead(tx, id);
      });
      context.ring(tenant, "read");
      return { requested: true };
    },
    disconnect: async ({ params: { id }, caller: { tenant } }) => {
      const open = await usableConnection(context, { tenant, id });
      if (!open.connector.app)
        throw cannot({
          sv: "kopplas från härifrån: den är ingen app hos en leverantör",
          en: "be disconnected from here: it is no app at a vendor",
        });
      await atVendor(() => uninstall(context, { tenant, connection: id }));
      const { row } = await knownConnection(context, { tenant, id });
      const { publicUrl, connectors } = context;
      return connectionView(row, { tenant, publicUrl, connectors });
    },
    createInstallInvite: async ({ params: { connector }, caller: { tenant } }) => {
      demandApp(context, connector);
      const url = new URL(`/apps/${connector}/install`, context.publicUrl);
      url.searchParams.set("invite", invite(context, { tenant, connector }));
      return { url: url.href };
    },
  };
}

function schemaView({ objects, missing }: VendorSchema, locale: Locale): VendorSchemaView {
  return {
    objects: objects.map(({ object, label, fields }) => ({
      ...{ object, label },
      fields: fields.map(({ options, ...field }) => ({
        ...field,
        ...(options && { options: options.map((each) => ({ ...each })) }),
      })),
    })),
    missing: missing.map((each) => each[locale]),
  };
}

/** What to do about a connection that is not connected. */
export const CONNECT_AGAIN: LocalizedText = {
  sv: "Anslut den på nytt först.",
  en: "Connect it again first.",
};

function notConnected(problem: string | null): HttpProblem {
  return new HttpProblem(
    409,
    "Not connected",
    problem === null ? CONNECT_AGAIN : verbatim(problem),
  );
}

function cannot({ sv, en }: LocalizedText): HttpProblem {
  return new HttpProblem(409, "Not possible", {
    sv: `Den här anslutningen kan inte ${sv}.`,
    en: `This connection cannot ${en}.`,
  });
}
