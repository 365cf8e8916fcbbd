### The list of the pictures of this visit.

queue-title = Pictures
# Buttons that leaf through a long list.
queue-earlier = Earlier
queue-later = Later
# Read out of a button that takes a picture away which is still at work.
# $name (Text) - of the file
queue-cancel = Cancel and remove { $name }
# $name (Text) - of the file
queue-remove = Remove { $name }
