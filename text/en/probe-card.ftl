### The same picture with parts covered: a card beside the answer.

probe-card-title = Does it look at the right thing?
probe-card-about = The page covers only what the map marks most, which may be less than was outlined, and then the borders, and asks the model again. What matters should move the answer. A covered part is itself unusual, so one picture proves little.
# A button.
probe-card-ask = Cover parts and ask again
probe-card-running = Covering parts and asking again…
# $value (Message) - how certain the model is: "30 %"
# $change (Message) - by how much that is more or less than before: "−60.0 points"
probe-card-value = { $value } ({ $change })
# $class (Text) - name of the most probable class
probe-card-closest = closest: { $class }
