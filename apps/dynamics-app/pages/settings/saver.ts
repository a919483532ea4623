import { button, element } from "../shared/element.ts";
import { saveProblem } from "../shared/states.ts";
import { type TextName, words } from "../shared/words.ts";

/** What a form shows and does. */
export interface Saving {
  readonly content: readonly Node[];
  /** Whether it may be saved before anything is changed. @default false */
  readonly isAlwaysOpen?: boolean;
  /** Why it cannot be saved as it is; nothing where it can. */
  check(): TextName | undefined;
  save(): Promise<void>;
}

/** A form with its button, and what came of pressing it. */
export interface Saver {
  readonly node: HTMLFormElement;
  /** To be told when something in it was changed. */
  changed(): void;
}

/** Content with a button that saves it, and says what came of that. */
export function saver({ content, isAlwaysOpen = false, check, save }: Saving): Saver {
  const said = element("p", { role: "status", class: "said-saved" });
  const problem = element("p", { role: "alert", class: "message error", hidden: true });
  const press = button(words("save"), () => undefined, "primary");
  // Enter in any field presses it: a form of many fields is not sent without a button of this type.
  press.type = "submit";
  press.disabled = !isAlwaysOpen;
  const say = (saved: string, wrong?: string) => {
    said.textContent = saved;
    problem.hidden = wrong === undefined;
    problem.textContent = wrong ?? "";
  };
  const run = async () => {
    const wrong = check();
    if (wrong !== undefined) return say("", words(wrong));
    press.disabled = true;
    try {
      await save();
      say(words("saved"));
      press.disabled = !isAlwaysOpen;
    } catch (error) {
      say("", saveProblem(error));
      press.disabled = false;
    }
  };
  const changed = () => {
    say("");
    press.disabled = false;
  };
  const node = element(
    "form",
    { novalidate: true, class: "stack" },
    ...content,
    problem,
    element("div", { class: "actions" }, press, said),
  );
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!press.disabled) void run();
  });
  return { node, changed };
}
