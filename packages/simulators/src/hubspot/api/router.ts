import { matchedPath } from "../../door/path-pattern.ts";
import { accountDetails, uninstallApp } from "./account-api.ts";
import {
  archiveAssociations,
  createAssociations,
  createDefaultAssociations,
  createLabel,
  deleteAssociation,
  listLabels,
  putAssociation,
  putDefaultAssociation,
  readAssociations,
} from "./associations-api.ts";
import type { Handler } from "./call.ts";
import {
  batchOptOut,
  batchReadStatuses,
  batchWriteStatuses,
  listDefinitions,
  readOptOut,
  readStatuses,
  writeOptOut,
  writeStatus,
} from "./consents-api.ts";
import { batchArchive, batchCreate, batchRead, batchUpdate, batchUpsert } from "./objects-batch.ts";
import {
  archiveObject,
  createObject,
  getObject,
  listObjects,
  updateObject,
} from "./objects-single.ts";
import {
  archiveProperty,
  createGroup,
  createProperties,
  createProperty,
  getGroup,
  getProperty,
  listGroups,
  listProperties,
  readProperties,
  updateProperty,
} from "./properties-api.ts";
import { createSchema, deleteSchema, getSchema, listSchemas } from "./schemas-api.ts";
import { searchObjects } from "./search.ts";
import {
  completeCallback,
  completeCallbacks,
  getOwner,
  getPipeline,
  listOwners,
  listPipelines,
  propertyLimits,
} from "./settings-api.ts";

/** The date of the API that is simulated. */
export const API_DATE = "2026-09";

/** A request's handler and what its path says. */
export interface Route {
  readonly handler: Handler;
  readonly params: Readonly<Record<string, string>>;
  /** Whether it counts against the limit of search instead of the general one. */
  readonly isSearch: boolean;
}

const OBJECTS = `crm/objects/${API_DATE}/:type`;
const ASSOCIATIONS = `crm/associations/${API_DATE}/:type/:to`;
const PROPERTIES = `crm/properties/${API_DATE}/:type`;
const SCHEMAS = `crm-object-schemas/${API_DATE}/schemas`;
const CONSENTS = `communication-preferences/${API_DATE}`;

const TABLE: readonly (readonly [method: string, path: string, handler: Handler])[] = [
  ["GET", `account-info/${API_DATE}/details`, accountDetails],
  ["DELETE", `appinstalls/${API_DATE}/external-install`, uninstallApp],
  ["GET", OBJECTS, listObjects],
  ["POST", OBJECTS, createObject],
  ["POST", `${OBJECTS}/batch/read`, batchRead],
  ["POST", `${OBJECTS}/batch/create`, batchCreate],
  ["POST", `${OBJECTS}/batch/update`, batchUpdate],
  ["POST", `${OBJECTS}/batch/upsert`, batchUpsert],
  ["POST", `${OBJECTS}/batch/archive`, batchArchive],
  ["POST", `${OBJECTS}/search`, searchObjects],
  ["GET", `${OBJECTS}/:id`, getObject],
  ["PATCH", `${OBJECTS}/:id`, updateObject],
  ["DELETE", `${OBJECTS}/:id`, archiveObject],
  ["PUT", `${OBJECTS}/:id/associations/default/:to/:toId`, putDefaultAssociation],
  ["PUT", `${OBJECTS}/:id/associations/:to/:toId`, putAssociation],
  ["DELETE", `${OBJECTS}/:id/associations/:to/:toId`, deleteAssociation],
  ["POST", `${ASSOCIATIONS}/batch/read`, readAssociations],
  ["POST", `${ASSOCIATIONS}/batch/create`, createAssociations],
  ["POST", `${ASSOCIATIONS}/batch/associate/default`, createDefaultAssociations],
  ["POST", `${ASSOCIATIONS}/batch/archive`, archiveAssociations],
  ["GET", `${ASSOCIATIONS}/labels`, listLabels],
  ["POST", `${ASSOCIATIONS}/labels`, createLabel],
  ["GET", PROPERTIES, listProperties],
  ["POST", PROPERTIES, createProperty],
  ["GET", `${PROPERTIES}/groups`, listGroups],
  ["POST", `${PROPERTIES}/groups`, createGroup],
  ["GET", `${PROPERTIES}/groups/:name`, getGroup],
  ["POST", `${PROPERTIES}/batch/read`, readProperties],
  ["POST", `${PROPERTIES}/batch/create`, createProperties],
  ["GET", `${PROPERTIES}/:name`, getProperty],
  ["PATCH", `${PROPERTIES}/:name`, updateProperty],
  ["DELETE", `${PROPERTIES}/:name`, archiveProperty],
  ["GET", `crm/limits/${API_DATE}/custom-properties`, propertyLimits],
  ["GET", `crm/owners/${API_DATE}`, listOwners],
  ["GET", `crm/owners/${API_DATE}/:id`, getOwner],
  ["GET", `crm/pipelines/${API_DATE}/:type`, listPipelines],
  ["GET", `crm/pipelines/${API_DATE}/:type/:id`, getPipeline],
  ["GET", SCHEMAS, listSchemas],
  ["POST", SCHEMAS, createSchema],
  ["GET", `${SCHEMAS}/:type`, getSchema],
  ["DELETE", `${SCHEMAS}/:type`, deleteSchema],
  ["GET", `${CONSENTS}/definitions`, listDefinitions],
  ["POST", `${CONSENTS}/statuses/batch/read`, batchReadStatuses],
  ["POST", `${CONSENTS}/statuses/batch/write`, batchWriteStatuses],
  ["POST", `${CONSENTS}/statuses/batch/unsubscribe-all`, batchOptOut],
  ["GET", `${CONSENTS}/statuses/:email`, readStatuses],
  ["POST", `${CONSENTS}/statuses/:email`, writeStatus],
  ["GET", `${CONSENTS}/statuses/:email/unsubscribe-all`, readOptOut],
  ["POST", `${CONSENTS}/statuses/:email/unsubscribe-all`, writeOptOut],
  ["POST", `automation/actions/callbacks/${API_DATE}/complete`, completeCallbacks],
  ["POST", `automation/actions/callbacks/${API_DATE}/:callbackId/complete`, completeCallback],
];

const ROUTES = TABLE.map(([method, path, handler]) => ({
  method,
  handler,
  parts: path.split("/"),
  isSearch: path.endsWith("/search"),
}));

/** Finds what answers a request: a route, the methods that a path has, or nothing. */
export function findRoute(method: string, path: string): Route | readonly string[] {
  const parts = path.split("/").slice(1);
  const methods: string[] = [];
  for (const route of ROUTES) {
    const params = matchedPath(route.parts, parts);
    if (params === undefined) continue;
    if (route.method === method)
      return { handler: route.handler, params, isSearch: route.isSearch };
    methods.push(route.method);
  }
  return methods;
}
