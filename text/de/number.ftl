number-bytes = { $count } Byte
number-kilobytes = { $value } kB
number-megabytes = { $value } MB
number-gigabytes = { $value } GB

number-percent = { $share }
number-percent-over = über { $share }
number-percent-under = unter { $share }
number-percent-score = { $share }
number-percent-exact = { $share }
number-percent-between = { $share } ({ $low } bis { $high })
number-count = { $count }
number-whole = { $value }
number-score = { $value }

number-milliseconds-exact = { $value } ms
number-milliseconds = { $value } ms
number-seconds-exact = { $value } s
number-seconds = { $value } s
number-answered-in = Beantwortet in { $total }, davon { $network } im neuronalen Netz.
number-turned-away-after = Abgewiesen nach { $total }. Das neuronale Netz lief nicht.
