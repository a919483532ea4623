import { Button, LoadingButton } from "@hubspot/ui-extensions";
import { createRenderer } from "@hubspot/ui-extensions/testing";
import type { ReactNode } from "react";
import { APP_URL } from "./stub-perennial.ts";

type Location = Parameters<typeof createRenderer>[0];

/** Who looks at a page, and where. */
export interface Looking {
  /** @default "sv" */
  readonly language?: "sv" | "en";
  /** Whether HubSpot lets the user change integrations. @default true */
  readonly mayManage?: boolean;
  /** @default { objectId: 501, objectTypeId: "0-1" } */
  readonly crm?: object;
}

/** Renders a page as HubSpot would at one of its extension points, for a user in Stockholm. */
export function renderPage<At extends Location>(at: At, page: ReactNode, looking: Looking = {}) {
  const { language = "sv", mayManage = true } = looking;
  const renderer = createRenderer(at);
  const { context } = renderer.mocks;
  Object.assign(context, {
    variables: { APP_URL },
    portal: { id: 4711, timezone: "Europe/Stockholm" },
    user: {
      ...{ ...context.user, language, locale: language === "sv" ? "sv-se" : "en-us" },
      permissions: mayManage ? ["integrations-management-write"] : [],
    },
    ...("crm" in context && { crm: looking.crm ?? { objectId: 501, objectTypeId: "0-1" } }),
  });
  renderer.render(page);
  const text = () => wordsOf(renderer.getRootNode());
  // A busy machine takes its time; what hangs is told all the same.
  const until = async (check: () => void) => {
    // What was waited for in vain says itself what is missing.
    await renderer.waitFor(check, { timeoutInMs: 5_000 }).catch(check);
  };
  const buttons = () => [...renderer.findAll(Button), ...renderer.findAll(LoadingButton)];
  return {
    ...{ renderer, text, until, buttons },
    /** Waits until the page says something. */
    says: (words: string) =>
      until(() => {
        if (!text().includes(words)) throw new Error(`the page says: ${text()}`);
      }),
    /** Presses the first button with these words on it. */
    press: (words: string) => {
      const found = buttons().find((each) => each.text === words);
      if (!found) throw new Error(`no button says "${words}": ${buttons().map((it) => it.text)}`);
      found.trigger("onClick");
    },
    primaries: () => buttons().filter(({ props }) => props.variant === "primary"),
  };
}

/** Where components of HubSpot's have words besides their children. */
const SPOKEN = ["title", "label", "description", "number", "validationMessage"];

interface Node {
  readonly text?: string | null;
  readonly childNodes?: readonly Node[];
  readonly props?: object;
}

/** Everything that a page says, in its order. */
function wordsOf({ text, childNodes, props = {} }: Node): string {
  if (!childNodes) return text ?? "";
  const said = Object.entries(props).flatMap(([name, value]) =>
    SPOKEN.includes(name) && ["string", "number"].includes(typeof value) ? [String(value)] : [],
  );
  const inside = childNodes.map(wordsOf);
  // Words next to each other in one line of JSX are one text.
  const joined = childNodes.some((each) => each.childNodes) ? inside.join("\n") : inside.join("");
  return [...said, joined].filter((each) => each !== "").join("\n");
}
