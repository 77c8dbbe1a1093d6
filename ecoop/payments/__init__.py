"""Money that comes by bank: QR codes, statements, notices, and what they pay."""
