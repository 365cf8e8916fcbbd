### A report on one picture, to print or to hand on.

case-report-title = Report on one picture
# Below the title.
# $reader (Text) - for whom it is written
# $when (Text) - date and time
# $version (Text) - of this program
case-report-written =
    { $reader ->
        [clinician] For clinicians, with all figures. Written { $when } by Onsight { $version }.
       *[patient] In plain words. Written { $when } by Onsight { $version }.
    }
# Below the title, where the date is left out.
# $reader (Text) - for whom it is written
# $version (Text) - of this program
case-report-undated =
    { $reader ->
        [clinician] For clinicians, with all figures. Written by Onsight { $version }.
       *[patient] In plain words. Written by Onsight { $version }.
    }
# At the foot of a page.
# $page (Count) - its number
# $pages (Count) - how many there are
case-report-page = Page { $page } of { $pages }
# At the end.
# $numbers (Text) - of characters: "U+4E2D, U+6587"
case-report-missing = The font of this file lacks some characters. They stand as their numbers in Unicode: { $numbers }.

## Titles of its parts

case-report-found = What the model found
case-report-left-open = What cannot be ruled out
case-report-none-open = Of the answers that the model knows, it leaves no other one open. What it does not know cannot be ruled out by it.
case-report-pictures = Pictures
case-report-grounds = How this answer came about

## What pictures show

# $width (Count) - pixels
# $height (Count) - pixels
case-report-original = The picture that was looked at, here with { $width } × { $height } pixels
# $side (Count) - pixels
case-report-input = What the network saw of it, { $side } × { $side } pixels

## Tables

# Head of a column: the model's certainty of each class.
case-report-share = Share of certainty
# Head of a column.
case-report-check = Check
# Head of a column: "passed"
case-report-result = Result
# Head of a column.
case-report-measures = Measured
# Head of a column: model, version, device
case-report-fact = What
case-report-task = Task
case-report-remark = Remark on the file
case-report-preparation = Preparation
# $side (Count) - pixels of the square
# $colour (Text) - of what the network sees
# $levels (Text) - what was done to the grey levels
# $fill (Count) - grey level of the filling
# $mean (Message) - of each channel: "123.68, 116.78, 103.94"
# $deviation (Message) - of each channel
case-report-prepared =
    Scaled into a square of { $side } × { $side } pixels, the rest of it filled with level { $fill }, { $colour ->
        [rgb] in colour
       *[grey] in grey
    }, levels { $levels ->
        [percentiles] stretched between percentiles of the picture
       *[as-given] as given
    }. Of each channel, on 0 to 255, the mean ({ $mean }) was taken away, then it was divided by the standard deviation ({ $deviation }).
case-report-device = Device
case-report-time = Time
