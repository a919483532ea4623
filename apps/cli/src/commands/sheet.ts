import { type Command, Option } from "commander";
import type { SheetOptions } from "../library/write-sheet.ts";
import { localeOption, withExamples } from "./options.ts";
import type { Shell } from "./shell.ts";

const ABOUT = `
PROGRAM is the id of a program of the library, such as renewal, or the path of a program's folder or program.yaml.

md is the whole sheet as Markdown with its process map in Mermaid, svg the process map alone, pdf the whole sheet with
the process map on A4, to read and sign. Without --format the name of the file decides, else it is md.`;

/** `sheet`: a program as a process sheet to read and sign (P-01, P-02). */
export function sheetCommand(program: Command, shell: Shell): void {
  const command = program
    .command("sheet")
    .description("print a program as a process sheet with its process map")
    .argument("<program>", "a program of the library, such as renewal, or a program's folder")
    .addOption(new Option("--format <format>", "what to write it as").choices(["md", "svg", "pdf"]))
    .addOption(localeOption())
    .option("--out <file>", "write it to this file")
    .addHelpText("after", ABOUT)
    .action(async (name: string, options: SheetOptions) => {
      const { writeSheet } = await import("../library/write-sheet.ts");
      await writeSheet(name, options, shell);
    });
  withExamples(
    command,
    "sheet renewal --locale sv --out renewal.pdf",
    "sheet my-program --format svg --out my-program.svg",
  );
}
