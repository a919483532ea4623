import { fileURLToPath } from "node:url";
import type { Org } from "@perennial/simulators";

/** The source of our package. */
const SOURCE = fileURLToPath(
  new URL("../../../../apps/salesforce-app/force-app/main/default", import.meta.url),
);

/** Installs our package in an org, from its source. */
export function installPackage(staff: Org["staff"]): void {
  staff.install(SOURCE, "perennial");
}
