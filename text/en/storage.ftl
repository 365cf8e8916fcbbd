### What is kept on this device: the page "Storage", and notices about it.

## Why the model is in memory only, and what that means

storage-not-kept-full = There is no room left to keep the model on this device. It works from memory now and will be fetched again next time.
storage-not-kept-refused = The browser did not keep the model on this device. It works from memory now and will be fetched again next time.
storage-not-kept-unavailable = This browser keeps nothing for this page, because it is private or the page is not served over https. The model is fetched at every visit.

## The list of models

storage-models-title = Models
storage-looking = Looking…
storage-none-kept = No model is kept. It is fetched when the page needs it.
# $kept (Message) - an amount: "3.5 MB"
storage-model-whole = { $kept } kept: it works without a network
# $kept (Message) - an amount: "1.2 MB"
# $whole (Message) - the amount of the whole model: "3.5 MB"
storage-model-part = { $kept } of { $whole } kept: the rest is fetched when the model is used next
# $kept (Message) - an amount: "1.2 MB"
storage-model-begun = { $kept } kept so far: the rest is fetched when the model is used next
# $name (Text) - what the task of the model is called
# $version (Text) - its version: "1.4.0"
storage-model-version = { $name }, version { $version }
# $count (Count) - pieces that the model is kept in
storage-model-parts =
    { $count ->
        [one] { $count } part, compared with its SHA-256 whenever it is read.
       *[other] { $count } parts, each compared with its SHA-256 whenever it is read.
    }
storage-delete = Delete
# Read out in the place of "Delete".
# $name (Text) - what the task of the model is called
storage-delete-model = Delete the kept model { $name }
# $name (Text) - what the task of the model is called
storage-deleted = The model { $name } is deleted.

## How much room there is

storage-room-title = Storage space
# $used (Message) - an amount: "4.1 MB"
# $quota (Message) - an amount: "2.0 GB"
storage-space = This website uses { $used } of the { $quota } that the browser allows it.
storage-promised = The browser has promised not to clear it by itself.
storage-not-promised = The browser may clear it by itself when it needs room; Safari does so after seven days without a visit, unless the page is on the home screen.
storage-promise-unknown = This browser does not say how long it keeps things.
# A button.
storage-ask = Ask the browser to keep it
storage-ask-granted = The browser will keep it.
storage-ask-refused = The browser did not promise it. Many do once the page is installed or bookmarked, or has been used more often.
storage-ask-impossible = This browser cannot be asked.

## The page

storage-title = What is kept on this device
storage-lead = The model is kept, so that the page opens quickly and without a network. A picture, its name or its answer is not, unless you keep a case.
storage-else-title = What else is kept
storage-else-kept = The page's own code, so that it opens offline, and what you chose: theme, language, plain words or all figures, and whether pictures are opened in a closed room.
storage-delete-all = To delete everything at once, clear the data of this website in the browser's settings.
