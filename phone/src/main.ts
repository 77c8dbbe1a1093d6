import { mount } from "svelte";
import App from "./App.svelte";
import "./style/base.css";
import "./style/parts.css";
import "./style/shell.css";
import { showLooks } from "./parts/looks";
import { watchUpdates } from "./parts/updates";
import { chooseLanguage } from "./words";

const target = document.getElementById("app");
if (target) {
  showLooks();
  void chooseLanguage().then(() => {
    mount(App, { target });
    watchUpdates();
  });
}
