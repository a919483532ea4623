/**
 * What the address brought to sign in with: the console's token or a launch code, in its fragment, which no server
 * or log ever sees. It is taken out of the address, so that it is neither kept in the history nor passed on.
 */
export function takeBrought(): { readonly token: string } | { readonly code: string } | undefined {
  const { hash, pathname, search } = window.location;
  const found = new URLSearchParams(hash.slice(1));
  const token = found.get("token");
  const code = found.get("code");
  if (token === null && code === null) return undefined;
  window.history.replaceState(null, "", pathname + search);
  if (code !== null) return { code };
  return token === null ? undefined : { token };
}
