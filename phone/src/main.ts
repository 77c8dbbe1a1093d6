import { mount } from "svelte";
import App from "./App.svelte";
import "./style/base.css";
import "./style/parts.css";
import "./style/shell.css";
import { device, isLocked, openLog } from "./log";
import { opened } from "./log/app";
import { deviceOf } from "./log/device";
import { watchInstall } from "./parts/install";
import { showLooks } from "./parts/looks";
import { asRefused } from "./parts/refused";
import { untilTold } from "./parts/settled";
import { watchUpdates } from "./parts/updates";
import { ROUTES } from "./screens/routes";
import { chooseLanguage, wasLanguageChosen } from "./words";

/** Open what lies on this phone, then show the screen: nothing here waits for a network. */
async function start(target: HTMLElement): Promise<void> {
  showLooks();
  watchInstall();
  // The very first opening is for beginning, most others for selling: that screen comes while the log is opened.
  const first = wasLanguageChosen() ? ROUTES.sell : ROUTES.start;
  void first?.load().catch(() => undefined);
  const [failure] = await Promise.all([openUp(), chooseLanguage().catch(() => undefined)]);
  target.replaceChildren();
  mount(App, { target, props: { refused: failure ? asRefused(failure) : null } });
  watchUpdates();
  for (const next of [ROUTES.sell, ROUTES.pay, ROUTES.receipt]) void next?.load().catch(() => undefined);
}

async function openUp(): Promise<unknown> {
  try {
    await openLog();
    const { log } = opened();
    const hasDevice = (await deviceOf(log.db)) !== null;
    const wasLocked = log.vault.isLocked;
    await Promise.all([untilTold(device, (one) => (one !== null) === hasDevice), untilTold(isLocked, (one) => one === wasLocked)]);
    return null;
  } catch (error) {
    return error;
  }
}

const target = document.getElementById("app");
if (target) void start(target);
