import type { ResultQuery } from "@perennial/api";
import type { Duration } from "@perennial/contract";
import type { EffectPlace, ProgramEffect } from "@perennial/lifecycle";
import {
  ALL_WINDOW,
  type EffectRequest,
  measureAll,
  measureProgram,
  PROGRAM_WINDOW,
  RuntimeError,
  windowOf,
} from "@perennial/runtime";
import { asTenant, listEvaluations, type Tenant } from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import type { Handlers } from "./bind.ts";
import { effectView } from "./effect-view.ts";
import { evaluationView } from "./evaluation-view.ts";
import { verbatim } from "./language.ts";
import { HttpProblem, notFound } from "./problem.ts";

type ResultOperation = "getProgramResults" | "getResults" | "listEvaluations";

/** What programs led to: their effect against those held out, and their targets against what they came to. */
export function resultHandlers(context: ServerContext): Pick<Handlers, ResultOperation> {
  const { db, programs } = context;
  const demandProgram = (tenant: number, id: string) =>
    asTenant(db, tenant, async (tx) => {
      const known = await programs.list(tx);
      if (!known.some((each) => each.id === id)) throw notFound("program", id);
    });
  return {
    getProgramResults: async ({ params: { id }, query, caller }) => {
      const request = { ...requestOf(query, PROGRAM_WINDOW), program: id };
      await demandProgram(caller.tenant, id);
      const tenant = await context.tenant(caller.tenant);
      const effect = await measured(measureProgram(context, tenant, request));
      return effectView(effect, placeOf(tenant, query));
    },
    getResults: async ({ query, caller }) => {
      const request = requestOf(query, ALL_WINDOW);
      const tenant = await context.tenant(caller.tenant);
      const effect = await measured(measureAll(context, tenant, request));
      return effectView(effect, placeOf(tenant, query));
    },
    listEvaluations: async ({ params: { id }, query: { locale }, caller }) => {
      await demandProgram(caller.tenant, id);
      const found = await asTenant(db, caller.tenant, (tx) => listEvaluations(tx, id));
      return { items: found.map((each) => evaluationView(each, locale)) };
    },
  };
}

function placeOf({ currency, timeZone }: Tenant, { locale }: ResultQuery): EffectPlace {
  return { locale, currency, timeZone };
}

function requestOf(query: ResultQuery, usual: Duration): EffectRequest {
  const { margin, wished, confidence, priceSms, priceEmail, priceCall, priceTask } = query;
  return {
    window: demandWindow(query.window, usual),
    ...(margin !== undefined && { margin }),
    ...(wished !== undefined && { wished }),
    ...(confidence !== undefined && { confidence }),
    prices: {
      ...(priceSms !== undefined && { sms: priceSms }),
      ...(priceEmail !== undefined && { email: priceEmail }),
      ...(priceCall !== undefined && { call: priceCall }),
      ...(priceTask !== undefined && { task: priceTask }),
    },
  };
}

/** Not each duration is a window that customers can be followed for: hours are none. */
function demandWindow(window: Duration | undefined, usual: Duration): Duration {
  try {
    return windowOf({ ...(window !== undefined && { window }) }, usual);
  } catch (error) {
    if (!(error instanceof RuntimeError)) throw error;
    const detail = {
      sv: "Frågan stämmer inte. Varje fel står i listan.",
      en: 'The query of the request is not right; see "problems" for each thing.',
    };
    const problems = [{ place: "query.window", message: verbatim(error.message) }];
    throw new HttpProblem(400, "Invalid request", detail, problems);
  }
}

/** What cannot be measured as things are, such as where nobody is held out, is told with its remedy. */
async function measured(effect: Promise<ProgramEffect>): Promise<ProgramEffect> {
  try {
    return await effect;
  } catch (error) {
    if (error instanceof RuntimeError)
      throw new HttpProblem(409, "Not ready", verbatim(error.message));
    throw error;
  }
}
