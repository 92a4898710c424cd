/** Says a country's name, from its ISO 3166-1 alpha-2 code, as the browser knows it. */
export function names(language: string): (code: string) => string {
  const known = new Intl.DisplayNames([language], { type: "region", fallback: "code" });
  return (code) => (/^[A-Z]{2}$/.test(code) ? (known.of(code) ?? code) : code);
}
