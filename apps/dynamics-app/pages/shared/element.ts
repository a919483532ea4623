/** What an element is given: attributes, and what it does when something happens. */
export interface ElementMore {
  readonly [attribute: string]: string | number | boolean | undefined;
}

type Child = Node | string | undefined;

/** Makes an element. Texts become text and never markup; an attribute that is undefined or false is left out. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  more: ElementMore = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(more))
    if (value !== undefined && value !== false)
      made.setAttribute(attribute, value === true ? "" : String(value));
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** A button that does something. */
export function button(
  label: string,
  press: () => void,
  kind: "primary" | "plain" = "plain",
): HTMLButtonElement {
  const made = element("button", { type: "button", class: `button ${kind}` }, label);
  made.addEventListener("click", press);
  return made;
}

/** What a text says line by line, without empty lines. */
export function linesOf(text: unknown): readonly string[] {
  return String(text ?? "")
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
