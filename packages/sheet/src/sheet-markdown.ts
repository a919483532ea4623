import type { Locale } from "@perennial/contract";
import {
  type Program,
  processSheet,
  programDiagram,
  type SettingValues,
} from "@perennial/lifecycle";
import { PAGE_WORDS } from "./sheet-words.ts";

/**
 * A program's process sheet with its process map in Mermaid, which GitHub, GitLab and many editors draw (P-01, P-02).
 * @param settings The settings in force. @default those of the program
 */
export function sheetMarkdown(program: Program, locale: Locale, settings?: SettingValues): string {
  const sheet = processSheet(program, locale, settings);
  const diagram = programDiagram(program, locale, settings);
  return `${sheet}\n## ${PAGE_WORDS[locale].diagram}\n\n\`\`\`mermaid\n${diagram}\`\`\`\n`;
}
