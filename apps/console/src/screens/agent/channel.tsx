import { useWords } from "../../app/language/words.ts";
import { PLACES, placeWords } from "../../parts/customer/place-words.ts";
import { words } from "./words.ts";

/** Where contacts are made beside the channels that messages go by. */
const ELSEWHERE: Readonly<Record<string, "onWeb" | "inStore" | "otherwise">> = {
  ...{ web: "onWeb", store: "inStore", other: "otherwise" },
};

/** What people call a channel; one that has no word here goes by its name. */
export function Channel({ name }: { readonly name: string }) {
  const place = useWords(placeWords);
  const t = useWords(words);
  const known = PLACES.channels.find((each) => each === name);
  const elsewhere = ELSEWHERE[name];
  return <>{known ? place(known) : elsewhere ? t(elsewhere) : name}</>;
}
