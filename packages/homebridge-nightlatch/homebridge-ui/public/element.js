/**
 * Builds an element. Text is set as text, never as markup: names of devices come from outside.
 *
 * @param {string} tag A tag, with classes after dots: `li.nl-device`.
 * @param {Record<string, any>} properties Attributes; `on…` listeners; `text`; absent where undefined or false.
 * @param {(Node | string | undefined)[]} children
 */
export function element(tag, properties = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const made = document.createElement(name);
  if (classes.length > 0) made.className = classes.join(' ');
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (key === 'text') made.textContent = String(value);
    else if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else if (key === 'value' || key === 'checked' || key === 'disabled') made[key] = value;
    else made.setAttribute(key, value === true ? '' : String(value));
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** Finds an element of the page by its id. */
export const part = (id) => document.getElementById(id);

/** Says something to whoever cannot see the page change. */
export function announce(text) {
  part('news').textContent = text;
}

/** Names the machine of a broker's address as people do. */
export const place = (broker) =>
  broker
    .replace(/^mqtts?:\/\//, '')
    .replace(/:1883$/, '')
    .replace(/^(?:127\.0\.0\.1|localhost)/, 'this machine');
