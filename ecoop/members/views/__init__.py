"""Pages of members and their capital."""

from ecoop.members.views.register import show_member, show_register

__all__ = ["show_member", "show_register"]
