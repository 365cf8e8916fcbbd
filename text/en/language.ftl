### The list of languages at the foot of every page.

language-label = Language
# While a picture is open nothing is asked of the network.
language-refused = The sentences of this language are not on this device yet, and did not come. Remove all pictures, check the connection, and choose it again.
