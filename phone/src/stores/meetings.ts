// Meetings and votes of my cooperatives.

import { known } from "@/stores/known";
import type { Meeting } from "@/stores/shapes";

export const meetings = known<{ meetings: Meeting[] }>("meetings", "/phone/meetings");
