### What stands around every page, and on several.

## Head

# Read out of the name of the website, which leads to its beginning.
page-start-again = Onsight, start again
# What is marked is left out on a narrow screen.
page-line = On your own device<more>: what an AI model sees in a medical picture</more>
# Read out of the navigation.
page-pages = Pages
# $theme (Text) - not shown: "light" or "dark"
page-use-theme =
    { $theme ->
        [dark] Use the dark theme
       *[light] Use the light theme
    }
page-skip = Skip to the content

## Foot

# $version (Text) - of the program: "1.4.0"
page-what = Onsight { $version }. For research and education. Not a medical device.
page-to-model = What was measured of the model
page-to-device = Check this device
page-to-models = All models
page-free = No account, no cookies, no tracking. Free software: Apache-2.0 or MIT.

## What the first page promises

page-promise-device = Your picture stays on this device. Nothing is uploaded.
page-promise-any = Runs on any recent phone or computer, with or without a graphics chip.
page-promise-honest = Says how often it is right, measured on pictures it never saw.

## What it is not

page-limits = What this is not
page-limits-diagnosis = Not a diagnosis, and not a medical device. It is made for research and education.
page-limits-study = One picture is not an examination. Doctors look at all of it, at earlier ones, and at you.
page-limits-doctor = Whatever it says, your doctor is the one to ask. Do not put off seeing one, and do not start, change or stop a treatment because of it.

## Before open pictures are closed

page-closing = Start again
# $count (Count) - pictures that are open
page-close =
    { $count ->
        [one] Close the picture and start again? Nothing of this is kept elsewhere.
       *[other] Close the { $count } open pictures and start again? Nothing of this is kept elsewhere.
    }
# Buttons.
page-close-not = Keep them
page-close-all = Close and start again

## Notices

page-notice = Notice
page-dismiss = Dismiss this notice
page-burned-in = Text in the picture
# Follows a warning that text stands in the picture.
page-left-out = The picture is left out of print until then.
# A button.
page-looked = I have looked: print it too
page-update = Update
page-update-here = A newer version is here.
page-update-later = A newer version is here. You can take it when you have removed your pictures from the list.
page-update-busy = A newer version is here, but another tab of Onsight still works with this one. Close the pictures there, then try again.
# A button.
page-update-now = Update now

## Requests

page-requests = Requests of this page
# $count (Count) - requests
page-requests-all = All { $count } requests of this visit
# Where the list is full.
# $listed (Count) - requests in the list
# $count (Count) - requests
page-requests-some = { $listed } of the { $count } requests of this visit
page-requests-list = Requests, newest first

## How far something is

page-progress = Progress
# $title (Text) - what is done
# $detail (Text) - how much of it: "1.2 MB of 3.4 MB"
page-progress-step = { $title }: { $detail }
# Read out in the place of what stands on a button, where several of a list say the same: which of them it is.
# $act (Message) - what stands on it: "Remove from this device"
# $of (Text) - what it belongs to: "Brain MRI"
page-act-of = { $act }: { $of }
page-starting = Starting
page-waiting = Waiting for its turn
# A button.
page-cancel = Cancel

## Above an answer

# On paper alone.
# $when (Text) - date and time
# $version (Text) - of the program: "1.4.0"
page-printed = Printed { $when } with Onsight { $version }
# A button. What is marked is left out on a narrow screen.
page-look = <more>Open in the </more>light box
# Read out of it.
page-look-whole = Open in the light box
# A button.
page-print = Print
page-reading = Reading level
page-reading-patient = Plain words
page-reading-clinician = All figures

## Beside it

# Of a picture that was drawn by a program.
page-synthetic = Synthetic
page-gates = Checks before the answer
