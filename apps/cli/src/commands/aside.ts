import type { Client } from "@perennial/api";
import type { Locale } from "@perennial/contract";
import type { Command } from "commander";
import { table } from "../output/table.ts";
import { jsonOption, localeOption, withExamples } from "./options.ts";
import { addServerOptions, type ServerAddress } from "./server-options.ts";
import type { Shell } from "./shell.ts";

type AsideOptions = ServerAddress & { readonly json?: boolean; readonly locale: Locale };

/** `aside`: what is put aside because the software went down over it; `aside release`: lets it go on. */
export function asideCommand(program: Command, shell: Shell): void {
  const aside = program
    .command("aside")
    .description("show what brought the software down three times and is put aside");
  addServerOptions(aside).addOption(localeOption()).addOption(jsonOption());
  aside.action((options: AsideOptions) => showAside(options, shell));
  withExamples(aside, "aside", "aside release enrolment-17 delivery-4");
  const release = aside
    .command("release")
    .description("let what is put aside go on, once the cause is mended")
    .argument("<id...>", "what to release, as the list names it");
  addServerOptions(release).addOption(jsonOption());
  release.action((ids: string[], _: object, command: Command) =>
    releaseAside(ids, command.optsWithGlobals<AsideOptions>(), shell),
  );
  withExamples(release, "aside release enrolment-17");
}

async function showAside(options: AsideOptions, { terminal }: Shell): Promise<void> {
  const { withServer } = await import("./reach-server.ts");
  const items = await withServer(options, everything);
  if (options.json) return terminal.json({ items });
  if (items.length === 0) return terminal.say("Nothing is put aside.");
  const rows = items.map(({ id, asideAt, customerId, program, connection }) => [
    id,
    asideAt.slice(0, 16).replace("T", " "),
    customerId ?? "",
    program ?? connection ?? "",
  ]);
  const columns = ["id", "since (UTC)", "customer", "program or connection"];
  for (const line of table(
    columns.map((title) => ({ title })),
    rows,
  )) {
    terminal.say(line);
  }
  terminal.say();
  terminal.say(items[0]?.sentence[options.locale]);
}

async function everything(client: Client) {
  const items = [];
  for (let after: string | null | undefined; after !== null; ) {
    const page: Awaited<ReturnType<typeof pageAfter>> = await pageAfter(client, after);
    items.push(...page.items);
    after = page.next;
  }
  return items;
}

function pageAfter(client: Client, after: string | undefined) {
  return client.ask("listPutAside", { query: { after, limit: 500 } });
}

async function releaseAside(
  ids: string[],
  options: AsideOptions,
  { terminal }: Shell,
): Promise<void> {
  const { withServer } = await import("./reach-server.ts");
  const { released } = await withServer(options, (client) =>
    client.ask("releasePutAside", { body: { ids } }),
  );
  if (options.json) return terminal.json({ released });
  for (const id of ids) {
    terminal.say(released.includes(id) ? `${id} goes on.` : `${id} is not put aside.`);
  }
}
