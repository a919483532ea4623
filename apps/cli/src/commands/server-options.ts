import { type Command, Option } from "commander";
import { DATA_DIR, dataDirOption } from "./options.ts";

/** How to reach a running server. */
export interface ServerAddress {
  readonly url: string;
  readonly token?: string | undefined;
  readonly dataDir: string;
}

/** `--url`, `--token` and `--data-dir`, for commands that ask a running server. */
export function addServerOptions(command: Command): Command {
  return command
    .addOption(new Option("--url <url>", "address of the server").default("http://127.0.0.1:4000"))
    .option("--token <token>", `the API's token; without it the one kept in ${DATA_DIR}`)
    .addOption(dataDirOption());
}
