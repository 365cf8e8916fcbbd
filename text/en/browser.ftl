### What goes wrong at the browser's edge: files, the network, workers; and which device is tried.

## A file

# $most (Count) - millions of bytes
# $found (Count) - millions of bytes
browser-too-large = Expected a file of at most { $most } MB, found { $found } MB.
browser-too-large-help = Export the picture at a smaller size, or as JPEG.
# $why (Message) - what the browser said
browser-unreadable = Expected a file that can be read, but the browser said: { $why }.
browser-unreadable-help = The file may have been moved or changed. Pick it again.

## A part of the website

# $what (Text) - name of a file
# $why (Message) - "the server said 404"
browser-not-loaded = Expected to load { $what }, but: { $why }.
# $why (Message) - "it is not kept on this device"
browser-no-model = Expected to load the model, but: { $why }.
browser-not-loaded-help = Check the connection and try again.
browser-resumed-help = Check the connection and try again: what has arrived is kept, and the rest is fetched.
browser-no-light-box = The light box could not be loaded. Check the connection, remove all pictures, and try again.

## A worker

# $why (Message) - "it stopped answering"
browser-worker = The part of this page that does the work stopped: { $why }.
browser-worker-help = Try again. If it happens again, reload the page or close other tabs.
# $expected (Count) - a version
# $found (Count) - another
browser-stale = Expected worker code of version { $expected }, found version { $found }: an older copy was kept.
browser-stale-help = Reload the page without its cache (Ctrl and F5, or Command, Shift and R).

## Why the model could not be loaded: stands inside of sentences

browser-part-not-kept = not all of it is kept on this device
browser-not-kept = it is not kept on this device
browser-elsewhere = it does not lie on this website
# $seconds (Count) - how long was waited
browser-stalled = nothing came for { $seconds } seconds
# $status (Text) - "404 Not Found"
browser-status = the server said { $status }
# $status (Count) - a number of HTTP: "404"
browser-bare-status = status { $status }
browser-no-window = no window
browser-sent-nothing = the server sent nothing
# $most (Count) - bytes
browser-sent-more = the server sent more than the { $most } bytes expected

## Why a worker stopped: stands inside of sentences

browser-no-room = there is no room for the model
browser-no-code = its code could not be loaded
browser-late-code = its code was late
browser-silent = it stopped answering
browser-gone = it is not there any more
browser-not-ready = it was asked before it was ready
browser-not-alike = it is not as the first one
browser-unknown-message = it sent something unknown
browser-lost-picture = a picture got lost
browser-lost-answer = an answer got lost
browser-no-gpu-code = this bundle has no GPU code

## The same of the reader, which opens files for the others

browser-no-worker = it is no worker
browser-no-hello = the reader did not say hello
browser-reader-unknown = the reader sent something unknown
browser-reader-late = it took too long for this file
browser-reader-no-file = the reader was asked without a file
browser-no-file = a slice came without its file
browser-not-listed = it was asked for a file that is not on the list

## Which device is tried first, and why

browser-cpu-asked = The CPU was asked for.
browser-gpu-asked = WebGPU was asked for.
browser-gpu-asked-none = WebGPU was asked for, but the browser offers none here.
# In answers of earlier versions.
browser-gpu-there = The browser offers a graphics adapter.
browser-gpu-software = WebGPU would run in software here, slower than the CPU.
browser-gpu-refused = The browser found no graphics adapter to use.
browser-gpu-unsupported = This browser offers no WebGPU here.
browser-gpu-gave-up = WebGPU stopped working on this device, so the CPU took over.
# Follows such a sentence.
browser-threads-gave-up = Several threads did not work here, so one computes.
# Follows such a sentence.
# $threads (Count) - how many should
# $started (Count) - how many did
browser-threads-short = Of { $threads } threads { $started } started.
