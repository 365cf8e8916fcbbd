### The tools beside the picture in the light box.

# What rests on a button for whoever points at it.
# $name (Message) - what the button does: "Turn left"
# $key (Text) - the key that does the same: "L"
light-box-tools-with-key = { $name } ({ $key })

## Which values are shown

light-box-tools-window-title = Window
# $unit (Text) - of the values: "HU"
light-box-tools-window-title-unit = Window, in { $unit }
light-box-tools-preset = Preset
light-box-tools-by-hand = Set by hand
# Of a window: the value in the middle between black and white.
light-box-tools-center = Centre
light-box-tools-center-lower = Lower centre, brighter
light-box-tools-center-higher = Higher centre, darker
# Of a window: the values from black to white.
light-box-tools-width = Width
light-box-tools-width-narrower = Narrower
light-box-tools-width-wider = Wider
light-box-tools-levels-title = Brightness and contrast
light-box-tools-brightness = Brightness
light-box-tools-contrast = Contrast

## How the picture lies

light-box-tools-picture-title = Picture
# $scale (Percent(0)) - pixels of the screen a pixel of the picture
light-box-tools-zoom = { $scale }
light-box-tools-larger = Larger
light-box-tools-smaller = Smaller
light-box-tools-fit = Fit
light-box-tools-same = 1 to 1
light-box-tools-same-long = 1 to 1: a pixel of the picture on one of the screen
light-box-tools-invert = Invert
# A turn to the left.
light-box-tools-turn-left = Left
light-box-tools-turn-left-long = Turn left
# A turn to the right.
light-box-tools-turn-right = Right
light-box-tools-turn-right-long = Turn right
light-box-tools-mirror = Mirror
light-box-tools-flip = Flip
light-box-tools-flip-long = Flip upside down
light-box-tools-smooth = Smooth
light-box-tools-smooth-long = Smooth, or pixel by pixel
light-box-tools-turn = Angle
# Read out.
# $degrees (Number(0)) - clockwise
light-box-tools-turn-read = { $degrees } degrees
# $degrees (Number(0)) - clockwise
light-box-tools-turn-shown = { $degrees }°
light-box-tools-reset = Reset
light-box-tools-reset-long = As at first

## What dragging does

light-box-tools-drag-title = Dragging on the picture
light-box-tools-drag-window = Window
light-box-tools-drag-move = Move
light-box-tools-drag-values = Values
light-box-tools-drag-length = Length
light-box-tools-drag-angle = Angle
light-box-tools-drag-help = Draw on the picture. Without a pointer: Enter sets one in the middle, arrow keys move its points.

## The file

light-box-tools-file-title = The file
# A button.
light-box-tools-tags = Tags
# In brackets the key.
light-box-tools-tags-long = What the file says
# A button.
light-box-tools-keys = Keys
# A button.
# $count (Count) - slices of the series, two or more
light-box-tools-classify-series = Classify all { $count } slices
