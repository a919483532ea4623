import type { Planted } from "./planted.ts";

/** A fault to live with, which says how often it was met: one that no life ever meets proves nothing. */
export function plant(fault: Planted): { readonly planted: Planted; times(): number } {
  let met = 0;
  const { meddler, ingest, proof } = fault;
  const planted: Planted = {
    ...fault,
    ...(meddler && {
      meddler() {
        const { statement, forgets } = meddler();
        return {
          statement(sent) {
            const instead = statement?.(sent);
            if (instead) met += 1;
            return instead;
          },
          forgets(texts) {
            const does = forgets?.(texts) ?? false;
            if (does) met += 1;
            return does;
          },
        };
      },
    }),
    ...(ingest && {
      ingest(...round) {
        met += 1;
        return ingest(...round);
      },
    }),
    ...(proof && {
      proof(real) {
        const declared = proof(real);
        if (declared !== real) met += 1;
        return declared;
      },
    }),
  };
  return { planted, times: () => met };
}
