"""Start the command line. `--version` answers before anything heavy is imported: build scripts ask it often."""

import sys


def main() -> None:
    """Run `vncorpus` with the arguments of the process."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from vncorpus import __version__

        print(f"vncorpus {__version__}")
        return
    from vncorpus.cli import run

    run()


if __name__ == "__main__":
    main()
