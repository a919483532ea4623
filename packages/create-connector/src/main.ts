import { relative } from "node:path";
import { CAPABILITIES, COMMAND_KINDS } from "@perennial/contract";
import { Command } from "commander";
import { ask, type GivenAnswers, planOf } from "./ask.ts";
import { AUTH_SCHEMES } from "./plan.ts";
import { ScaffoldError } from "./scaffold-error.ts";
import { writeConnector } from "./write-connector.ts";

const list = (text: string) =>
  text
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");

const program = new Command("create-connector")
  .description("Writes the folder of a new connector, which passes the conformance suite at once.")
  .argument("[id]", "what it is called in files and settings, such as acme")
  .option("--title <title>", "what people call the vendor")
  .option("--auth <scheme>", AUTH_SCHEMES.join(", "))
  .option("--capabilities <list>", `with commas: ${CAPABILITIES.join(", ")}`, list)
  .option("--commands <list>", `with commas: ${COMMAND_KINDS.join(", ")}`, list)
  .option("-y, --yes", "ask nothing: a token, and nothing it can do yet, unless given")
  .action(async (id: string | undefined, options: GivenAnswers & { readonly yes?: boolean }) => {
    const given = { ...options, id };
    const asks = !options.yes && process.stdin.isTTY && process.stdout.isTTY;
    const written = await writeConnector(await (asks ? ask(given) : planOf(given)), process.cwd());
    const folder = relative(process.cwd(), written.folder);
    console.log(`${folder} has ${written.files.length} files.`);
    console.log("Next:");
    const commands =
      written.place === "workspace"
        ? ["npm install", `npx vitest run ${folder}`]
        : [`cd ${folder}`, "npm install", "npm test"];
    for (const command of commands) console.log(`  ${command}`);
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof ScaffoldError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
