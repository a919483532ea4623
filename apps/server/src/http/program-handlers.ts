import {
  processSheet,
  programCatalogue,
  programDiagram,
  sentence,
  smsLengths,
} from "@perennial/lifecycle";
import { changeState, countAudience, publishProgram } from "@perennial/runtime";
import {
  asTenant,
  countEnrolments,
  listDecisions,
  listEnrolments,
  readRequireApproval,
  readVersion,
} from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import type { Handlers } from "./bind.ts";
import { mutable } from "./customer-handlers.ts";
import { inLanguage, inOne } from "./language.ts";
import { HttpProblem, notFound } from "./problem.ts";
import { startEnrolment } from "./start-enrolment.ts";
import { stopEnrolment } from "./stop-enrolment.ts";
import { decisionView, enrolmentView, programView } from "./views.ts";

type ProgramOperation =
  | "listPrograms"
  | "getProgram"
  | "putProgram"
  | "setProgram"
  | "getAudience"
  | "listEnrolments"
  | "startEnrolment"
  | "stopEnrolment"
  | "listDecisions";

/** What can be asked about programs, and what they decided. */
export function programHandlers(context: ServerContext): Pick<Handlers, ProgramOperation> {
  const { db, programs } = context;
  const view = (tenant: number, id: string) =>
    asTenant(db, tenant, async (tx) => {
      const stored = (await programs.list(tx)).find((each) => each.id === id);
      if (!stored) throw notFound("program", id);
      const loaded = await programs.load(tx, id, stored.version);
      const counts = await countEnrolments(tx);
      return { loaded, program: programView(stored, loaded, counts.get(id)) };
    });
  const storedOf = (tenant: number, id: string) =>
    asTenant(db, tenant, async (tx) => (await programs.list(tx)).find((each) => each.id === id));
  const versionOf = async (tenant: number, id: string) => (await storedOf(tenant, id))?.version;
  const standingOf = async (tenant: number, id: string) => {
    const { state, settings } = (await storedOf(tenant, id)) ?? {};
    return { state, settings };
  };
  return {
    listPrograms: ({ caller }) =>
      asTenant(db, caller.tenant, async (tx) => {
        const stored = await programs.list(tx);
        const counts = await countEnrolments(tx);
        const items = [];
        for (const each of stored) {
          const loaded = await programs.load(tx, each.id, each.version);
          items.push(programView(each, loaded, counts.get(each.id)));
        }
        return { items };
      }),
    getProgram: async ({ params, query, caller }) => {
      const { loaded, program } = await view(caller.tenant, params.id);
      const files = await asTenant(db, caller.tenant, (tx) =>
        readVersion(tx, params.id, program.version),
      );
      return {
        program,
        sheet: processSheet(loaded.compiled.program, query.locale),
        diagram: programDiagram(loaded.compiled.program, query.locale),
        files: { ...files },
        sms: smsLengths(files ?? {}).map(({ template: { file }, encoding, units, segments }) => ({
          ...{ file, encoding, units, segments },
        })),
      };
    },
    putProgram: async ({ params, body, caller, audit, locale }) => {
      await refuseWithoutApproval(context, caller.tenant);
      const before = await versionOf(caller.tenant, params.id);
      const published = await publishProgram(context, caller.tenant, {
        program: params.id,
        files: body.files,
        by: caller.name,
      });
      if (published.version === undefined) {
        throw new HttpProblem(
          422,
          "Program not right",
          {
            sv: `Programmet ”${params.id}” har fel och publicerades inte.`,
            en: `The program "${params.id}" has errors and was not published.`,
          },
          published.problems.map((each) => ({
            place: `${each.file}:${each.line}:${each.column}`,
            message: inOne(each),
          })),
        );
      }
      const { version } = published;
      audit({ before: { version: before }, after: { version } });
      return { version, problems: published.problems.map((each) => inLanguage(each, locale)) };
    },
    setProgram: async ({ params, body, caller, audit }) => {
      const before = await standingOf(caller.tenant, params.id);
      const changed = await changeState(context, caller.tenant, {
        ...{ program: params.id, by: caller.name, ...body },
      });
      if (changed === "unknown") throw notFound("program", params.id);
      if (changed !== "changed") {
        throw new HttpProblem(409, "Not ready", changed.message, [...changed.problems]);
      }
      context.ring(caller.tenant, body.state === "active" ? "review" : "due");
      const { program } = await view(caller.tenant, params.id);
      audit({ before, after: { state: program.state, settings: program.settings } });
      return program;
    },
    getAudience: async ({ params, query: { locale }, caller }) => {
      const tenant = await context.tenant(caller.tenant);
      const { loaded } = await view(caller.tenant, params.id);
      const { program } = loaded.compiled;
      const { today, eligible } = await countAudience(context, tenant, loaded);
      const { entry } = program;
      const words = entry ? sentence(entry, locale, programCatalogue(loaded.compiled)) : "";
      return { today, eligible, sentence: words };
    },
    listEnrolments: ({ query, caller }) =>
      asTenant(db, caller.tenant, async (tx) => {
        const page = await listEnrolments(tx, query);
        return mutable({ ...page, items: page.items.map(enrolmentView) });
      }),
    startEnrolment: async ({ body, caller }) => {
      const tenant = await context.tenant(caller.tenant);
      const started = await startEnrolment(context, tenant, { ...body, by: caller.name });
      context.ring(caller.tenant);
      return started;
    },
    stopEnrolment: async ({ params: { id }, caller }) => {
      const stopped = await stopEnrolment(context, { ...caller, id });
      return { stopped };
    },
    listDecisions: ({ query, caller }) =>
      asTenant(db, caller.tenant, async (tx) => {
        const page = await listDecisions(tx, query);
        return mutable({
          ...page,
          items: page.items.map((each) => decisionView(each, query.locale)),
        });
      }),
  };
}

/** A company that has versions approved publishes none past that. */
async function refuseWithoutApproval({ db }: ServerContext, tenant: number): Promise<void> {
  if (!(await asTenant(db, tenant, readRequireApproval))) return;
  throw new HttpProblem(409, "Approval needed", {
    sv: "Här godkänns versioner av någon annan. Spara filerna som ett utkast och publicera det.",
    en: "Versions are approved by somebody else here. Save the files as a draft, and publish that.",
  });
}
