/**
 * Draws a captured terminal screen as a picture.
 *
 *     tmux capture-pane -e -p | node scripts/terminal-image.mjs docs/images/start.png
 *
 * Reads text with SGR colours from standard input, and needs a Chromium (`CHROMIUM` names another than /usr/bin/chromium).
 */
import { text } from 'node:stream/consumers';
import { chromium } from 'playwright-core';

const COLOURS = ['#22272e', '#f47067', '#57ab5a', '#c69026', '#539bf5', '#b083f0', '#39c5cf', '#adbac7'];
const BRIGHT = ['#768390', '#ff938a', '#6bc46d', '#daaa3f', '#6cb6ff', '#dcbdfb', '#56d4dd', '#ffffff'];
const PAPER = '#1c2128';
const INK = '#d1d7e0';

const [, , target] = process.argv;
if (!target) throw new Error('Name the picture to write: node scripts/terminal-image.mjs docs/images/start.png');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  const page = await browser.newPage({ deviceScaleFactor: 2, viewport: { width: 1600, height: 1200 } });
  await page.setContent(html(await text(process.stdin)));
  await page.locator('pre').screenshot({ path: target });
} finally {
  await browser.close();
}

function html(screen) {
  const style = `font: 15px/18px 'DejaVu Sans Mono', monospace; color: ${INK}; background: ${PAPER};`;
  const box = 'display: inline-block; margin: 0; padding: 18px 22px; border-radius: 10px;';
  return `<body style="margin: 0; background: ${PAPER}"><pre style="${style} ${box}">${spans(screen.trimEnd())}</pre></body>`;
}

/** Turns SGR sequences into spans. Anything else that a terminal understands has been carried out by tmux already. */
function spans(screen) {
  const [first, ...parts] = screen.split('\u001b[');
  let pen = {};
  const painted = parts.map((part) => {
    const end = part.indexOf('m');
    for (const code of part.slice(0, end).split(';').map(Number)) pen = after(pen, code);
    return `<span style="${css(pen)}">${escape(part.slice(end + 1))}</span>`;
  });
  return escape(first) + painted.join('');
}

function after(pen, code) {
  if (code === 0) return {};
  if (code === 1) return { ...pen, bold: true };
  if (code === 7 || code === 27) return { ...pen, isInverse: code === 7 };
  if (code === 22) return { ...pen, bold: false };
  if (code === 39) return { ...pen, ink: undefined };
  if (code === 49) return { ...pen, paper: undefined };
  if (code >= 30 && code <= 37) return { ...pen, ink: COLOURS[code - 30] };
  if (code >= 90 && code <= 97) return { ...pen, ink: BRIGHT[code - 90] };
  if (code >= 40 && code <= 47) return { ...pen, paper: COLOURS[code - 40] };
  return pen;
}

function css({ ink = INK, paper, bold, isInverse }) {
  const [front, back] = isInverse ? [paper ?? PAPER, ink] : [ink, paper];
  return `color:${front};${back ? `background:${back};` : ''}${bold ? 'font-weight:bold;' : ''}`;
}

function escape(part) {
  return part.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
