import { Button, useExtensionActions } from "@hubspot/ui-extensions";
import { type Surroundings, useAction } from "perennial-hubspot-shared";
import { HOME_WORDS } from "./home-words.ts";

/** Nearly as large as HubSpot lets a window be. */
const SIZE = { width: 1200, height: 800 };

/**
 * Opens the console in HubSpot's own window for whoever is signed in. HubSpot signs nothing of what it opens there, so
 * the address brings a code that holds for a minute and once.
 */
export function OpenConsole({ surroundings }: { readonly surroundings: Surroundings }) {
  const { ask, language } = surroundings;
  const { openIframeModal } = useExtensionActions<"pages">();
  const { busy, run } = useAction(surroundings);
  const words = HOME_WORDS[language];
  const open = () =>
    run(async () => {
      const { url } = await ask("createLaunch", { body: { path: "/" } });
      openIframeModal({ ...SIZE, uri: url, title: words.console });
      return undefined;
    });
  return (
    <Button variant="primary" disabled={busy} onClick={() => void open()}>
      {words.openConsole}
    </Button>
  );
}
