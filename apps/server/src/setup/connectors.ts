import type { Connector } from "@perennial/contract";
import { findConnectors } from "./find-connectors.ts";

/** The connectors this server has: those that are installed beside it. */
export const CONNECTORS: readonly Connector[] = await findConnectors(import.meta.url);
