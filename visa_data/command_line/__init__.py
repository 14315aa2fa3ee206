"""The command line: the same functions as the pages, with exit codes a weekly job can read."""

from __future__ import annotations

import os
import sys
from enum import IntEnum

from visa_data import environment
from visa_data.command_line.parser import build_parser
from visa_data.errors import VisaError
from visa_data.traces import keep_traces, keep_values_out_of_logs, unexpected


class Exit(IntEnum):
    """Exit codes (contract, part 2)."""

    DONE = 0
    DONE_WITH_REJECTIONS = 1
    REFUSED = 2


def console() -> int:
    """The command `visa`, and `python -m visa_data`."""
    return main(sys.argv[1:])


def main(arguments: list[str]) -> int:
    """Run one command; French sentences on standard error, never a traceback."""
    try:
        keep_traces(on_standard_error=False, file=environment.log_path())
        keep_values_out_of_logs()
        options = build_parser().parse_args(arguments)
        return int(options.run(options))
    except VisaError as error:
        print(error, file=sys.stderr)
        return Exit.REFUSED
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing more to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except Exception as error:  # noqa: BLE001 - the last resort: a sentence, and where to look, without any data
        print(unexpected(error), file=sys.stderr)
        return Exit.REFUSED
    except KeyboardInterrupt:
        print("Interrompu : rien de ce qui était en cours n'a été écrit.", file=sys.stderr)
        return Exit.REFUSED
