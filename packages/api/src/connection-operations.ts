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
const byId = z.strictObject({ id: z.string().min(1).max(100) });

const Settings = z.record(z.string(), z.unknown()).meta({
  description:
    "Only what changes: an object is merged field by field, a list is replaced, null takes a field away. A secret that is left out stays.",
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
    query: none,
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
    query: none,
    body: none,
    answer: VendorSchemaView,
  }),
  tryConnectionMapping: operation({
    id: "tryConnectionMapping",
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
