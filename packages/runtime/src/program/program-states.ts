import type { ProgramState } from "@perennial/store";

/**
 * What a program can become from what it is. A program that was wound up or put away may be taken up again, but only
 * after a look at it: what is archived becomes a draft first.
 */
export const NEXT_STATES: Readonly<Record<ProgramState, readonly ProgramState[]>> = {
  draft: ["approved", "active", "archived"],
  approved: ["draft", "active", "archived"],
  active: ["paused", "finishing", "archived"],
  paused: ["active", "finishing", "archived"],
  finishing: ["active", "archived"],
  archived: ["draft"],
};

/** Whether a program may become something; staying what it is always goes. */
export function mayBecome(from: ProgramState, to: ProgramState): boolean {
  return from === to || NEXT_STATES[from].includes(to);
}
