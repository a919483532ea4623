import type { Design } from "../plan.ts";
import { text } from "./text.ts";

/** The README that a connector begins with. */
export function readme(design: Design): string {
  const { id, title, auth, capabilities, commands, place } = design;
  const test = place === "workspace" ? `npx vitest run connectors/${id}` : "npm test";
  const can = [...capabilities, ...commands];
  return text(`
    # ${title}

    Connects Perennial with ${title}.

    | | |
    |---|---|
    | auth | \`${auth}\` |
    | can | ${can.length === 0 ? "nothing yet" : can.map((each) => `\`${each}\``).join(", ")} |

    ## Settings

    | field | what |
    |---|---|
    | \`baseUrl\` | where the vendor's API answers |

    ## Work on it

    \`${test}\` runs the conformance suite: what is right, and what is still to be written, by name.

    1. \`src/${id}-manifest.ts\` says what it can do. Declare one thing at a time.
    2. \`src/${id}-client.ts\` is the only file that speaks with the vendor.
    3. \`src/testing/${id}-world.ts\` is the vendor as tests see it. Make it as strict as the real one.
    4. Write what the suite asks for until it is content.
  `);
}
