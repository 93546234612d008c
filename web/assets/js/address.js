// What the address says: which session, and whether its history fills the page. Refuses to load anything.

const SESSION = /^\/s\/([^/]+)(\/history)?$/;

/** `{session, history, query}` of where the page is; `session` is null on an empty page. */
export function address() {
  const found = location.pathname.match(SESSION);
  return { session: found?.[1] ?? null, history: Boolean(found?.[2]), query: new URLSearchParams(location.search) };
}

/** The path of a session, or of its full history with what is looked at there. */
export function pathOf(session, query = null) {
  if (!query) return session ? `/s/${session}` : "/new";
  const rest = new URLSearchParams(Object.entries(query).filter(([, value]) => value)).toString();
  return `/s/${session}/history${rest ? `?${rest}` : ""}`;
}
