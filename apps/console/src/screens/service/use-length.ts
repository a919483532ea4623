import { useCallback } from "react";
import { useWords } from "../../app/language/words.ts";
import { words } from "./words.ts";

/** Writes a number of seconds as minutes and seconds; a dash where there is none. */
export function useLength(): (seconds: number | null) => string {
  const t = useWords(words);
  return useCallback(
    (seconds) => {
      if (seconds === null) return "–";
      const whole = Math.round(seconds);
      const [min, s] = [Math.floor(whole / 60), whole % 60];
      if (min === 0) return t("secondsOnly", { s });
      return s === 0 ? t("minutesOnly", { min }) : t("minutes", { min, s });
    },
    [t],
  );
}
