import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser, FrameLocator, Page } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** Where Chromium is on this machine; undefined where it is not installed. */
export const CHROMIUM = PLACES.find((place) => existsSync(place));

/** Starts a real Chromium with a profile of its own, that talks to nobody by itself. */
export async function startChromium(): Promise<Browser> {
  if (CHROMIUM === undefined) throw new Error('Chromium is not installed: apt-get install chromium.');
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Opens the plugin's settings from Homebridge's page of plugins. @returns The settings page in its frame. */
export async function openSettings(page: Page, url: string, isFirst = true): Promise<FrameLocator> {
  await page.goto(`${url}/plugins`);
  if (isFirst) {
    await page.getByRole('button', { name: 'Set Up' }).click();
  } else {
    await page.getByRole('button', { name: 'Plugin Actions' }).last().click();
    await page.getByRole('button', { name: 'Plugin Config' }).click();
  }
  const frame = page.frameLocator('iframe.plugin-iframe');
  await frame.locator('#sensors').waitFor({ state: 'visible' });
  return frame;
}

/** What a page must not do: fail, or talk to anybody but its own host. */
export interface Misdeeds {
  readonly errors: string[];
  readonly strangers: string[];
}

/** Listens to a page from now on. Homebridge's UI itself asks once before it has a token: that is not ours. */
export function watchMisdeeds(page: Page, url: string): Misdeeds {
  const errors: string[] = [];
  const strangers: string[] = [];
  const { host } = new URL(url);
  const note = (address: string): void => {
    const isOwn = address.startsWith('data:') || address.startsWith('blob:') || new URL(address).host === host;
    if (!isOwn) strangers.push(address);
  };
  page.on('request', (request) => note(request.url()));
  page.on('websocket', (socket) => note(socket.url()));
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    const isUnauthorized = message.text().includes('401') && message.location().url.includes('/api/auth/');
    if (message.type() === 'error' && !isUnauthorized) errors.push(`${message.text()} (${message.location().url})`);
  });
  return { errors, strangers };
}
