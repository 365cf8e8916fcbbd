### The picture, what the model saw of it, and the map over it.

viewer-outlined = What the model outlined
viewer-looked-at = What the model looked at
viewer-picture = The picture
# Read out in the place of the picture.
viewer-seen-alt = The picture as the model saw it
viewer-seen = As the model saw it
# Read out in the place of the picture.
viewer-original-alt = Your picture
# $size (Text) - what was opened: "JPEG, 288 × 288"
viewer-original = Your picture, { $size }
# Read out of the divider between two pictures, one over the other.
viewer-divider = How much is covered by your picture
# A button.
viewer-over = Compare with a slider
# Above the classes whose map can be shown.
viewer-speaks-for = Show the map for
# A button.
viewer-save-outline = Save the outline
viewer-strength = Strength of the overlay
# $share (Percent(0)) - of the full strength
viewer-strength-value = { $share }
# Ends of the legend of colours.
viewer-little = little
viewer-much = much
# Read out in the place of the legend.
viewer-legend = Legend: from clear for little, over blue and green, to yellow for much
