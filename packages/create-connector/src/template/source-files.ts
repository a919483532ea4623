import type { Design } from "../plan.ts";
import { authOf } from "./auth.ts";
import { text, when } from "./text.ts";

/** What every connector has: who it is, its settings, its client and the wiring of the three. */
export function sourceFiles(design: Design): Readonly<Record<string, string>> {
  const { id } = design;
  return {
    "src/index.ts": index(design),
    [`src/${id}-manifest.ts`]: manifest(design),
    [`src/${id}-settings.ts`]: settings(design),
    [`src/${id}-client.ts`]: client(design),
    [`src/${id}-connector.ts`]: connector(design),
  };
}

function index({ id, names: { type } }: Design): string {
  return text(`
    ${exporting([`create${type}`, `create${type} as default`], `./${id}-connector.ts`)}
    export { ${type}Settings } from "./${id}-settings.ts";
  `);
}

function manifest({ id, title, auth, capabilities, commands, names: { value } }: Design): string {
  const name = JSON.stringify(title);
  return text(`
    import type { Manifest } from "@perennial/contract";
    import type { z } from "zod";

    /** Who this connector is and what it can do: data, read at start, never guessed from behaviour. */
    export const ${value}Manifest: z.input<typeof Manifest> = {
      contractVersion: 1,
      id: "${id}",
      title: { sv: ${name}, en: ${name} },
      auth: "${auth}",
      capabilities: ${list(capabilities)},
      commands: ${list(commands)},
      // The types of signal that the inbound side and the change feed give.
      signals: [],
      // The version of the vendor's API, and the page that the facts in here come from.
      vendorApi: { version: "1", documentation: "https://${id}.example/docs" },
    };
  `);
}

function list(values: readonly string[]): string {
  return `[${values.map((value) => JSON.stringify(value)).join(", ")}]`;
}

function settings({ capabilities, auth, names: { type } }: Design): string {
  const { fields, helpers } = authOf(auth);
  const hears = capabilities.includes("inbound");
  const imports = ["baseUrl", ...helpers, ...(hears ? ["webhookSecret"] : [])].sort().join(", ");
  const inbound = `
      /** What the vendor signs its webhooks with. */
      signingSecret: webhookSecret({ label: { sv: "Signeringsnyckel", en: "Signing secret" } }),`;
  return text(`
    import { ${imports} } from "@perennial/connector-kit";
    import { z } from "zod";

    /** What a customer fills in. Forms, this connector's README and its JSON Schema come from here. */
    export const ${type}Settings = z.strictObject({
      baseUrl: baseUrl({ label: { sv: "Adress", en: "Address" } }),${fields}${hears ? inbound : ""}
    });
    export type ${type}Settings = z.infer<typeof ${type}Settings>;
  `);
}

function client({ id, auth, names: { type, value } }: Design): string {
  const { clientHelpers, wiring, option } = authOf(auth);
  const names = ["createRequest", "secretValues", ...clientHelpers].sort();
  const imports = names.length < 4 ? `{ ${names.join(", ")} }` : `{\n${lines(names)}\n    }`;
  return text(`
    import ${imports} from "@perennial/connector-kit";
    import type { ConnectorContext } from "@perennial/contract";
    import { z } from "zod";
    import { ${value}Manifest } from "./${id}-manifest.ts";
    import { ${type}Settings } from "./${id}-settings.ts";

    const Account = z.object({ account: z.string() });

    /** The part of the vendor's API that is used here. Its methods throw a \`ConnectorError\`. */
    export interface ${type}Client {
      /** Asks who we are, which proves the credentials and changes nothing. */
      account(): Promise<string>;
    }

    /** Opens the vendor. This is the only file that knows how it is spoken to. */
    ${signature(`create${type}Client`, [`settings: ${type}Settings`, "context: ConnectorContext"], `${type}Client`)} {${wiring(value)}
      const request = createRequest({
        connector: ${value}Manifest.id,
        context,
        baseUrl: settings.baseUrl,
        secrets: secretValues(${type}Settings, settings),${option}
      });
      return {
        async account() {
          const answer = await request({ method: "GET", path: ["account"] });
          return answer.read(Account).account;
        },
      };
    }
  `);
}

/** The widest line that a formatter leaves as it is. */
const WIDTH = 100;

/** A function's first line, or lines where it is long. */
function signature(name: string, parameters: readonly string[], gives: string): string {
  const line = `export function ${name}(${parameters.join(", ")}): ${gives}`;
  if (line.length + " {".length <= WIDTH) return line;
  return `export function ${name}(\n${lines(parameters)}\n    ): ${gives}`;
}

function exporting(names: readonly string[], from: string): string {
  const line = `export { ${names.join(", ")} } from "${from}";`;
  return line.length <= WIDTH ? line : `export {\n${lines(names)}\n    } from "${from}";`;
}

/** One name a line, as the lines of the template stand. */
function lines(names: readonly string[]): string {
  return names.map((name) => `      ${name},`).join("\n");
}

function connector({ id, title, capabilities, commands, names: { type, value } }: Design): string {
  const hears = capabilities.includes("inbound");
  const reads = capabilities.includes("changes.read");
  const acts = commands.length > 0;
  return text(`
    import { defineConnector, performEach } from "@perennial/connector-kit";
    import type { Connector } from "@perennial/contract";
    ${when(reads, `import { read${type}Changes } from "./${id}-changes.ts";`)}
    import { create${type}Client } from "./${id}-client.ts";
    ${when(acts, `import { ${value}Commands } from "./${id}-commands.ts";`)}
    import { ${value}Manifest } from "./${id}-manifest.ts";
    import { ${type}Settings } from "./${id}-settings.ts";
    ${when(hears, `import { ${value}Inbound } from "./${id}-webhook.ts";`)}

    /** ${title}: what it can do stands in its manifest. */
    export function create${type}(): Connector<${type}Settings> {
      return defineConnector<${type}Settings>({
        manifest: ${value}Manifest,
        settings: ${type}Settings,
        ${when(hears, `inbound: ${value}Inbound,`)}
    |
        async open(settings, context) {
          const client = create${type}Client(settings, context);
          return {
            check: async () => void (await client.account()),
            perform: performEach({
              connector: ${value}Manifest.id,
              context,
              handlers: ${acts ? `${value}Commands(client)` : "{}"},
            }),
            ${when(reads, `changesSince: (cursor) => read${type}Changes(client, cursor),`)}
            close: async () => {},
          };
        },
      });
    }
  `).replace("inbound,\n\n", "inbound,\n");
}
