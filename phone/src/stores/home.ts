// The start page as the server reckons it: what sold most, what runs low.

import { known } from "@/stores/known";
import type { Home } from "@/stores/shapes";

export const home = known<Home>("home", "/phone/home");
