import {
  Button,
  ErrorState,
  hubspot,
  LoadingSpinner,
  Text,
  useExtensionActions,
  useExtensionContext,
} from "@hubspot/ui-extensions";
import { pageTools } from "perennial-hubspot-shared";

/** What the pages of this folder are made with. */
export const { PageStates, useSurroundings } = pageTools({
  ...{ Button, ErrorState, hubspot, LoadingSpinner, Text },
  ...{ useExtensionActions, useExtensionContext },
});
