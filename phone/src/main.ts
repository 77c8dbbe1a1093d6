import { mount } from "svelte";
import App from "./App.svelte";
import "./style/base.css";
import { chooseLanguage } from "./words";

const place = document.getElementById("app");
if (place) {
  void chooseLanguage().then(() => mount(App, { target: place }));
}
