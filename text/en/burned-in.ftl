### That text seems to stand in a picture.

# $places (Message) - where: "at the top, at the right and at the left"
burned-in-seen = Text seems to stand in this picture, { $places }. It may be a name or a date of birth: look before you print or save this page, or show it to others.
burned-in-top = at the top
burned-in-right = at the right
burned-in-bottom = at the bottom
burned-in-left = at the left
# Two places, or what is said of several and the last one.
# $first (Message) - a place, or several with commas
# $last (Message) - a place
burned-in-and = { $first } and { $last }
# Three places or more; "and" and the last one follow.
# $first (Message) - a place, or several with commas
# $next (Message) - a place
burned-in-list = { $first }, { $next }
