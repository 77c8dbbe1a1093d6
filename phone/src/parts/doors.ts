// Who may pass to which screen: without a phone that belongs to a shop only the start, behind a PIN only the lock.

export interface Doors {
  hasDevice: boolean;
  isLocked: boolean;
}

/** The screen to show for the one that was asked for. */
export function doorOf(asked: string, { hasDevice, isLocked }: Doors): string {
  if (isLocked) return "lock";
  if (!hasDevice) return "start";
  return asked === "lock" ? "sell" : asked;
}
