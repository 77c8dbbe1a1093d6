"""Pages of members and their capital."""

from ecoop.members.views.register import export_register, print_the_register, show_member, show_register

__all__ = ["export_register", "print_the_register", "show_member", "show_register"]
