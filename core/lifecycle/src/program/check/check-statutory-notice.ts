import type { StatutoryNotice } from "../../policy/rule-pack.ts";
import type { DateTrigger } from "../program.ts";
import type { DurationOrSetting } from "../step.ts";
import { type Interval, shift } from "./day-interval.ts";
import type { Finding, Inspection } from "./inspection.ts";
import { owesNoNotice } from "./judge-at.ts";
import { type Durations, durationsBy } from "./notice-days.ts";
import type { Gap, Sought, Standing, Walked } from "./notice-standing.ts";
import { walkToNotice } from "./notice-walk.ts";
import { daysBefore, describeGap, noticeRemedy, windowWords } from "./notice-words.ts";
import type { StepGraph } from "./step-graph.ts";

/** Less than this many days left in the window is worth a warning: a failure would cost the deadline. */
const MARGIN = 3;

/**
 * The notice that the law asks for before an agreement ends (product.md, 3.1): on every way from the date
 * that starts the program, a statutory message by an allowed channel, or a letter, must go out inside the
 * window. A text message comes besides, never instead.
 */
export function checkStatutoryNotice(inspection: Inspection, graph: StepGraph): void {
  const { program } = inspection;
  const notice = inspection.rulePack?.statutoryNotice;
  if (!notice || (program.entry && owesNoNotice(program.entry))) return;
  for (const [index, trigger] of program.triggers.entries()) {
    if (!("date" in trigger) || trigger.date !== "agreement.end") continue;
    // A program that begins after the end comes too late for any notice, and is for something else.
    if (trigger.before === undefined && trigger.after !== undefined) continue;
    new TriggerCheck(inspection, graph, notice).run(trigger, index);
  }
}

class TriggerCheck {
  readonly #inspection: Inspection;
  readonly #graph: StepGraph;
  readonly #notice: StatutoryNotice;
  readonly #settings = new Set<string>();
  /** Reads durations and notes the settings that they come from. */
  readonly #durations: Durations;
  readonly #quietDurations: Durations;
  #index = 0;

