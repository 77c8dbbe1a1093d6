"""Run Django's own commands; people use `ecoop`, which is the same door."""

from ecoop.config.cli import main

if __name__ == "__main__":
    main()
