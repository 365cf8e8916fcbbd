### What can be wrong with an archive or a packed file, and what to do.

## A ZIP archive that is not as the format has it

containers-no-end = Expected an end record in the ZIP archive, found none: the archive may be cut off.
containers-short-end = Expected an end record of 22 bytes in the ZIP archive, found fewer.
containers-no-wide-end = Expected an end record of ZIP64 in the ZIP archive, found none.
containers-directory-beyond = Expected a directory inside of the file in the ZIP archive, found one beyond its end.
containers-directory-part = Expected a whole directory in the ZIP archive, found a part of one.
containers-no-header = Expected the header of an entry in the ZIP archive, found something else.
containers-other-sum = Expected the file that the directory tells of in the ZIP archive, found one with another sum.
containers-ratio = Expected an entry that deflate can make in the ZIP archive, found a ratio that it cannot.
containers-no-stream = Expected a deflate stream in the ZIP archive, found bytes that are none.

## More than is allowed

# $limit (Count) - how much is allowed
# $found (Count) - how much the archive states
# $what (Text) - what there is too much of
containers-too-large =
    Expected an archive of at most { $what ->
        [directory] { $limit } bytes of directory
        [entries] { $limit } entries
        [entry] { $limit } bytes an entry
        [memory] { $limit } bytes of memory
       *[unpacked] { $limit } bytes once unpacked
    }, found { $found }.

## gzip

containers-gzip-spoilt = Expected a deflate stream in the gzip file, found bytes that are none, or another sum.
# $wanted (Count) - bytes that should come out
containers-gzip-too-few = Expected { $wanted } bytes in the gzip file, found too few for so many: the file ends early.
# $wanted (Count) - bytes that should come out
# $found (Count) - bytes that come out
containers-gzip-short = Expected { $wanted } bytes in the gzip file, found { $found } bytes: the file ends early.
containers-gzip-no-end = Expected a last block in the gzip file, found none: the file ends early.

## What is not read

containers-locked = Expected an entry that is stored or deflated, found an entry locked with a password.
# $method (Count) - number of the method of packing, as the format counts them
containers-method = Expected an entry that is stored or deflated, found method { $method }.

## What to do

containers-help-again = Save or download the file again, and try once more.
containers-help-download = Download the archive again, or unpack it and choose the folder.
containers-help-unpack = Unpack the archive on this device and choose the folder.
