import type { MoveView } from "@perennial/api";
import { BANDS, type Band, FLOW_STATES, type FlowState, type Locale } from "@perennial/contract";
import {
  bandPairSentence,
  type FlowRules,
  flowPairSentence,
  markOf,
  programFor,
} from "@perennial/lifecycle";
import type { Move } from "@perennial/store";

/** By what moves are told of. */
export interface MoveTelling {
  readonly programs: FlowRules["programs"];
  readonly locale: Locale;
}

/** Customers that went from one place to another, as clients see them; wanted or not where that can be said (D-15). */
export function moveView(move: Move, telling: MoveTelling): MoveView {
  const { kind, customers } = move;
  const plain = {
    ...{ from: move.from || null, to: move.to || null, customers },
    ...{ mark: null, program: null, sentence: null },
  };
  if (kind === "flow") return { ...plain, ...flowWords(move, telling) };
  return kind === "band" ? { ...plain, ...bandWords(move, telling) } : plain;
}

type Words = Partial<Pick<MoveView, "mark" | "program" | "sentence">>;

function flowWords(move: Move, { programs, locale }: MoveTelling): Words {
  const [from, to] = [flowState(move.from), flowState(move.to)];
  if (!from || !to) return {};
  return {
    mark: wanted(from, to),
    program: programFor(programs, from, to) ?? null,
    sentence: flowPairSentence(from, to, locale),
  };
}

function bandWords(move: Move, { locale }: MoveTelling): Words {
  const [from, to] = [bandOf(move.from), bandOf(move.to)];
  if (!from || !to) return {};
  return { mark: wanted(from, to), sentence: bandPairSentence(from, to, locale) };
}

function wanted(from: FlowState | Band, to: FlowState | Band): MoveView["mark"] {
  const mark = markOf(from, to);
  return mark === "unchanged" ? null : mark;
}

/** The state of a text; nothing for a text that is none, such as that of who came. */
export function flowState(text: string): FlowState | undefined {
  return FLOW_STATES.find((state) => state === text);
}

function bandOf(text: string): Band | undefined {
  return BANDS.find((band) => band === text);
}
