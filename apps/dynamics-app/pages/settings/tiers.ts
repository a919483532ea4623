import { SELECTED, SETS } from "../shared/columns.ts";
import { listRows, type Row } from "../shared/dataverse.ts";
import { button, element } from "../shared/element.ts";
import { inForce } from "../shared/in-force.ts";
import { saveRevision } from "../shared/save-revision.ts";
import { empty, fillFrom } from "../shared/states.ts";
import { choiceWords, words } from "../shared/words.ts";
import { checked } from "./field.ts";
import { saver } from "./saver.ts";

/** The tiers of the customer club, the lowest first. */
export function tiersOf(place: HTMLElement): Promise<void> {
  return fillFrom(place, "settingsAccess", async () => {
    const { rows } = await listRows(SETS.tier, {
      select: SELECTED.tier,
      orderBy: "prnl_rank asc",
    });
    if (rows.length === 0) return [empty("noTiers")];
    const again = button(words("lookAgain"), () => void tiersOf(place));
    return [...rows.map(tierForm), again];
  });
}

/** One tier: how much it takes and what it gives. */
function tierForm(first: Row): HTMLElement {
  let tier = first;
  const id = String(tier.prnl_tierid);
  const state = element("div", {});
  const showState = () => state.replaceChildren(...[inForce(tier) ?? []].flat());
  showState();
  const from = element("input", {
    ...{ id: `from-${id}`, class: "input short", type: "number" },
    ...{ min: 0, step: "0.01", required: true },
  });
  from.value = String(tier.prnl_from ?? "");
  const benefits = element("textarea", {
    ...{ id: `benefits-${id}`, class: "input", rows: 3, maxlength: 5000 },
  });
  benefits.value = String(tier.prnl_benefits ?? "");
  const form = saver({
    content: [
      element("h2", {}, String(tier.prnl_name)),
      labelled(from, words("from", choiceWords("prnl_basis", String(tier.prnl_basis ?? "")))),
      labelled(benefits, words("benefits")),
      state,
    ],
    check: () => (checked(from) ? undefined : "invalid"),
    save: async () => {
      tier = await saveRevision({
        ...{ set: SETS.tier, id: "prnl_tierid", select: SELECTED.tier, row: tier },
        values: {
          prnl_from: Number(from.value),
          prnl_benefits: benefits.value.trim() === "" ? null : benefits.value,
        },
      });
      showState();
    },
  });
  form.node.addEventListener("input", form.changed);
  const name = String(tier.prnl_name);
  return element("article", { class: "card", "aria-label": name, "data-tier": id }, form.node);
}

function labelled(control: HTMLElement, text: string): HTMLElement {
  return element("div", { class: "field" }, element("label", { for: control.id }, text), control);
}
