### The page "Self-check": every check again, the benchmark, and a text for reporting trouble.

device-page-title = Does this device compute correctly?
device-page-lead = Graphics chips sometimes compute wrongly and say nothing. So known pictures are run here and compared with known answers, at the start and again while you work.

## Every check again

device-page-run = Run every check again
device-page-checking = Checking. On a slow device this takes a minute.
# A button.
device-page-check = Check this device
device-page-found = What the check found
# $check (Message) - what the check found
device-page-cpu = The CPU beside it: { $check }
device-page-times = Time of each step and run
device-page-what = What
device-page-time = Time
device-page-adapter = Limits and features of the adapter
device-page-name = Name
device-page-value = Value

## What runs

device-page-versions = Versions
device-page-runs-here = What runs here
device-page-part = Part
device-page-version = Version
device-page-page = Page
device-page-protocol = Protocol
device-page-model = Model

## How fast it is

device-page-fast = How fast is this device?
# $count (Count) - answers in all
# $unseen (Count) - of the first, which are not counted
device-page-measuring = A drawn picture is answered { $count } times; the first { $unseen } are not counted. Nothing is sent.
# A button.
device-page-measure = Measure this device
# The same button while it measures.
device-page-stop = Stop
# Read out of the progress bar.
device-page-answers = Answers given
# Above the figures.
# $device (Message) - where the network runs, a sentence
# $model (Text) - its name
# $version (Text) - its version: "1.4.0"
device-page-measured = { $device } { $model } { $version }
# Heads of the columns.
device-page-step = Step
device-page-half = Half within
device-page-nine-of-ten = Nine of ten within
# Read out of a text.
device-page-json = Figures as JSON
# Read out of a text.
device-page-line = Figures in one line

## A text for reporting trouble

device-page-trouble = A text for reporting trouble
device-page-trouble-holds = It holds what stands below and nothing else: no picture, no file name, no answer. It is sent nowhere; copy it if you want to.
# Read out of a text.
device-page-diagnostics = Diagnostics text
# A button.
device-page-copy = Copy the text
device-page-copied = Copied.
device-page-not-copied = The browser did not allow it. Select the text and copy it.

## Where pictures are opened

device-page-room = A closed room for pictures
device-page-room-inside = Pictures are opened in a closed room: a part of this page from which no request can be made, and which is given nothing more once a file is opened.
device-page-room-outside = Pictures are opened on the page itself, and the service worker keeps it from the network meanwhile. In a closed room no request could be made at all.
device-page-room-limit = A script that leads the room elsewhere ends it, and the line below it says so; some browsers have looked up one host name by then.
device-page-room-one-thread = This browser gives the room one thread: answers take longer than they could.
device-page-room-no-gpu = This browser gives the room no WebGPU, so the CPU computes.
# Beside the list of requests: what a visitor gains and loses by choosing the room.
device-page-room-loses = In a closed room this page could make no request at all. What is lost there: kept cases, and in Chromium WebGPU. A model that is not on this device is fetched only if you agree below the room. The page is loaded anew for it, without the pictures that are open.
device-page-room-no-cases = In a closed room nothing can be kept. Save a report instead, or open the picture on the page itself.
# A button.
device-page-room-enter = Open pictures in a closed room
# A button.
device-page-room-leave = Open pictures on the page itself
