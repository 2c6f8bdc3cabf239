"""Drive stages over files: open, cut, work, write, and account for every record.

::

    places     where everything goes; that nothing clashes
    files      open inputs of any compression
    pieces     read an input as runs of whole lines, or as a text
    plan       pack pieces into tasks, and end the blocks
    work       do a task: bytes in, bytes out, counts      records, clock   bytes <-> Document; what takes too long
    workers    give tasks to processes, in order           worker, poison   one process; what killed it
    outputs    files that appear whole or not at all
    journal    what is on the disk, for --resume
    account    counts, summary, report                     progress   how far it is
    sites      read the inputs once before, and count the lines that sites repeat
    drive      all of it together                          guard      errors as sentences
"""
