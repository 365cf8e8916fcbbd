### What a DICOM file says of itself: the list of its elements in the light box.

light-box-tags-title = What the file says
# A button.
light-box-tags-back = Back to the tools
light-box-tags-reading = Reading…
light-box-tags-none = This file carries no tags: they belong to DICOM.

## The list

light-box-tags-search = Search
# $count (Count) - values that are hidden at first
light-box-tags-show = Show the { $count } values that may tell who the patient is
# $count (Count) - elements that were found
light-box-tags-count =
    { $count ->
        [0] Nothing found.
        [one] { $count } element.
       *[other] { $count } elements.
    }
# $count (Count) - elements that were found
# $shown (Count) - elements that are shown of them, some hundred
light-box-tags-count-cut = { $count } elements, the first { $shown } are shown: search for the others.
# Read out: what the list is.
light-box-tags-elements = Elements of the file
# Head of a column: number and keyword of the element.
light-box-tags-column-tag = Tag
# Head of a column: the value representation of DICOM, two letters.
light-box-tags-column-vr = Type
# Head of a column.
light-box-tags-column-value = Value
# In the place of the keyword of an element that a manufacturer has made up.
light-box-tags-private = private
# In the place of the keyword of an element that is not in the standard.
light-box-tags-unknown = unknown
# In the place of a value that may tell who the patient is.
light-box-tags-hidden = hidden
# $item (Count) - of a sequence, from 1
# $number (Text) - of the element: "(0010,0020)"
light-box-tags-item = item { $item }, { $number }

## Saving without what names the patient

# A button.
# $count (Count) - boxes that are proposed
light-box-tags-propose =
    { $count ->
        [one] Cover the text that was seen
       *[other] Cover the text that was seen with { $count } boxes
    }
# A button: the box is drawn in the middle of what is seen, and moved from there.
light-box-tags-add-box = Add a box
light-box-tags-box-help = Boxes cover every frame of the file when it is saved. Draw them on the picture, or move corners and middle by pointer or arrow keys.
# A button.
light-box-tags-save = Save without what names the patient
light-box-tags-profile = By the basic profile of DICOM PS3.15: names, dates, identifiers and private elements go, the pixels outside of boxes stay as they are. You see what was changed before it is saved.
# Head of a list: what was removed, replaced, kept.
light-box-tags-changed = What was changed
# A button.
light-box-tags-save-file = Save the file
# A button: the list of what was changed, as a text.
light-box-tags-save-report = Save this list
# A button: the face is taken out of all slices of the series, which become one file.
light-box-tags-deface = Save all slices without names and without the face
light-box-tags-deface-help = What lies in front of and below a plane that touches the brain gets the value of air. Where the brain is not found, nothing is saved. You see what was changed before it is saved.
# Name of a file.
# $name (Text) - of the file that was saved, without its ending
light-box-tags-report-name = { $name }-changes.txt
light-box-tags-text-said = The file says that text stands in its pictures. Text in the picture itself stays in the saved file, unless a box covers it.
# $borders (Message) - "the top border"
light-box-tags-text-said-and-seen = The file says so, and it looks as if text stands at { $borders } of its pictures. Text in the picture itself stays in the saved file, unless a box covers it. Look before you give it away.
# $borders (Message) - "the top and left borders"
light-box-tags-text-seen = It looks as if text stands at { $borders } of its pictures. Text in the picture itself stays in the saved file, unless a box covers it. Look before you give it away.
light-box-tags-text-unseen = Text in the picture itself stays in the saved file, unless a box covers it. No text was seen at the borders, but not all text is found: look at every slice before you give it away.
# $border (Message) - "top"
light-box-tags-one-border = the { $border } border
# $borders (Message) - all but the last: "top, right"
# $last (Message) - "left"
light-box-tags-borders = the { $borders } and { $last } borders
# $borders (Message) - those before: "top"
# $next (Message) - "right"
light-box-tags-border-list = { $borders }, { $next }
light-box-tags-top = top
light-box-tags-right = right
light-box-tags-bottom = bottom
light-box-tags-left = left

## In the place of a value

# $count (Count) - bytes of a value that is no text
light-box-tags-bytes =
    { $count ->
        [one] { $count } byte
       *[other] { $count } bytes
    }
# $count (Count) - of a sequence
light-box-tags-items =
    { $count ->
        [one] { $count } item
       *[other] { $count } items
    }
