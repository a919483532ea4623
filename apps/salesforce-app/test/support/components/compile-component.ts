import { transformSync } from "@lwc/compiler";

/** The version of Salesforce that components are written for (sfdx-project.json, sourceApiVersion). */
const API_VERSION = 66;

/** What a file of a component is compiled to, and what the compiler warns of. */
export interface Compiled {
  readonly code: string;
  readonly warnings: readonly string[];
}

/** As much as is read of what the compiler gives. */
interface Transformed {
  readonly code: string;
  readonly warnings?: readonly { readonly code: number; readonly message: string }[] | undefined;
}

/** Compiles a file of a component with Salesforce's own compiler. Throws what it refuses. */
export function compileComponent(
  source: string,
  path: string,
  { namespace, name }: { readonly namespace: string; readonly name: string },
): Compiled {
  const file = path.split("/").at(-1) ?? path;
  const { code, warnings = [] }: Transformed = transformSync(source, file, {
    ...{ namespace, name, apiVersion: API_VERSION },
    ...(path.includes("?scoped=true") && { scopedStyles: true }),
  });
  return { code, warnings: warnings.map(({ code: number, message }) => `${number}: ${message}`) };
}
