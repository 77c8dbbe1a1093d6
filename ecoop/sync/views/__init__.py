"""Desk pages of sync, by noun."""

from ecoop.sync.views.day_ends import book, note, show_day_end, show_day_ends
from ecoop.sync.views.devices import revoke, show_devices
from ecoop.sync.views.photos import (
    attach,
    save_file,
    set_photo_aside,
    show_image,
    show_papers_of,
    show_photo,
    show_photos,
)
from ecoop.sync.views.tray import mend, retry, set_aside, show_tray, show_tray_event
from ecoop.sync.views.tray_steps import show_cause, step

__all__ = [
    "attach",
    "book",
    "mend",
    "note",
    "retry",
    "revoke",
    "save_file",
    "set_aside",
    "set_photo_aside",
    "show_cause",
    "show_day_end",
    "show_day_ends",
    "show_devices",
    "show_image",
    "show_papers_of",
    "show_photo",
    "show_photos",
    "show_tray",
    "show_tray_event",
    "step",
]
