import { type ConnectorPlan, type Design, namesOf, type Place } from "./plan.ts";
import { capabilityFiles } from "./template/capability-files.ts";
import { packageFiles } from "./template/package-files.ts";
import { readme } from "./template/readme.ts";
import { sourceFiles } from "./template/source-files.ts";
import { testFiles } from "./template/test-files.ts";

/** The files of a new connector, by their path in its folder. Without capabilities it passes the suite at once. */
export function designConnector(
  plan: ConnectorPlan,
  place: Place,
): Readonly<Record<string, string>> {
  const design: Design = { ...plan, place, names: namesOf(plan.id, place) };
  return {
    ...packageFiles(design),
    "README.md": readme(design),
    ...sourceFiles(design),
    ...capabilityFiles(design),
    ...testFiles(design),
  };
}
