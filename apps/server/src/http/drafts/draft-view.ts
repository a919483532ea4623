import type { DraftView } from "@perennial/api";
import type { StoredDraft, StoredFiles } from "@perennial/store";

/** A draft as clients see it. */
export function draftView(draft: StoredDraft, published: StoredFiles | undefined): DraftView {
  const { program, revision, baseVersion, origin, summary, state } = draft;
  const { askedAt, askedBy, note, rejectedAt, rejectedBy, rejectedWords } = draft;
  return {
    ...{ program, revision, baseVersion, origin, state },
    name: summary.name && { ...summary.name },
    created: { by: draft.createdBy, at: draft.createdAt },
    edited: { by: draft.editedBy, at: draft.editedAt },
    asked: askedAt === null ? null : { by: askedBy ?? "", at: askedAt, note },
    rejected:
      rejectedAt === null
        ? null
        : { by: rejectedBy ?? "", at: rejectedAt, words: rejectedWords ?? "" },
    errors: summary.errors,
    warnings: summary.warnings,
    isChanged: published === undefined || !areSame(published, draft.files),
  };
}

function areSame(first: StoredFiles, second: StoredFiles): boolean {
  const names = new Set([...Object.keys(first), ...Object.keys(second)]);
  return [...names].every((name) => first[name] === second[name]);
}
