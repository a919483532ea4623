import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useMemo } from "react";

/** What the agent's screen was opened with: by a telephone system, a link or a search. */
export interface AgentAddress {
  /** The customer, where one is known or has been chosen. */
  readonly customer?: string;
  /** The number of the call, in any form. */
  readonly phone?: string;
  /** What the caller entered, or an agent looks for: an id of a customer or of an agreement. */
  readonly entered?: string;
  /** The telephone system's id of the call. */
  readonly call?: string;
  readonly errand?: string;
  readonly direction?: "in" | "out";
  /** The entry of the call list. */
  readonly command?: string;
}

const NAMES = ["customer", "phone", "entered", "call", "errand", "command"] as const;

/** Reads an address as it is written: an id of many digits is no number to be rounded. */
export function agentAddress(search: string): AgentAddress {
  const asked = new URLSearchParams(search);
  const given = NAMES.flatMap((name) => {
    const value = unquoted(asked.get(name) ?? "");
    return value === "" ? [] : [[name, value]];
  });
  const direction = asked.get("direction");
  return {
    ...Object.fromEntries(given),
    ...((direction === "in" || direction === "out") && { direction }),
  };
}

/** The console's own links write a text of digits in quotes. */
function unquoted(value: string): string {
  return /^".*"$/.test(value) ? value.slice(1, -1) : value;
}

/** What somebody types to find a caller: a phone number in any form, or else an id. */
export function lookedFor(text: string): Pick<AgentAddress, "phone" | "entered"> {
  const typed = text.trim();
  if (typed === "") return {};
  return /^(\+|0|\(0)[\d\s()./–-]+$/.test(typed) ? { phone: typed } : { entered: typed };
}

/** The address, and how to go to another of the same screen. */
export function useAgentAddress(): {
  readonly address: AgentAddress;
  readonly go: (address: AgentAddress) => void;
} {
  const navigate = useNavigate();
  const search = useRouterState({ select: ({ location }) => location.searchStr });
  const address = useMemo(() => agentAddress(search), [search]);
  const go = (next: AgentAddress) => void navigate({ to: "/agent", search: next as never });
  return { address, go };
}
