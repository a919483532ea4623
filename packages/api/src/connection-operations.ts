import { z } from "zod";
import {
  ConnectionFormView,
  ConnectionHealthView,
  MappingSamplesView,
  VendorSchemaView,
} from "./connection-schemas.ts";
import { operation } from "./operation.ts";
import { ConnectionView } from "./schemas.ts";

const none = z.strictObject({});
const locale = z.enum(["sv", "en"]).default("sv");
const byId = z.strictObject({ id: z.string().min(1).max(100) });

const Administrators = z
  .strictObject({ administrators: z.array(z.string()) })
  .meta({ id: "Administrators" });

const Settings = z.record(z.string(), z.unknown()).meta({
  description:
    "Only what changes: an object is merged field by field, a list is replaced. Null turns off a field that may be off and takes any other away. A secret that is left out stays.",
});

/** What can be asked about one connection, and how it is changed. */
export const CONNECTION_OPERATIONS = {
  getConnection: operation({
    id: "getConnection",
    method: "get",
    path: "/v1/connections/{id}",
    summary: "How a connection does: problems, what is missing, the first load, and three lists",
    tag: "Connections",
    role: "viewer",
    params: byId,
    query: z.strictObject({ locale }),
    body: none,
    answer: ConnectionHealthView,
  }),
  getConnectionForm: operation({
    id: "getConnectionForm",
    method: "get",
    path: "/v1/connections/{id}/form",
    summary: "A connection's settings as a form: schema, values, and which secrets are filled in",
    tag: "Connections",
    role: "admin",
    params: byId,
    query: none,
    body: none,
    answer: ConnectionFormView,
  }),
  saveConnectionSettings: operation({
    id: "saveConnectionSettings",
    method: "post",
    path: "/v1/connections/{id}/settings",
    summary: "Changes a connection's settings; what is not right is told by its field",
    tag: "Connections",
    role: "admin",
    params: byId,
    query: none,
    body: z.strictObject({ settings: Settings }),
    answer: ConnectionFormView,
  }),
  describeConnection: operation({
    id: "describeConnection",
    method: "get",
    path: "/v1/connections/{id}/fields",
    summary: "The kinds of record and their fields at the vendor, as they are there now",
    tag: "Connections",
    role: "admin",
    params: byId,
    query: z.strictObject({ locale }),
    body: none,
    answer: VendorSchemaView,
  }),
  getAdministrators: operation({
    id: "getAdministrators",
    method: "get",
    path: "/v1/connections/{id}/administrators",
    summary: "Who may change settings from our pages inside the vendor's",
    tag: "Connections",
    role: "admin",
    params: byId,
    query: none,
    body: none,
    answer: Administrators,
  }),
  saveAdministrators: operation({
    id: "saveAdministrators",
    method: "post",
    path: "/v1/connections/{id}/administrators",
    summary: "Says who may change settings from our pages inside the vendor's; never nobody",
    tag: "Connections",
    role: "admin",
    params: byId,
    query: none,
    body: z.strictObject({
      administrators: z
        .array(z.email({ error: "write an e-mail address" }).max(254))
        .min(1, { error: "leave at least one administrator" })
        .max(100)
        .meta({ description: "All of them, in place of who there is; by e-mail address." }),
    }),
    answer: Administrators,
  }),
  tryConnectionMapping: operation({
    id: "tryConnectionMapping",
    changes: false,
    method: "post",
    path: "/v1/connections/{id}/try-mapping",
    summary: "Shows what settings would make of a few records; nothing is kept",
    tag: "Connections",
    role: "admin",
    params: byId,
    query: none,
    body: z.strictObject({
      object: z.string().min(1).max(100).meta({ description: "As in the list of fields." }),
      count: z.int().min(1).max(20).default(3),
      settings: Settings.default({}),
    }),
    answer: MappingSamplesView,
  }),
  resyncConnection: operation({
    id: "resyncConnection",
    method: "post",
    path: "/v1/connections/{id}/resync",
    summary: "Reads what has changed at the vendor now, or everything from the beginning",
    tag: "Connections",
    role: "admin",
    params: byId,
    query: none,
    body: z.strictObject({
      everything: z.boolean().default(false).meta({
        description: "Read all records anew. Nothing is started by what was so already.",
      }),
    }),
    answer: z.strictObject({ requested: z.boolean() }),
  }),
  disconnect: operation({
    id: "disconnect",
    method: "post",
    path: "/v1/connections/{id}/disconnect",
    summary: "Takes our app out of the vendor's account and ends the connection",
    tag: "Connections",
    role: "admin",
    params: byId,
    query: none,
    body: none,
    answer: ConnectionView,
  }),
  createInstallInvite: operation({
    id: "createInstallInvite",
    method: "post",
    path: "/v1/connectors/{connector}/invites",
    summary: "Makes a link by which an account at a vendor is connected to this tenant",
    tag: "Connections",
    role: "admin",
    params: z.strictObject({ connector: z.string().min(1).max(100) }),
    query: none,
    body: none,
    answer: z.strictObject({
      url: z.string().meta({
        description: "For an administrator at the vendor to open. It holds for a week.",
      }),
    }),
  }),
} as const;
