"""Drive stages over files: open, cut, work, write, and account for every record.

::

    places     where everything goes; that nothing clashes
    files      open inputs of any compression              packed     all members of a gz or zst
    pieces     read an input as runs of whole lines, or as a text
    units      cut the inputs into units, each with the name of its part; spans reads a range of a file
    plan       pack pieces into tasks, and end the blocks
    work       do a task: bytes in, bytes out, counts      records, clock   bytes <-> Document; what takes too long
    workers    give tasks to processes, in order           worker, poison   one process; what killed it
    outputs    files that appear whole or not at all
    journal    what is on the disk, for --resume
    account    counts, summary, report                     progress   how far it is
    sites      read the inputs once before, and count the lines that sites repeat
    drive      all of it together                          guard      errors as sentences

Over units, for many machines::

    parts      make the part of a unit, and its entry      storage    the folder of the parts; remote: where a URL leads
    shards     the units of one share, here                cluster    all of them, on Ray; apart: one, in a process
    manifest   see that the parts are all there            merge      put them together
"""
