"""Desk pages of sync, by noun."""

from ecoop.sync.views.devices import revoke, show_devices
from ecoop.sync.views.tray import mend, retry, set_aside, show_tray, show_tray_event

__all__ = ["mend", "retry", "revoke", "set_aside", "show_devices", "show_tray", "show_tray_event"]
