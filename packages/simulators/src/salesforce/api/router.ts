import { matchedPath } from "../../door/path-pattern.ts";
import {
  closeIngest,
  createIngest,
  deleteIngest,
  failedResults,
  getIngest,
  listIngest,
  successfulResults,
  unprocessedRows,
  uploadRows,
} from "../bulk/ingest-api.ts";
import {
  abortQueryJob,
  createQueryJob,
  deleteQueryJob,
  getQueryJob,
  queryJobResults,
} from "../bulk/query-jobs-api.ts";
import type { Handler } from "./call.ts";
import { createMany, deleteMany, retrieveMany, updateMany, upsertMany } from "./collections-api.ts";
import { composite } from "./composite-api.ts";
import { basicInformation, describe, describeGlobal } from "./describe-api.ts";
import { limits, recordCount, resources } from "./limits-api.ts";
import { query, queryAll, queryMore } from "./query-api.ts";
import { deleted, updated } from "./replication-api.ts";
import {
  createOne,
  deleteByKey,
  deleteOne,
  getByKey,
  getOne,
  updateOne,
  upsertOne,
} from "./sobjects-api.ts";

/** A request's handler and what its path says. */
export interface Route {
  readonly handler: Handler;
  readonly params: Readonly<Record<string, string>>;
}

/** The paths after `/services/data/vNN.0/`; the first that fits is taken. */
const TABLE: readonly (readonly [method: string, path: string, handler: Handler])[] = [
  ["GET", "", resources],
  ["GET", "limits", limits],
  ["GET", "limits/recordCount", recordCount],
  ["GET", "query", query],
  ["GET", "queryAll", queryAll],
  ["GET", "query/:locator", queryMore],
  ["GET", "queryAll/:locator", queryMore],
  ["GET", "sobjects", describeGlobal],
  ["GET", "sobjects/:type", basicInformation],
  ["POST", "sobjects/:type", createOne],
  ["GET", "sobjects/:type/describe", describe],
  ["GET", "sobjects/:type/updated", updated],
  ["GET", "sobjects/:type/deleted", deleted],
  ["GET", "sobjects/:type/:id", getOne],
  ["PATCH", "sobjects/:type/:id", updateOne],
  ["DELETE", "sobjects/:type/:id", deleteOne],
  ["GET", "sobjects/:type/:field/:value", getByKey],
  ["PATCH", "sobjects/:type/:field/:value", upsertOne],
  ["DELETE", "sobjects/:type/:field/:value", deleteByKey],
  ["POST", "composite", composite],
  ["POST", "composite/sobjects", createMany],
  ["PATCH", "composite/sobjects", updateMany],
  ["DELETE", "composite/sobjects", deleteMany],
  ["POST", "composite/sobjects/:type", retrieveMany],
  ["PATCH", "composite/sobjects/:type/:field", upsertMany],
  ["GET", "jobs/ingest", listIngest],
  ["POST", "jobs/ingest", createIngest],
  ["GET", "jobs/ingest/:id", getIngest],
  ["PATCH", "jobs/ingest/:id", closeIngest],
  ["DELETE", "jobs/ingest/:id", deleteIngest],
  ["PUT", "jobs/ingest/:id/batches", uploadRows],
  ["GET", "jobs/ingest/:id/successfulResults", successfulResults],
  ["GET", "jobs/ingest/:id/failedResults", failedResults],
  ["GET", "jobs/ingest/:id/unprocessedrecords", unprocessedRows],
  ["POST", "jobs/query", createQueryJob],
  ["GET", "jobs/query/:id", getQueryJob],
  ["PATCH", "jobs/query/:id", abortQueryJob],
  ["DELETE", "jobs/query/:id", deleteQueryJob],
  ["GET", "jobs/query/:id/results", queryJobResults],
];

const ROUTES = TABLE.map(([method, path, handler]) => ({
  method,
  handler,
  parts: path.split("/"),
}));

/** Finds what answers a request: a route, the methods that a path has, or nothing. */
export function findRoute(method: string, path: string): Route | readonly string[] {
  const parts = path.replace(/\/$/, "").split("/");
  const methods: string[] = [];
  for (const route of ROUTES) {
    const params = matchedPath(route.parts, parts);
    if (params === undefined) continue;
    if (route.method === method) return { handler: route.handler, params };
    methods.push(route.method);
  }
  return methods;
}
