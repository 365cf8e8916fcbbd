### The list of keys in the light box: what is pressed, and what it does.
###
### Single letters are those that are typed, in every language.

light-box-keys-title = Keys
# A button.
light-box-keys-back = Back to the tools

## What is pressed

# $letters (Text) - as they are typed: "B, D"
light-box-keys-letters = { $letters }
light-box-keys-arrows = ↑ ↓, Page up, Page down
light-box-keys-ends = Home, End
light-box-keys-space = Space
light-box-keys-shift = Shift and arrows
light-box-keys-again = M or A again, Enter

## What it does

light-box-keys-step = slice before, slice after, ten at a time
light-box-keys-first-last = first slice, last slice
light-box-keys-play = play, stop
light-box-keys-center = brighter, darker (centre of the window)
light-box-keys-width = wider, narrower window
light-box-keys-next-window = next window on the list
light-box-keys-invert = invert
light-box-keys-turn = turn right, turn left
light-box-keys-turn-one = turn by one degree
light-box-keys-mirror = mirror
light-box-keys-upside-down = upside down
light-box-keys-zoom = larger, smaller
light-box-keys-fit = fit, one to one
light-box-keys-pan = move the picture
light-box-keys-smooth = smooth, or pixel by pixel
light-box-keys-measure = read values, length, angle: then draw on the picture
light-box-keys-put = a length or an angle in the middle, to be moved by its points
light-box-keys-outline = outline what a model reads as one region: click it, or press again
light-box-keys-drag = drag for the window, drag to move
light-box-keys-tags = what the file says (tags)
light-box-keys-classify = classify this slice
light-box-keys-reset = as at first
