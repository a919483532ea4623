import { DataverseError } from "./dataverse.ts";
import { button, element } from "./element.ts";
import { type TextName, words } from "./words.ts";

/** Shown while something is read. */
export function loading(): HTMLElement {
  return element(
    "p",
    { class: "loading", role: "status", "data-part": "loading" },
    words("loading"),
  );
}

/** Shown where there is nothing yet. */
export function empty(text: TextName): HTMLElement {
  return element("p", { class: "empty", "data-part": "empty" }, words(text));
}

/** Shown where something could not be read: who can help where the right is missing, else a way to try again. */
export function failed(error: unknown, access: TextName, again: () => void): HTMLElement {
  const isForbidden = error instanceof DataverseError && error.status === 403;
  return element(
    "div",
    { class: "message error", role: "alert", "data-part": isForbidden ? "no-rights" : "error" },
    element("p", {}, words(isForbidden ? access : "loadFailed")),
    element("p", { class: "small" }, error instanceof Error ? error.message : String(error)),
    isForbidden ? undefined : button(words("tryAgain"), again),
  );
}

const BY_STATUS: Readonly<Record<number, TextName>> = {
  403: "saveForbidden",
  404: "saveGone",
  412: "saveChanged",
};

/** Why something could not be saved, in words. */
export function saveProblem(error: unknown): string {
  const known = error instanceof DataverseError ? BY_STATUS[error.status] : undefined;
  if (known !== undefined) return words(known);
  return `${words("saveFailed")} ${error instanceof Error ? error.message : String(error)}`;
}

/** Fills a place with what is read for it; while it is read, and where that fails, it says so. */
export async function fillFrom(
  place: HTMLElement,
  access: TextName,
  read: () => Promise<readonly Node[]>,
): Promise<void> {
  place.replaceChildren(loading());
  try {
    place.replaceChildren(...(await read()));
  } catch (error) {
    place.replaceChildren(failed(error, access, () => void fillFrom(place, access, read)));
  }
}
