/** What HomeKit lets stand inside a name; it must begin and end with a letter or a digit. */
const FORBIDDEN = /[^\p{L}\p{N}\p{Zs}’'&!._:;()/,-]/gu;
const EDGES = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;
const MAX_LENGTH = 64;

/**
 * Makes a name that HomeKit accepts, changing as little as possible: forbidden characters become spaces, and what may
 * not stand at either end is cut off. `fallback` stands in when nothing is left, and beside a single letter, which is
 * no name to HomeKit.
 *
 * @see Apple, Human Interface Guidelines, HomeKit: names
 */
export function hapName(name: string, fallback = 'Device'): string {
  const allowed = name.replace(FORBIDDEN, ' ').replace(/\p{Zs}+/gu, ' ');
  const short = Array.from(allowed.replace(EDGES, '')).slice(0, MAX_LENGTH).join('');
  const legal = short.replace(EDGES, '');
  if (legal === '') return fallback;
  return Array.from(legal).length === 1 ? `${legal} ${fallback}` : legal;
}
