"""The tables of sync, by noun."""

from ecoop.sync.models.devices import Device, DeviceKey, DeviceRevocation, Lease, Visit
from ecoop.sync.models.events import DayEnd, Event, FieldChange, Paper
from ecoop.sync.models.tray import TrayAttempt, TrayEvent, TraySettlement

__all__ = [
    "DayEnd",
    "Device",
    "DeviceKey",
    "DeviceRevocation",
    "Event",
    "FieldChange",
    "Lease",
    "Paper",
    "TrayAttempt",
    "TrayEvent",
    "TraySettlement",
    "Visit",
]
