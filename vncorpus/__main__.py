"""Start the command line. `--version` answers before anything heavy is imported: build scripts ask it often."""

import gc
import sys


def main() -> None:
    """Run `vncorpus` with the arguments of the process."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from vncorpus import __version__

        print(f"vncorpus {__version__}")
        return
    # What is imported stays: looking for garbage among it takes a tenth of the start.
    gc.disable()
    try:
        from vncorpus.cli import run
    except KeyboardInterrupt:
        sys.exit(130)
    gc.enable()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)  # records make no circles; looking for them as often as usual takes a fifth
    run()


if __name__ == "__main__":
    main()
