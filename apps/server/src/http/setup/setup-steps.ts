import { SETUP_STEPS, type SetupStep, type SetupStepView } from "@perennial/api";

/** What setting up rests on, as it is. */
export interface SetupFacts {
  readonly connections: readonly SetupConnection[];
  readonly records: {
    readonly customers: number;
    readonly agreements: number;
    readonly purchases: number;
  };
  /** How many test recipients are verified, and the name of one. */
  readonly verified: number;
  readonly recipient: string | null;
  readonly programs: readonly { readonly id: string; readonly state: string }[];
  readonly drafts: readonly string[];
  /** Whether a limit on messages holds for all programs. */
  readonly capped: boolean;
  readonly marks: readonly { readonly step: string; readonly mark: string }[];
}

/** A connection, as far as setting up looks at it. */
export interface SetupConnection {
  readonly id: string;
  readonly isActive: boolean;
  /** Whether customers come from it, whether it sends messages, and whether it says who they are from. */
  readonly brings: boolean;
  readonly sends: boolean;
  readonly hasSender: boolean;
  /** Whether everything was read from it once, and how many records were. */
  readonly isRead: boolean;
  readonly isReading: boolean;
  readonly read: number;
  readonly total: number | null;
  readonly excluded: number;
  /** Whether what it brings is mapped by settings of its own. */
  readonly maps: boolean;
}

type Found = Pick<SetupStepView, "state" | "about" | "counts" | "link"> & {
  readonly needs?: SetupStep | undefined;
};

const NEVER_ACTIVE = new Set(["draft", "approved"]);

/** The steps from nothing to the first active program, each as it is. Files that were imported count as a CRM. */
export function setupSteps(facts: SetupFacts): readonly SetupStepView[] {
  const found = stepsOf(facts);
  const isDone = (step: SetupStep) => found[step].state === "done" || isDismissed(facts, step);
  return SETUP_STEPS.map((step) => {
    const { needs, ...rest } = found[step];
    const blockedBy = needs !== undefined && !isDone(needs) ? needs : null;
    const view = { step, ...rest, blockedBy: rest.state === "done" ? null : blockedBy };
    if (rest.state === "done") return view;
    if (isDismissed(facts, step)) return { ...view, state: "dismissed", blockedBy: null };
    return blockedBy === null || rest.state === "under-way" ? view : { ...view, state: "blocked" };
  });
}

function isDismissed({ marks }: SetupFacts, step: SetupStep): boolean {
  return marks.some((each) => each.step === step && each.mark === "dismissed");
}

function stepsOf(facts: SetupFacts): Readonly<Record<SetupStep, Found>> {
  const { connections, records, marks } = facts;
  const hasMark = (step: SetupStep) =>
    marks.some((each) => each.step === step && each.mark === "done");
  const crm = connections.find(({ brings, isActive }) => brings && isActive);
  const imported = crm === undefined && records.customers > 0;
  const none = { about: null, counts: {} };
  const program = chosenProgram(facts);
  const to = (path: string) =>
    program === undefined ? "/programs" : `/programs/${program}${path}`;
  const simple = (done: boolean): "done" | "todo" => (done ? "done" : "todo");
  return {
    "connect-crm": {
      ...{ state: simple(crm !== undefined || imported), about: crm?.id ?? null, counts: {} },
      link: crm === undefined ? "/connections?add=new" : `/connections/${crm.id}`,
    },
    "map-fields": {
      ...{
        state: simple(imported || (crm !== undefined && isMapped(crm))),
        about: crm?.id ?? null,
      },
      counts: crm === undefined ? {} : { excluded: crm.excluded },
      ...{
        needs: "connect-crm",
        link: crm ? `/connections/${crm.id}?tab=mapping` : "/connections",
      },
    },
    "first-read": firstRead(facts, crm),
    channel: channelStep(connections),
    "test-recipient": {
      ...{ state: simple(facts.verified > 0), about: facts.recipient },
      ...{
        counts: { verified: facts.verified },
        needs: "channel",
        link: "/messages?tab=recipients",
      },
    },
    "take-program": {
      ...{ state: simple(program !== undefined), about: program ?? null, link: to("") },
      counts: { programs: facts.programs.length + facts.drafts.length },
    },
    preview: {
      ...none,
      state: simple(hasMark("preview")),
      needs: "take-program",
      link: "/messages",
    },
    "dry-run": {
      ...{
        ...none,
        state: simple(hasMark("dry-run")),
        needs: "take-program",
        link: to("/dry-run"),
      },
    },
    activate: activeStep(facts, to("")),
  };
}

/** A connection whose records are all left out is not mapped yet. */
function isMapped({ maps, read, excluded, isRead }: SetupConnection): boolean {
  return maps || (isRead && read > 0 && excluded < read);
}

function firstRead({ records }: SetupFacts, crm: SetupConnection | undefined): Found {
  const counts = { ...records };
  const base = { counts, needs: "connect-crm", about: crm?.id ?? null } as const;
  if (crm === undefined) {
    return { ...base, state: records.customers > 0 ? "done" : "todo", link: "/import" };
  }
  const link = `/connections/${crm.id}`;
  if (records.customers > 0 && !crm.isReading) return { ...base, state: "done", link };
  const progress = { read: crm.read, ...(crm.total !== null && { total: crm.total }) };
  const state = crm.isReading ? "under-way" : "todo";
  return { ...base, counts: { ...counts, ...progress }, state, link };
}

function channelStep(connections: readonly SetupConnection[]): Found {
  const channels = connections.filter(({ sends }) => sends);
  const ready = channels.find(({ isActive, hasSender }) => isActive && hasSender);
  const found = ready ?? channels[0];
  return {
    ...{
      state: ready ? "done" : "todo",
      about: found?.id ?? null,
      counts: { channels: channels.length },
    },
    link: found ? `/connections/${found.id}` : "/connections?add=new",
  };
}

function activeStep({ programs, capped }: SetupFacts, link: string): Found {
  const active = programs.find(({ state }) => state === "active");
  return {
    ...{ state: active ? "done" : "todo", about: active?.id ?? null, link, needs: "take-program" },
    counts: {
      active: programs.filter(({ state }) => state === "active").length,
      capped: Number(capped),
    },
  };
}

/** The program that setting up is about: one that runs, else one that is nearly there. */
function chosenProgram({ programs, drafts }: SetupFacts): string | undefined {
  const active = programs.find(({ state }) => state === "active");
  const begun = programs.find(({ state }) => !NEVER_ACTIVE.has(state));
  return (active ?? begun ?? programs[0])?.id ?? drafts[0];
}
