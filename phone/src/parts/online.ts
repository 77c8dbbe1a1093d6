// Whether the phone believes that it has a network; what was really sent is told by the log's status alone.

import { readable } from "svelte/store";

export const online = readable(navigator.onLine, (set) => {
  const look = () => set(navigator.onLine);
  look();
  addEventListener("online", look);
  addEventListener("offline", look);
  return () => {
    removeEventListener("online", look);
    removeEventListener("offline", look);
  };
});