  constructor(inspection: Inspection, graph: StepGraph, notice: StatutoryNotice) {
    this.#inspection = inspection;
    this.#graph = graph;
    this.#notice = notice;
    this.#quietDurations = durationsBy((value) => inspection.duration(value));
    this.#durations = durationsBy((value: DurationOrSetting) => {
      if (typeof value === "object") this.#settings.add(value.setting);
      return inspection.duration(value);
    });
  }

  run(trigger: DateTrigger, index: number): void {
    this.#index = index;
    const none = { from: 0, to: 0 };
    const entry = shift(
      trigger.before ? this.#durations(trigger.before, -1) : none,
      trigger.after ? this.#durations(trigger.after, 1) : none,
    );
    const late = this.#durations(trigger.late, 1).to;
    const lastDay = -this.#notice.latestDaysBefore;
    const onTime = this.#walk(trigger, entry);
    if (this.#reportGaps(onTime)) return;
    // Those who come in late, but while the notice can still be given.
    const inTime = { from: entry.from, to: Math.min(entry.to + late, lastDay - 1) };
    if (late > 0 && this.#reportGaps(this.#walk(trigger, inTime), "late entry")) return;
    this.#warn(onTime);
    this.#reportGaps(this.#walk(trigger, entry, { withSignals: true }));
    if (entry.to + late > lastDay) {
      this.#reportLateEntry(trigger, { from: lastDay + 1, to: entry.to + late });
    }
  }

  #walk(trigger: DateTrigger, at: Interval, options: Omit<Sought, "notice"> = {}): Walked {
    const start: Standing = {
      step: trigger.startAt ?? this.#inspection.program.steps[0]?.id,
      at,
      stage: "",
      noted: new Set(),
      letterDue: false,
      bySignal: false,
      way: [],
    };
    const sought = { notice: this.#notice, ...options };
    const durations = options.withSignals ? this.#quietDurations : this.#durations;
    return walkToNotice(this.#inspection, this.#graph, { starts: [start], sought, durations });
  }

  #report(finding: Omit<Finding, "path">): void {
    this.#inspection.report({ ...finding, path: ["triggers", this.#index, "date"] });
  }

  /** Reports one gap of each kind; says whether any of them keeps the program from being activated. */
  #reportGaps(walked: Walked, entry?: "late entry"): boolean {
    if (walked.isCutShort) {
      this.#report({
        code: "statutory-window",
        message: {
          sv: "Det finns för många vägar genom programmet för att följa alla fram till informationen.",
          en: "There are too many ways through the program to follow them all to the notice.",
        },
        remedy: {
          sv: "Skicka informationen tidigt i programmet, innan vägarna skiljs åt.",
          en: "Send the notice early in the program, before its ways part.",
        },
      });
      return true;
    }
    const told = new Set<string>();
    for (const gap of walked.gaps) {
      const isError = !gap.bySignal || gap.kind === "never";
      const kind = `${gap.kind} ${gap.bySignal}`;
      if (told.has(kind)) continue;
      told.add(kind);
      this.#report({
        severity: isError ? "error" : "warning",
        code: "statutory-window",
        message: describeGap({
          gap,
          walked,
          notice: this.#notice,
          entry,
          inspection: this.#inspection,
        }),
        remedy: noticeRemedy(gap, walked, this.#notice),
      });
    }
    return walked.gaps.some((gap: Gap) => !gap.bySignal || gap.kind === "never");
  }

  #warn({ given, withoutLetter }: Walked): void {
    const { channels, latestDaysBefore } = this.#notice;
    for (const step of withoutLetter) {
      if (!channels.includes("post")) continue;
      this.#report({
        severity: "warning",
        code: "statutory-no-letter",
        message: {
          sv: `Steget ”${step}” ger informationen men säger inte vad som händer när den inte kan skickas, till exempel för att adressen saknas.`,
          en: `The step "${step}" gives the notice and does not say what happens where it cannot be sent, say for want of an address.`,
        },
        remedy: {
          sv: "Ge det ”otherwise” till ett task-steg för ett brev, och ta bort ”proceed: at-once”.",
          en: 'Give it "otherwise" with a task step for a letter, and do not let it "proceed: at-once".',
        },
      });
    }
    for (const [step, days] of given) {
      const to = Math.floor(days.to);
      if (to <= -latestDaysBefore - MARGIN) continue;
      this.#report({
        severity: "warning",
        code: "statutory-margin",
        message: {
          sv: `Steget ”${step}” kan ge informationen så sent som ${-to} dagar före slutet, ${-to - latestDaysBefore} dagar innan det är för sent.`,
          en: `The step "${step}" may give the notice as late as ${-to} days before the end, ${-to - latestDaysBefore} before it is too late.`,
        },
        remedy: {
          sv: "Ge den några dagar tidigare, så att en dag med driftstörning inte gör att tidsfristen missas.",
          en: "Give it some days earlier, so that a day of trouble does not cost the deadline.",
        },
      });
    }
    if (this.#settings.size === 0) return;
    const chosen = [...this.#settings]
      .sort()
      .map((name) => `${name} = ${this.#inspection.settings[name]}`);
    this.#report({
      severity: "warning",
      code: "statutory-settings",
      message: {
        sv: `Att informationen går ut ${windowWords(this.#notice).sv} beror på inställningarna som gäller nu: ${chosen.join(", ")}.`,
        en: `That the notice goes out ${windowWords(this.#notice).en} depends on the settings in force: ${chosen.join(", ")}.`,
      },
      remedy: {
        sv: "Kontrollera programmet igen när någon av dem ändras.",
        en: "Check the program again whenever one of them is changed.",
      },
    });
  }

  #reportLateEntry(trigger: DateTrigger, at: Interval): void {
    const { gaps } = this.#walk(trigger, at, { orTask: true });
    if (gaps.length === 0) return;
    this.#report({
      severity: "warning",
      code: "statutory-late-entry",
      message: {
        sv: `”late” släpper in avtal fram till ${daysBefore(at.to).sv}, och senare än ${this.#notice.latestDaysBefore} dagar före slutet kommer informationen för sent för dem.`,
        en: `"late" lets agreements in until ${daysBefore(at.to).en}, and later than ${this.#notice.latestDaysBefore} days before it the notice comes too late for them.`,
      },
      remedy: {
        sv: "Korta ”late”, eller led dem som kommer in för sent till en uppgift för en medarbetare.",
        en: 'Shorten "late", or lead those who come in too late to a task for a person.',
      },
    });
  }
}
