import { createHash } from "node:crypto";
import type { ActionResult, ActionTarget, AppAction } from "@perennial/contract";
import { asTenant, isSpent, REPEAT_DAYS, spend } from "@perennial/store";
import type { Express, Response } from "express";
import type { ServerContext } from "../../server-context.ts";
import { sendAnswer } from "../hooks.ts";
import { verbatim } from "../language.ts";
import { HttpProblem, notFound } from "../problem.ts";
import { requestProgram } from "../request-program.ts";
import { requestStop } from "../request-stop.ts";
import { demandGenuine, demandOwner, type GenuineRequest, rawBody } from "./genuine-request.ts";

/** The doors at which a vendor's own automation, such as a step of a workflow, asks us to do something. */
export function bindActions(app: Express, context: ServerContext): void {
  app.post("/apps/:app/actions/:name", rawBody(), async (request, response) => {
    const genuine = demandGenuine(context, request);
    const action = genuine.doors.action?.(String(request.params.name), genuine.inbound);
    if (!action) throw notFound("such action");
    if ("message" in action) {
      throw new HttpProblem(400, "Invalid request", verbatim(`${action.place}: ${action.message}`));
    }
    const { tenant } = await demandOwner(context, genuine, action.account);
    const result = await perform(context, tenant, {
      action,
      connector: genuine.connector.manifest.id,
    });
    answer(response, genuine, result);
  });
}

interface Asked {
  readonly action: AppAction;
  readonly connector: string;
}

/**
 * How long what was asked for in vain is remembered, in milliseconds: some signatures carry no time, and what was not
 * done when it was asked must not be done because somebody sends it once more. As long as what was done is.
 */
const REMEMBERED = REPEAT_DAYS * 24 * 60 * 60_000;
const REFUSED_BEFORE =
  "This was asked before and could not be done. Let the automation ask for it anew.";

async function perform(
  context: ServerContext,
  tenant: number,
  { action, connector }: Asked,
): Promise<ActionResult> {
  if (action.kind === "list-programs") return listOpenPrograms(context, tenant, action.search);
  const { id, customerId, program, by } = action satisfies ActionTarget;
  // The vendor counts its actions by itself, and two vendors may count alike.
  const asked = { id: `action:${connector}:${action.account}:${id}`, customerId, program, by };
  const digest = createHash("sha256").update(asked.id).digest("base64url");
  const isRepeat = await asTenant(context.db, tenant, (tx) => isSpent(tx, digest));
  if (isRepeat) return { kind: "refused", message: REFUSED_BEFORE };
  const refusal =
    action.kind === "enrol"
      ? await requestProgram(context, tenant, asked)
      : await requestStop(context, tenant, asked);
  context.log.info("A vendor's automation asked for something.", {
    ...{ tenant, connector, kind: action.kind, program, by, reason: refusal ?? "taken" },
  });
  if (refusal === undefined) return { kind: "taken" };
  const now = context.clock.now();
  const expiresAt = new Date(Date.parse(now) + REMEMBERED).toISOString();
  await asTenant(context.db, tenant, (tx) => spend(tx, { digest, expiresAt }, now));
  return { kind: "refused", message: refusal };
}

/** The programs that let customers in now, by the tenant's language. */
async function listOpenPrograms(
  context: ServerContext,
  id: number,
  search: string | undefined,
): Promise<ActionResult> {
  const { locale } = await context.tenant(id);
  const language = locale.toLowerCase().startsWith("sv") ? "sv" : "en";
  const wanted = search?.trim().toLowerCase() ?? "";
  const programs = await asTenant(context.db, id, async (tx) => {
    const found = [];
    for (const each of await context.programs.list(tx)) {
      if (each.state !== "active") continue;
      const { compiled } = await context.programs.load(tx, each.id, each.version);
      found.push({ id: each.id, name: compiled.program.name[language] });
    }
    return found;
  });
  const matching = programs.filter((each) =>
    `${each.id} ${each.name}`.toLowerCase().includes(wanted),
  );
  return { kind: "programs", programs: matching };
}

function answer(response: Response, { doors }: GenuineRequest, result: ActionResult): void {
  const said = doors.answer?.(result);
  if (said) sendAnswer(response, said);
  else response.json(result);
}
