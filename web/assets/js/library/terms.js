// The query as text: adds and takes away single filters. Knows how a filter is written; refuses to read words.

const quoted = (value) => (/[\s":]/.test(value) ? `"${value.replaceAll('"', "")}"` : value);

/** A filter as it is typed. */
export const written = (key, value) => `${key}:${quoted(value)}`;

/** `q` without `text`, which stands in it as it is. */
export function without(q, text) {
  const plain = q.normalize("NFKC");
  const at = plain.indexOf(text);
  return at < 0 ? q : `${plain.slice(0, at)} ${plain.slice(at + text.length)}`.replace(/\s+/g, " ").trim();
}

/** `q` without any filter `key` (of the parsed `terms`), then with `value`, if there is one. */
export function swapped(q, terms, key, value) {
  const bare = terms.filter((term) => term.key === key).reduce((left, term) => without(left, term.text), q);
  return value ? `${bare} ${written(key, value)}`.trim() : bare;
}
