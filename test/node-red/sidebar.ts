import type { Locator, Page } from 'playwright-core';

declare const RED: { readonly actions: { invoke(action: string): void } };

/** The security sidebar as a person uses it. */
export interface Sidebar {
  readonly home: Locator;
  /** A partition or the master, by its name. */
  alarm(name: string): Locator;
  state(alarm: string): Locator;
  readonly code: Locator;
  readonly answer: Locator;
  readonly hazards: Locator;
  readonly events: Locator;
  press(button: string): Promise<void>;
  /** Waits until a partition shows a state. */
  shows(alarm: string, state: string): Promise<void>;
}

/** Opens the sidebar. @param home The name of the home that is meant; the only one otherwise. */
export async function openSidebar(page: Page, home = ''): Promise<Sidebar> {
  await page.evaluate(() => RED.actions.invoke('nightlatch:show-sidebar'));
  const card = page.locator(home === '' ? '.nightlatch-home' : `.nightlatch-home[aria-label="${home}"]`);
  const alarm = (name: string): Locator =>
    card.locator('.nightlatch-alarm').filter({ has: page.locator('.nightlatch-alarm-name', { hasText: name }) });
  const state = (name: string): Locator => alarm(name).getByRole('status');
  return {
    home: card,
    alarm,
    state,
    code: card.locator('.nightlatch-code input'),
    answer: card.locator('.nightlatch-answer'),
    hazards: card.locator('.nightlatch-hazards'),
    events: card.locator('.nightlatch-events li'),
    press: (button) => card.getByRole('button', { name: button }).click(),
    shows: (name, word) => state(name).getByText(word, { exact: true }).waitFor(),
  };
}
