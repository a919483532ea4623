import type { Role } from "@perennial/api";
import { useSyncExternalStore } from "react";
import { type Session, type SessionState, session } from "./session.ts";

const ORDER: readonly Role[] = ["viewer", "agent", "marketer", "admin"];

/** The session as it is. */
export function useSessionState(): SessionState {
  return useSyncExternalStore(session.subscribe, session.state);
}

/** Who is signed in; to be used below the gate, where somebody is. */
export function useSession(): Session {
  const state = useSessionState();
  if (state.kind !== "in") throw new TypeError("nobody is signed in");
  return state.session;
}

/** Whether who is signed in may do what takes a role; the server refuses it in any case. */
export function useMay(role: Role): boolean {
  const { role: has } = useSession();
  return ORDER.indexOf(has) >= ORDER.indexOf(role);
}
