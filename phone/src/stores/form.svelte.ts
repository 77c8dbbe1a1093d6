// A form that is filled in: what was begun and not kept is back when it is opened again.

import { begunOf } from "@/stores/begun";

interface About<T> {
  begin: () => T;
  /** Whether a person said anything yet: an empty form is not kept. */
  isTouched: (draft: T) => boolean;
  /** Whether what was begun before is still of use; a count of yesterday's cash is not. */
  isOfUse?: (draft: T) => boolean;
}

export class Form<T extends { id: string }> {
  draft = $state() as T;
  /** What stands here was begun before this screen was opened. */
  isBack = $state(false);
  /** Whether it is known if something was begun before: what is drawn earlier would jump away under the thumb. */
  isRead = $state(false);
  private isKept = false;
  private readonly begun;

  constructor(kind: string, private readonly about: About<T>) {
    this.begun = begunOf<T>(kind);
    this.draft = about.begin();
    void this.bringBack();
    $effect(() => this.keep($state.snapshot(this.draft) as T));
  }

  private async bringBack(): Promise<void> {
    const last = await this.begun.last();
    this.isRead = true;
    if (!last || this.about.isTouched(this.draft)) return;
    if (this.about.isOfUse?.(last) === false) return this.begun.drop(last.id);
    [this.draft, this.isBack] = [last, true];
  }

  private keep(now: T): void {
    if (this.about.isTouched(now)) this.begun.keep(now);
    else if (this.isKept) this.begun.drop(now.id);
    this.isKept = this.about.isTouched(now);
  }

  /** What a person does not want any more; the next one begins empty. */
  throwAway(): void {
    this.begun.drop(this.draft.id);
    this.isKept = false;
    [this.draft, this.isBack] = [this.about.begin(), false];
  }
}
