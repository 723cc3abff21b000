const LINE = /^\s*([a-z][a-z0-9-]*)\s*[:=]\s*(.*?)\s*$/;

/**
 * Reads `name: text` lines into the variables that secrets are looked for in. Quotes around a text are taken off.
 *
 * @param variable Names the variable of a secret.
 */
export function secretVariables(text: string, variable: (name: string) => string): Record<string, string> {
  const found = text.split('\n').flatMap((line): [string, string][] => {
    const [, name, value = ''] = LINE.exec(line) ?? [];
    return name === undefined || value === '' ? [] : [[variable(name), unquoted(value)]];
  });
  return Object.fromEntries(found);
}

function unquoted(text: string): string {
  const quote = text[0];
  return text.length > 1 && (quote === '"' || quote === "'") && text.endsWith(quote) ? text.slice(1, -1) : text;
}
