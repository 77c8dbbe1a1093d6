"""The tables of sync, by noun."""

from ecoop.sync.models.devices import Device, DeviceKey, DeviceRevocation, Lease, Loss, Recovery, RecoveryKey, Visit
from ecoop.sync.models.events import DayEnd, Event, FieldChange, Paper
from ecoop.sync.models.settlements import DayEndSettlement, PaperFiling
from ecoop.sync.models.tray import TrayAttempt, TrayEvent, TraySettlement

__all__ = [
    "DayEnd",
    "DayEndSettlement",
    "Device",
    "DeviceKey",
    "DeviceRevocation",
    "Event",
    "FieldChange",
    "Lease",
    "Loss",
    "Paper",
    "PaperFiling",
    "Recovery",
    "RecoveryKey",
    "TrayAttempt",
    "TrayEvent",
    "TraySettlement",
    "Visit",
]
