import { createRequire } from "node:module";
import { ESLint, type Linter } from "eslint";
import { PROJECT, type SourceFile } from "../source-files.ts";

const recommended: readonly Linter.Config[] = createRequire(import.meta.url)(
  "@salesforce/eslint-config-lwc/recommended.js",
);

/** What Salesforce's recommended rules for components find, as `file:line rule: message`. */
export async function lintComponents(files: readonly SourceFile[]): Promise<readonly string[]> {
  const eslint = new ESLint({
    cwd: PROJECT,
    overrideConfigFile: true,
    overrideConfig: [...recommended],
    ignore: false,
  });
  const results = await Promise.all(
    files.map(async ({ path, text }) => {
      const found = await eslint.lintText(text, { filePath: `force-app/main/default/${path}` });
      return found.flatMap(({ messages }) =>
        messages.map(({ line, ruleId, message }) => `${path}:${line} ${ruleId}: ${message}`),
      );
    }),
  );
  return results.flat();
}
