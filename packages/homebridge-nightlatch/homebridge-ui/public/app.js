import { part } from './element.js';
import { house, openHouse } from './house.js';
import { code, prepareCode } from './step-code.js';
import { devices, prepareDevices } from './step-devices.js';
import { done, save } from './step-done.js';
import { prepareSensors, sensors } from './step-sensors.js';
import { prepareTry, tryIt } from './step-try.js';

const STEPS = [sensors, devices, code, tryIt, done];
let current = sensors;
let isBusy = false;

/** A joined home has its devices and codes where its hub is. */
const stepsNow = () => (house.origin.kind === 'join' ? [sensors, done] : STEPS);
/** A step can be chosen once it is known where the devices come from. */
const isOpen = (step) => stepsNow().includes(step) && (step === sensors || house.origin.kind !== 'none');

/** Does something that may be refused, and shows the words of the refusal. */
async function show(work) {
  if (isBusy) return false;
  isBusy = true;
  part('problem').hidden = true;
  part('nightlatch').setAttribute('aria-busy', 'true');
  part('continue').disabled = true;
  try {
    await work();
    return true;
  } catch (error) {
    part('problem').textContent = error.message;
    part('problem').hidden = false;
    part('problem').scrollIntoView({ block: 'nearest' });
    return false;
  } finally {
    isBusy = false;
    part('continue').disabled = false;
    part('nightlatch').removeAttribute('aria-busy');
    drawFrame();
  }
}

async function goTo(step) {
  if (step === current) return;
  await show(async () => {
    await current.leave();
    await enter(isOpen(step) ? step : (stepsNow()[stepsNow().indexOf(current) + 1] ?? done));
  });
}

async function enter(step) {
  for (const { id } of STEPS) part(id).hidden = id !== step.id;
  current = step;
  drawFrame();
  part(`${step.id}-title`).focus({ preventScroll: true });
  await step.enter();
}

function drawFrame() {
  const steps = stepsNow();
  const at = steps.indexOf(current);
  for (const button of document.querySelectorAll('[data-step]')) {
    const step = STEPS.find(({ id }) => id === button.dataset.step);
    button.disabled = !isOpen(step);
    button.classList.toggle('is-past', steps.includes(step) && steps.indexOf(step) < at);
    if (step === current) button.setAttribute('aria-current', 'step');
    else button.removeAttribute('aria-current');
  }
  part('back').style.visibility = at > 0 ? 'visible' : 'hidden';
  part('continue').textContent = current === done ? (house.isSaved ? 'Close' : 'Save') : 'Continue';
}

async function forward() {
  if (current !== done) return goTo(stepsNow()[stepsNow().indexOf(current) + 1] ?? done);
  if (house.isSaved) return window.homebridge.closeSettings();
  await show(save);
}

/** Takes the colours of Homebridge's theme. */
function takeAccent() {
  const { backgroundColor, color } = getComputedStyle(part('continue'));
  part('nightlatch').style.setProperty('--accent', backgroundColor);
  part('nightlatch').style.setProperty('--on-accent', color);
}

async function begin() {
  takeAccent();
  prepareSensors();
  prepareDevices(show);
  prepareCode(show);
  prepareTry();
  for (const button of document.querySelectorAll('[data-step]')) {
    button.addEventListener('click', () => void goTo(STEPS.find(({ id }) => id === button.dataset.step)));
  }
  part('back').addEventListener('click', () => void goTo(stepsNow()[stepsNow().indexOf(current) - 1]));
  part('continue').addEventListener('click', () => void forward());
  await show(async () => {
    await openHouse();
    await enter(sensors);
  });
}

window.homebridge.addEventListener('ready', () => void begin());
