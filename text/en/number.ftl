### Numbers with their units.

# $count (Count) - fewer than a thousand bytes
number-bytes = { $count } bytes
# $value (Number(0)) - thousands of bytes
number-kilobytes = { $value } kB
# $value (Number(1)) - millions of bytes
number-megabytes = { $value } MB
# $value (Number(1)) - thousands of millions of bytes
number-gigabytes = { $value } GB
