import { useMemo } from "react";
import { type Language, languageOf } from "./language.ts";
import { type Ask, createPerennialApi } from "./perennial-api.ts";

/** What every page of ours knows of where it is shown, and how it asks and tells. */
export interface Surroundings {
  readonly ask: Ask;
  /** The app's address without a path. */
  readonly appUrl: string;
  readonly addAlert: (alert: {
    readonly type: "success" | "warning" | "danger" | "info";
    readonly title: string;
    readonly message: string;
  }) => void;
  readonly language: Language;
  /** The portal's time zone, by its IANA name. */
  readonly zone: string;
  readonly portalId: number;
  /** Whether HubSpot lets the user change integrations; our server has a list of its own besides. */
  readonly mayManage: boolean;
}

type Ui = typeof import("@hubspot/ui-extensions");

/** What of HubSpot's tells where a page is shown. */
export type SurroundingParts = Pick<Ui, "hubspot" | "useExtensionActions" | "useExtensionContext">;

/** Makes the hook that gathers the surroundings of whichever extension point a page is shown at. */
export function createUseSurroundings(parts: SurroundingParts): () => Surroundings {
  const { hubspot, useExtensionActions, useExtensionContext } = parts;
  return function useSurroundings() {
    // All extension points have these parts of the context and this action alike.
    const { user, portal, variables } = useExtensionContext<"settings">();
    const { addAlert } = useExtensionActions<"settings">();
    const appUrl = String(variables?.APP_URL ?? "");
    const ask = useMemo(
      () => createPerennialApi((url, options) => hubspot.fetch(url, options), appUrl),
      [appUrl],
    );
    return {
      ...{ ask, appUrl, addAlert, language: languageOf(user) },
      ...{ zone: portal.timezone, portalId: portal.id },
      mayManage: user.permissions.includes("integrations-management-write"),
    };
  };
}
