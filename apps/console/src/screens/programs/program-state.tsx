import { useWords } from "../../app/language/words.ts";
import { StateBadge, type Tone } from "../../parts/state-badge.tsx";
import { words } from "./words.ts";

export type ProgramStateName =
  | "draft"
  | "approved"
  | "active"
  | "paused"
  | "finishing"
  | "archived";

const TONES: Readonly<Record<ProgramStateName, Tone>> = {
  ...{ draft: "calm", approved: "wait", active: "good" },
  ...{ paused: "warn", finishing: "wait", archived: "calm" },
};

/** A program's state, as far as it is one we know. */
export function stateNamed(state: string): ProgramStateName {
  const known: readonly string[] = Object.keys(TONES);
  return known.includes(state) ? (state as ProgramStateName) : "draft";
}

/** What a program is doing, in a word. */
export function ProgramState({ state }: { readonly state: string }) {
  const t = useWords(words);
  const name = stateNamed(state);
  return <StateBadge tone={TONES[name]}>{t(name)}</StateBadge>;
}
