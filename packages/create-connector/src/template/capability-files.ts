import type { Design } from "../plan.ts";
import { text } from "./text.ts";

/** The beginnings of what a connector shall be able to do: each says what is still to be written. */
export function capabilityFiles(design: Design): Readonly<Record<string, string>> {
  const { id, capabilities, commands } = design;
  return {
    ...(capabilities.includes("inbound") && { [`src/${id}-webhook.ts`]: webhook(design) }),
    ...(capabilities.includes("changes.read") && { [`src/${id}-changes.ts`]: changes(design) }),
    ...(commands.length > 0 && { [`src/${id}-commands.ts`]: commandHandlers(design) }),
  };
}

function webhook({ id, names: { type, value } }: Design): string {
  return text(`
    import { readEvent, understand, verifyWebhook } from "@perennial/connector-kit";
    import type { Inbound } from "@perennial/contract";
    import type { ${type}Settings } from "./${id}-settings.ts";

    /** Requests from the vendor: whether they are genuine, and which signals they mean. Pure. */
    export const ${value}Inbound: Inbound<${type}Settings> = {
      verify: (request, { signingSecret }, now) => verifyWebhook(request, [signingSecret], now),

      toSignals(request) {
        const event = readEvent(request.body);
        if ("problem" in event) return { signals: [], problems: [event.problem] };
        // One candidate for each signal that the event means; declare their types in the manifest.
        return understand([]);
      },
    };
  `);
}

function changes({ id, names: { type, value } }: Design): string {
  return text(`
    import { type ChangePage, ConnectorError } from "@perennial/contract";
    import type { ${type}Client } from "./${id}-client.ts";
    import { ${value}Manifest } from "./${id}-manifest.ts";

    /** Reads what changed after a cursor, oldest first, page by page; from the beginning without one. */
    export async function* read${type}Changes(
      client: ${type}Client,
      from: string | undefined,
    ): AsyncGenerator<ChangePage> {
      let cursor = from;
      for (;;) {
        const page = await readPage(client, cursor);
        yield { signals: page.signals, cursor: page.cursor };
        if (!page.more) return;
        cursor = page.cursor;
      }
    }

    /** One page: its records as signals, the cursor after them, and whether there are more. */
    interface Page extends ChangePage {
      readonly more: boolean;
    }

    async function readPage(_client: ${type}Client, _cursor: string | undefined): Promise<Page> {
      const message = "reading changes is still to be written in ${id}-changes.ts";
      throw new ConnectorError({ connector: ${value}Manifest.id, kind: "unsupported", message });
    }
  `);
}

function commandHandlers({ id, commands, names: { type, value } }: Design): string {
  const handlers = commands.map(
    (kind) => `        "${kind}": (command) => toBeWritten(command.kind),`,
  );
  return text(`
    import type { CommandHandlers } from "@perennial/connector-kit";
    import { ConnectorError, type Receipt } from "@perennial/contract";
    import type { ${type}Client } from "./${id}-client.ts";
    import { ${value}Manifest } from "./${id}-manifest.ts";

    /** One function for each kind of command: does it once and gives its receipt, or throws a \`ConnectorError\`. */
    export function ${value}Commands(_client: ${type}Client): CommandHandlers {
      return {
${handlers.join("\n")}
      };
    }

    async function toBeWritten(kind: string): Promise<Receipt> {
      const message = \`\${kind} is still to be written in ${id}-commands.ts\`;
      throw new ConnectorError({ connector: ${value}Manifest.id, kind: "unsupported", message });
    }
  `);
}
